"""Every character belongs to exactly one span."""

from archive.bulletin.coverage import Coverage
from archive.bulletin.furniture import name_furniture
from archive.bulletin.layout import read_lines


def test_furniture_inside_a_stretch_has_a_span_of_its_own():
    text = "清理河\n— 3 —\n道。\u200b\n"
    lines = name_furniture(read_lines(text))
    coverage = Coverage(text)

    coverage.add_stretch(lines, 0, text.index("。") + 1, "body")

    assert [(span.kind, text[span.start : span.end]) for span in coverage.spans()] == [
        ("body", "清理河"),
        ("page_number", "— 3 —"),
        ("body", "道。"),
        ("mark", "\u200b"),
    ]


def test_a_stretch_may_end_in_the_middle_of_a_line():
    text = " 甲乙 丙丁 "
    lines = read_lines(text)
    coverage = Coverage(text)

    coverage.add_stretch(lines, 0, 4, "title")
    coverage.add_stretch(lines, 4, len(text), "body")

    assert [(span.start, span.end, span.kind) for span in coverage.spans()] == [(1, 3, "title"), (4, 6, "body")]


def test_marks_and_blanks_after_a_stretch_are_passed_over():
    coverage = Coverage("甲**** \n乙")

    assert (coverage.after_marks(1), coverage.after_blank(5)) == (5, 7)
