"""What the public pages share: how a view becomes a page, and what a browser may keep of it."""

import hashlib
from functools import wraps
from threading import Lock

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import add_never_cache_headers
from django.utils.http import parse_etags
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from archive import revision
from archive.context import SIZES, THEMES, look

MOST_KEPT = 8_000_000  # bytes of pages in a process
PROGRAM = revision.program()
LOOKS = {"size": SIZES, "theme": THEMES}  # the cookies that a page depends on, by what they may say
PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")  # those with which it is somebody's own


def page(view):
    """For reading only, and it looks as the reader's cookies say.

    Browsers keep it but ask each time whether it is still right, which is answered with 304 before anything is made,
    for as long as nothing in the archive has changed. So long this process keeps it as well, for other readers, unless
    it is the answer to a question: those are too many, and they are counted. Nothing is kept of a page that somebody
    sees who is logged in or is being told something, or that has a form to send.
    """

    @require_safe
    @vary_on_cookie
    @wraps(view)
    def shown(request, *arguments, **parts):
        request.seen = look()
        tag = _tag(request)
        if tag and tag in parse_etags(request.headers.get("If-None-Match", "")):
            return _kept(HttpResponseNotModified(), tag)
        if made := tag and not request.GET and pages.get(tag):
            return _kept(HttpResponse(made[0], content_type=made[1]), tag)
        with revision.at(request.seen.revision):
            response = view(request, *arguments, **parts)
        if _is_personal(request) or _has_form(request):
            add_never_cache_headers(response)
            return response
        if tag and not request.GET:
            pages.keep(tag, response)
        return _kept(response, tag)

    return shown


class Pages:
    """The pages made last, by their tags, up to a number of bytes."""

    def __init__(self, most: int):
        self.most, self.size = most, 0
        self._kept: dict[str, tuple[bytes, str]] = {}
        self._lock = Lock()

    def get(self, tag: str) -> tuple[bytes, str] | None:
        """Content and its media type."""
        return self._kept.get(tag)

    def keep(self, tag: str, response) -> None:
        """A page that sets a cookie is one reader's, and a file to download is nobody's but who asked for it."""
        is_whole = response.status_code == 200 and not response.streaming and getattr(response, "is_rendered", True)
        is_page = is_whole and set(response.headers) <= {"Content-Type", "Vary"} and not response.cookies
        if not is_page or not 0 < len(response.content) <= self.most // 2:  # one may not push out all others
            return
        with self._lock:
            if tag not in self._kept:
                self._kept[tag] = response.content, response["Content-Type"]
                self.size += len(response.content)
            while self.size > self.most:
                self.size -= len(self._kept.pop(next(iter(self._kept)))[0])


pages = Pages(MOST_KEPT)


def _tag(request) -> str | None:
    """What the answer to this request depends on, as an ETag; None where it must not be kept. Some pages say what day it
    is, and count from it. While one works on the program it changes without a restart."""
    if settings.DEBUG or request.seen.revision is None or _is_personal(request):
        return None
    parts = [PROGRAM, request.seen.revision, str(localdate()), request.build_absolute_uri()]
    parts += [value if (value := request.COOKIES.get(name)) in known else "" for name, known in LOOKS.items()]
    return f'W/"{hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:32]}"'


def _has_form(request) -> bool:
    """Whether the page holds a token by which its form is known: that is one reader's own. To have the cookie of one is
    not enough, for who has once written to the office has it for a year."""
    return request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)


def _is_personal(request) -> bool:
    return any(name in request.COOKIES for name in PERSONAL)


def _kept(response, tag):
    if tag and response.status_code in (200, 304):
        response["ETag"] = tag
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "no-cache"
    return response
