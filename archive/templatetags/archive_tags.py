"""Tags and filters of the pages: thin wrappers that choose words and addresses. None of them asks the database."""

import re
from dataclasses import replace

from django import template
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe

from archive.bulletin import figures
from archive.links import search_url
from archive.pages import prose as prose_module
from archive.pages.parts import own_text
from archive.search.understood import LONGEST_QUOTED, in_quotes
from archive.uploads import TYPED

register = template.Library()

QUOTED = re.compile(r'"[^"]*"|“[^“”]*”|「[^「」]*」')
MOST_LINKED = 500  # matches of a page that have links to those beside them
AROUND = 2  # pages named on each side of the present one
SHORT_MATCH = 8  # characters that fit beside others on a phone
LEAST_SCALE = 2  # a column of one among ones does not fill its chart
BARS = re.compile(r"\s*\|(?:[\s|:-]*\|)?\s+|\s+\|(?:[\s|:-]*\|)?\s*")  # between the cells of a table
TAIL = 4  # the last characters of a sentence
LONGEST_TAIL = 16  # with the number that they may cut; more would not fit a phone


@register.simple_tag
def excerpt(fragments):
    """An excerpt: its matches marked, its end kept together, the cells of a table parted by a space."""
    *parts, last = (replace(part, text=BARS.sub("　", part.text)) for part in fragments)
    return marked(parts) + (marked([last]) if last.is_match else conditional_escape(tailed(last.text)))


@register.simple_tag
def marked_title(fragments):
    """A title in a list; a match of few characters stays on one line."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<mark class="nb">{}</mark>', part.text),)
            if part.is_match and len(part.text) <= SHORT_MATCH
            else (marked([part]),)
            for part in fragments
        ),
    )


@register.simple_tag
def marked(fragments, total=0):
    """Fragments as HTML: each escaped, matches in <mark>. Where there are `total` of them on the page, each has an
    address and, as far as there are not too many, links to those beside it."""
    return format_html_join("", "{}", ((_mark(part, total) if part.is_match else part.text,) for part in fragments))


def _mark(part, total):
    if not (total and part.number):
        return format_html("<mark>{}</mark>", part.text)
    mark = format_html('<mark id="m{}">{}</mark>', part.number, part.text)
    return mark + _beside(part.number, total) if 1 < total <= MOST_LINKED else mark


def _beside(number, total):
    """The links to the matches before and after; shown by the style sheet where the match is the page's target."""
    previous, following = (
        format_html('<a href="#m{}">{}</a>', other, label) if 1 <= other <= total else label
        for other, label in ((number - 1, "上一处"), (number + 1, "下一处"))
    )
    said = format_html("第{}处，共{}处", number, total)
    return format_html(
        '<span class="hop no-print"><span>{}</span><span>{}</span><span>{}</span></span>', previous, said, following
    )


@register.simple_tag
def prose(entry):
    return prose_module.paragraphs(entry)


@register.filter
def bracket_parts(entry):
    return prose_module.bracket_parts(entry)


@register.filter
def result_sentence(body):
    return figures.result_sentence(body)


@register.filter
def breakable(address):
    """An address that a narrow column may break after a slash rather than inside a number."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in address.split("/")))


@register.simple_tag
def century(year):
    """A year whose first two digits can be left out where many years stand in a narrow row."""
    year = str(year)
    return format_html('<span class="of">{}</span>{}', year[:-2], year[-2:]) if len(year) > 3 else year


@register.filter
def tailed(text):
    """A sentence whose last characters, and a number before them, stay together: the line below never holds one alone."""
    before = text[:-TAIL].rstrip("0123456789.")
    if not before or len(text) - len(before) > LONGEST_TAIL:
        return text
    return format_html('{}<span class="nb">{}</span>', before, text[len(before) :])


@register.filter
def quoted(question):
    """A question in quotation marks; one that was typed with them gets no second pair."""
    return question if len(question) <= LONGEST_QUOTED and QUOTED.fullmatch(question) else in_quotes(question)


@register.filter
def citation(entry):
    """《澄川政务快报》2025年第44期第8条（石渡镇、大堰镇）, as far as the parts are known."""
    bulletin = f"《{entry.issue.bulletin}》" if entry.issue.bulletin else ""
    names = "、".join(attribution.name for attribution in entry.attributions.all())
    return f"{bulletin}{entry.issue.label}第{entry.order}条" + (f"（{names}）" if names else "")


@register.filter
def own_result(entry, unit):
    """The result sentence of what a unit says in an entry: of a joint one, of its own part."""
    return figures.result_sentence(own_text(entry, unit))


@register.filter
def besides(entry, unit):
    """The other names in the bracket of a joint entry: those that do not stand for this unit."""
    return [each for each in entry.attributions.all() if each.unit_id != unit.pk]


@register.filter
def anchor(entry):
    """Where the entry stands on the page of its issue."""
    return f"e{entry.order}"


@register.simple_tag
def issue_url(issue, name):
    """The address of one of an issue's own pages: brief, issue_original, issue_text, issue_file."""
    return reverse(f"archive:{name}", args=issue.address.split("/"))


@register.filter
def file_kind(upload):
    """docx, as the bytes say; of a scan whose text was typed, as its name does."""
    kinds = {"text": "txt", TYPED: upload.name.rpartition(".")[2].lower()[:5]}
    return kinds.get(upload.kind, upload.kind)


@register.filter
def most(rows, attribute):
    """The value that fills a chart: the largest, though not a very small one."""
    return max([LEAST_SCALE, *(getattr(row, attribute) for row in rows)])


register.simple_tag(search_url)


@register.simple_tag(takes_context=True)
def page_url(context, number):
    """This page's query string with another page number."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = number
    return f"?{query.urlencode()}" if query else context["request"].path


@register.simple_tag
def page_numbers(page, pages):
    """First, present ± 2, last; None where numbers are left out: 1 … 4 5 6 7 8 … 20."""
    near = {number for number in range(page - AROUND, page + AROUND + 1) if 1 <= number <= pages}
    numbers, before = [], 0
    for number in sorted(near | {1, pages}):
        if number > before + 1:
            numbers.append(None)
        numbers.append(number)
        before = number
    return numbers
