"""What is text goes out compressed: a page is a fifth of its size then, which counts on the lines of a county."""

from django.middleware.gzip import GZipMiddleware

COMPRESSED = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")


class Compress(GZipMiddleware):
    """Files are left as they are: those of Word, PDF and OFD are compressed already, and long."""

    def process_response(self, request, response):
        if not response.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
