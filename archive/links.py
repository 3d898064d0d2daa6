"""The address of the search page with a question and filters: wherever a number or a name opens it."""

from urllib.parse import urlencode

from django.urls import reverse


def search_url(**parameters: object) -> str:
    """Empty parameters are left out, and of a list each value stands by itself: search_url(q="沟渠", year=[2024, 2025])."""
    return f"{reverse('archive:search')}?{urlencode({name: value for name, value in parameters.items() if value}, doseq=True)}"
