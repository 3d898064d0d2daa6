"""This archive: all that its search page does but for the template."""

NAME = "this archive"
TOLD = (
    "the whole search of the page: understanding the question, count, ranking, twenty excerpts, all facets and the chart "
    "of years or months (`EntryFilter`, `facet_counts`, `timeline`), without the template"
)


def is_here() -> str:
    return ""


def open(place):
    return Archive()


class Archive:
    def page(self, question):
        from django.http import QueryDict

        from archive import facets
        from archive.filters import EntryFilter

        params = QueryDict(mutable=True)
        params["q"] = question.text
        filterset = EntryFilter(params)
        result = filterset.search()
        counts = facets.facet_counts(filterset, params)
        timeline = facets.timeline(filterset, params) if hasattr(facets, "timeline") else None
        return result, counts, timeline

    def found(self, question) -> set[int]:
        """Every entry to which paging leads; of a question that was relaxed, none."""
        from archive.search.ordering import NEWEST, keys_between
        from archive.search.service import find

        found = find(question.text, is_widened=False)
        if set(found.notes) - set(found.query.notes):
            return set()
        return set(keys_between(found, found.rows, NEWEST, 0, 10**9).keys.values())
