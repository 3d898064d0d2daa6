"""The front page, how pages look, and the icon."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from archive.context import SIZES, THEMES
from archive.pages import front_page, holdings
from archive.pages.brief import achieved
from archive.views.page import page

ONE_YEAR = 365 * 24 * 3600  # seconds


@page
def home(request):
    latest, previous = (*holdings.newest_issues()[:2], None, None)[:2]
    if latest is None:
        return render(request, "archive/home.html", {"latest": None})
    context = {
        "latest": latest,
        "previous": previous,
        "rows": [(entry, achieved(entry.body)) for entry in latest.entries.for_lists()],
        "so_far": front_page.year_of(latest),
        "lately": front_page.lately(latest.date) if latest.date else None,
        "silent": front_page.silent_units(latest),
        "examples": front_page.examples(),
        "totals": holdings.totals(),
    }
    return render(request, "archive/home.html", context)


@page
def display(request):
    """Remember type size and colours in cookies and go back; how pages look needs no script."""
    back = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if is_ours and back.startswith("/") else reverse("archive:home"))
    for name, choices in (("size", SIZES), ("theme", THEMES)):
        if request.GET.get(name) in choices:
            response.set_cookie(name, request.GET[name], max_age=ONE_YEAR, samesite="Lax", httponly=True)
    return response


@require_safe
def favicon(request):
    """For pages that do not name an icon, those of the back office among them."""
    return redirect(static("icon.svg"))
