"""A search result as plain values or lines, for commands and for tools that score the ranking."""

from collections.abc import Iterator
from typing import Any

from archive.search.service import SearchResult


def as_document(result: SearchResult) -> dict[str, Any]:
    """{"total", "results": [{"year", "number", "order", "title", "url", "excerpt"}]}"""
    return {
        "total": result.total,
        "results": [
            {
                "year": match.entry.issue.year,
                "number": match.entry.issue.number,
                "order": match.entry.order,
                "title": match.entry.title,
                "url": match.entry.get_absolute_url(),
                "excerpt": "".join(fragment.text for fragment in match.excerpt),
            }
            for match in result.matches
        ],
    }


def as_lines(result: SearchResult) -> Iterator[str]:
    yield from result.notes
    yield f"{'' if result.exact else '约'}{result.total}条"
    for match in result.matches:
        yield f"{match.number:3}. {match.entry.title}  {match.entry.issue.label}第{match.entry.order}条"
