"""The address of the search page with a question and filters: wherever a number or a name opens it."""

import re
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.encoding import uri_to_iri

LINK = re.compile('(<a (?:[^>]* )?href=")([^"%]*%[^"]*)')
ASKS_IN_BYTES = re.compile("MSIE |Trident/|Edge/")  # sends a question in a link as it stands, which the server refuses


def search_url(**parameters: object) -> str:
    """Empty parameters are left out, and of a list each value stands by itself: search_url(q="沟渠", year=[2024, 2025])."""
    return f"{reverse('archive:search')}?{urlencode({name: value for name, value in parameters.items() if value}, doseq=True)}"


def in_characters(page: str, browser: str) -> str:
    """A page whose links say 清洁家园 instead of %E6%B8%85…, a third as long; a browser asks for the same address, but for
    Internet Explorer, which is also within those that have 兼容模式. What ASCII holds stays escaped, quotes among it, and
    so does what the head says to machines."""
    if ASKS_IN_BYTES.search(browser):
        return page
    return LINK.sub(lambda link: link[1] + uri_to_iri(link[2]), page)
