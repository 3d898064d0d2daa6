"""The page for an address that leads nowhere."""

import re

from django.shortcuts import render

from archive.pages.nearest import nearest

IN_WORDS = re.compile(r"[\u4e00-\u9fff]")


def not_found(request, exception):
    """Says what is not there, as far as whoever raised the 404 has said it, and what lies nearest."""
    said = exception.args[0] if exception.args else ""
    said = said if isinstance(said, str) and IN_WORDS.search(said) else ""
    return render(request, "404.html", {"said": said, "near": nearest(request.path)}, status=404)
