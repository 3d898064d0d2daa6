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
        """Every entry to which paging leads, read page by page; of a question that was relaxed, none."""
        from archive.search.service import arrange, find

        found = find(question.text, is_widened=False)
        if found.notes:
            return set()
        pks, page = [], 1
        while True:
            result = arrange(found, found.rows, sort="newest", page=page, page_size=1000)
            pks += [match.entry.pk for match in result.matches]
            if page >= result.pages:
                return set(pks)
            page += 1
