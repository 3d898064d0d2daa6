"""What the public pages share: how a view becomes a page, and a list its pages."""

from django.core.paginator import Paginator
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_cookie

PAGE_SIZE = 20


def page(view):
    """For reading only, and it looks as the reader's cookies say."""
    return require_safe(vary_on_cookie(view))


def page_of(request, entries):
    """The page of the newest entries that the address asks for; one that is not there is the last."""
    return Paginator(entries.newest_first().for_lists(), PAGE_SIZE).get_page(request.GET.get("page"))
