"""What the search box asks for while one types. Answers in JSON, to reading alone."""

from dataclasses import asdict

from django.http import JsonResponse

from archive.search.suggest import complete
from archive.views.page import page


@page
def suggest(request):
    """{"suggestions": [{"text", "kind", "label", "count", "url"}]}; an empty list for what makes no sense.

    With format=opensearch, for the search box of a browser: [what was typed, [text, …]].
    """
    typed = request.GET.get("q", "").replace("\x00", "")
    found = complete(typed)
    if request.GET.get("format") == "opensearch":
        return _json([typed, [each.text for each in found]], content_type="application/x-suggestions+json")
    return _json({"suggestions": [asdict(each) for each in found]})


def _json(answer, **how) -> JsonResponse:
    return JsonResponse(answer, safe=False, json_dumps_params={"ensure_ascii": False}, **how)
