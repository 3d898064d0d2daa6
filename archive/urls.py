"""The site map. Addresses are in the field's own terms and are given once: `reverse` everywhere else."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path, register_converter

from archive import desk, suggestions, views


class TextConverter:
    """Any text without a slash. PostgreSQL takes no NUL, so an address with one leads nowhere instead of failing."""

    regex = r"[^/\x00]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return str(value)


class PathConverter(TextConverter):
    """As above, slashes allowed: a section is named as printed."""

    regex = r"[^\x00]+"


register_converter(TextConverter, "text")
register_converter(PathConverter, "textpath")

app_name = "archive"

urlpatterns = [
    path("", views.home, name="home"),
    # /issues/2025/44/8/ : year, issue, entry; an issue without a number lives under /issues/undated/
    path("issues/", views.issue_list, name="issues"),
    path("issues/<int:year>/", views.issue_list, name="year"),
    path("issues/<text:year>/<text:number>/", views.issue, name="issue"),
    path("issues/<text:year>/<text:number>/<int:order>/", views.entry, name="entry"),
    # /sections/ and /units/
    path("sections/", views.section_list, name="sections"),
    path("sections/<textpath:name>/", views.section, name="section"),
    path("units/", views.unit_list, name="units"),
    path("units/<text:slug>/", views.unit, name="unit"),
    # finding, and how the pages look
    path("search/", views.search, name="search"),
    path("search/suggest/", suggestions.suggest, name="suggest"),
    path("help/search/", views.search_help, name="search_help"),
    path("display/", views.display, name="display"),
    path("favicon.ico", views.favicon, name="favicon"),
    # /desk/ : for those who put issues online
    path("desk/", desk.overview, name="desk"),
    path("desk/upload/", desk.upload, name="upload"),
    path("desk/uploads/<int:pk>/", desk.review, name="upload_review"),
    path("desk/uploads/<int:pk>/reject/", desk.reject, name="upload_reject"),
    path("desk/uploads/<int:pk>/reopen/", desk.reopen, name="upload_reopen"),
    path("desk/uploads/<int:pk>/text/", desk.typed_text, name="upload_text"),
    path("desk/uploads/<int:pk>/original/", desk.original, name="upload_original"),
    path("desk/entries/<int:pk>/", desk.edit_entry, name="entry_edit"),
    path("login/", LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", LogoutView.as_view(next_page="archive:home"), name="logout"),
]
