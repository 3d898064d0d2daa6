"""What the public pages share: how a view becomes a page, what a browser may keep of it, and a list its pages."""

import hashlib
from functools import wraps

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponseNotModified
from django.utils.cache import add_never_cache_headers
from django.utils.http import parse_etags
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

from archive import revision
from archive.context import look

PAGE_SIZE = 20
PROGRAM = revision.program()
LOOKS = ("size", "theme", "csrftoken")  # the cookies that a page depends on
PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")  # those with which it is somebody's own


def page(view):
    """For reading only, and it looks as the reader's cookies say.

    Browsers keep it but ask each time whether it is still right, which is answered with 304 before anything is made,
    for as long as nothing in the archive has changed. It is not asked for who is logged in or is being told something.
    """

    @require_safe
    @vary_on_cookie
    @wraps(view)
    def shown(request, *arguments, **parts):
        request.seen = look()
        tag = _tag(request)
        if tag and tag in parse_etags(request.headers.get("If-None-Match", "")):
            return _kept(HttpResponseNotModified(), tag)
        with revision.at(request.seen.revision):
            response = view(request, *arguments, **parts)
        if _is_personal(request):
            add_never_cache_headers(response)
            return response
        return _kept(response, tag)

    return shown


def page_of(request, entries):
    """The page of the newest entries that the address asks for; one that is not there is the last."""
    return Paginator(entries.newest_first().for_lists(), PAGE_SIZE).get_page(request.GET.get("page"))


def _tag(request) -> str | None:
    """What the answer to this request depends on, as an ETag; None where it must not be kept. Some pages say what day it
    is, and count from it. While one works on the program it changes without a restart."""
    if settings.DEBUG or request.seen.revision is None or _is_personal(request):
        return None
    parts = [PROGRAM, request.seen.revision, str(localdate()), request.build_absolute_uri()]
    parts += [request.COOKIES.get(name, "") for name in LOOKS]
    return f'W/"{hashlib.sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:32]}"'


def _is_personal(request) -> bool:
    return any(name in request.COOKIES for name in PERSONAL)


def _kept(response, tag):
    if tag and response.status_code in (200, 304):
        response["ETag"] = tag
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "no-cache"
    return response
