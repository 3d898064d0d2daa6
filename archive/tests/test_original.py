from textwrap import dedent

from archive.bulletin.parser import parse_bulletin
from archive.pages.original import original_lines

TEXT = dedent(
    """\
    柳河政务快报
    第44期
    柳河县人民政府办公室

    2025年9月19日
    县工信局培育中小企业
    建立梯度培育体系。目前，培育企业91家。（工信局）
    — 1 —
    """
)


def lines(text=TEXT):
    parsed = parse_bulletin(text)
    return original_lines(parsed, parsed.warnings)


def test_every_line_of_the_file_is_there_with_its_number():
    assert [line.number for line in lines()] == list(range(1, 9))
    assert ["".join(piece.text for piece in line.pieces) for line in lines()] == TEXT.splitlines()


def test_windows_line_ends_count_as_one():
    assert len(lines(TEXT.replace("\n", "\r\n"))) == 8


def test_lines_say_what_they_were_taken_for_and_say_it_once():
    labels = [line.label for line in lines()]

    assert labels == ["报头", "", "", "", "", "标题", "正文", "页码"]


def test_a_line_may_hold_more_than_one_kind():
    body = lines()[6]

    assert [(piece.text, piece.kind) for piece in body.pieces] == [
        ("建立梯度培育体系。目前，培育企业91家。", "body"),
        ("（工信局）", "source"),
    ]


def test_lines_with_a_warning_are_flagged():
    without_date = TEXT.replace("2025年9月19日\n", "")
    parsed = parse_bulletin(without_date)

    flagged = {line.number for line in original_lines(parsed, parsed.warnings) if line.flagged}

    assert flagged == {warning.line for warning in parsed.warnings} != set()


def test_the_end_of_a_page_is_seen():
    parsed = parse_bulletin("县工信局送技术到车间 走访企业。（工信局）\n\f石渡镇清洁河道 清理12公里。（石渡镇）\n")

    lines = original_lines(parsed, [])

    assert [piece.text for piece in lines[1].pieces][0] == "┄┄┄┄"
