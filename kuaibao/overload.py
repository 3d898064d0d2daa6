"""A page that takes the database too long is given up, and the reader is told what to do instead."""

from django.shortcuts import render

from kuaibao.database import was_cancelled


class Overload:
    """Answers with 503 where PostgreSQL has cancelled a statement after STATEMENT_TIMEOUT."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        return render(request, "503.html", status=503) if was_cancelled(exception) else None
