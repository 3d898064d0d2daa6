"""The site map. Addresses are in the field's own terms and are given once: `reverse` everywhere else."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path, register_converter

from archive import desk, feeds, suggestions
from archive.views import compare, entries, finding, front, help, issues, machines, originals, sections, units


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
    path("", front.home, name="home"),
    path("brief/", issues.latest_brief, name="latest_brief"),
    # /issues/2025/44/8/ : year, issue, entry; an issue without a number lives under /issues/undated/
    path("issues/", issues.issue_list, name="issues"),
    path("issues/<int:year>/", issues.issue_list, name="year"),
    path("issues/undated/", issues.fragments, name="fragments"),
    path("issues/<text:year>/<text:number>/", issues.issue, name="issue"),
    path("issues/<text:year>/<text:number>/brief/", issues.brief, name="brief"),
    path("issues/<text:year>/<text:number>/original/", originals.issue_original, name="issue_original"),
    path("issues/<text:year>/<text:number>/original/text/", originals.issue_text, name="issue_text"),
    path("issues/<text:year>/<text:number>/original/file/", originals.issue_file, name="issue_file"),
    path("issues/<text:year>/<text:number>/<int:order>/", entries.entry, name="entry"),
    path("issues/<text:year>/<text:number>/<int:order>/figures.csv", entries.entry_figures, name="entry_figures"),
    path("issues/<text:year>/<text:number>/<int:order>/report/", entries.report_entry, name="report_entry"),
    # /sections/ and /units/
    path("sections/", sections.section_list, name="sections"),
    path("sections/<textpath:name>/", sections.section, name="section"),
    path("topics/<textpath:name>/", sections.topic, name="topic"),
    path("units/", units.unit_list, name="units"),
    path("units/<text:slug>/", units.unit, name="unit"),
    # finding and comparing
    path("search/", finding.search, name="search"),
    path("search/suggest/", suggestions.suggest, name="suggest"),
    path("compare/", compare.compare, name="compare"),
    # /feeds/ : subscriptions, in Atom
    path("feeds/issues/", feeds.latest_issues_feed, name="issue_feed"),
    path("feeds/units/<text:slug>/", feeds.unit_feed, name="unit_feed"),
    path("feeds/sections/<textpath:name>/", feeds.section_feed, name="section_feed"),
    path("feeds/topics/<textpath:name>/", feeds.topic_feed, name="topic_feed"),
    path("feeds/search/", feeds.search_feed, name="search_feed"),
    # for browsers and search engines
    path("opensearch.xml", machines.opensearch, name="opensearch"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemaps, name="sitemaps"),
    path("sitemap-<slug:section>.xml", machines.sitemap, name="sitemap"),
    # help, and how the pages look
    path("help/", help.help_page, name="help"),
    path("help/search/", help.search_help, name="search_help"),
    path("display/", front.display, name="display"),
    path("favicon.ico", front.favicon, name="favicon"),
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
