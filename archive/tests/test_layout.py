"""Text to lines and flows: joining what printing parted, and knowing where everything stood."""

from archive.bulletin.furniture import name_furniture
from archive.bulletin.layout import Gap, flow_of, join, plain, read_lines, split


def flow(text):
    return flow_of(name_furniture(read_lines(text)))


def test_lines_keep_their_number_and_place():
    text = "\n 甲乙 \r\n\r\n\u3000\u3000丙\r丁"

    lines = read_lines(text)

    assert [(line.number, line.text, line.after_blank) for line in lines] == [
        (2, "甲乙", True),
        (4, "丙", True),
        (5, "丁", False),
    ]
    assert [text[line.start : line.end] for line in lines] == ["甲乙", "丙", "丁"]


def test_wrapped_lines_are_joined_with_nothing_between():
    assert flow("推动产业链发\n\n展方向，\n 谋划项目").text == "推动产业链发展方向，谋划项目"


def test_spaces_beside_chinese_characters_go_and_those_between_latin_words_stay():
    assert flow("项目 77 个，通过 ISO 9001 认证，　总投资").text == "项目77个，通过ISO 9001认证，总投资"


def test_bold_marks_between_latin_words_do_not_join_them():
    assert flow("AAA **level** value").text == "AAA level value"


def test_a_line_of_nothing_but_marks_is_not_a_line_of_the_flow():
    assert flow("甲\n**\n乙").breaks == [0, 1]


def test_bold_marks_and_headings_go_and_are_remembered():
    text = flow("## **【经济发展】**\n**马庄乡**组织干部")

    assert text.text == "【经济发展】马庄乡组织干部"
    assert [text.text[a:b] for a, b in text.bold] == ["【经济发展】", "马庄乡"]
    assert text.headings == [0]


def test_gaps_say_what_stood_there():
    text = flow("标题 正文　　宽\n行")

    assert {text.text[place:]: gap for place, gap in text.gaps.items()} == {
        "正文宽行": Gap.SPACE,
        "宽行": Gap.WIDE_SPACE,
        "行": Gap.NEWLINE,
    }


def test_a_blank_at_the_end_of_a_line_is_a_gap_where_other_lines_have_none():
    lines = "甲甲\n乙乙\n丙丙\n丁丁\n戊戊 \n己己\n"

    assert [flow(lines).gap(place) for place in (8, 10)] == [Gap.NEWLINE, Gap.SPACE]
    assert [flow(lines.replace("\n", " \n")).gap(place) for place in (8, 10)] == [Gap.NEWLINE, Gap.NEWLINE]


def test_indents_and_blank_lines_begin_paragraphs_where_not_all_lines_have_them():
    assert flow("标题\n　　正文甲\n正文乙\n\n正文丙").paragraphs == [2, 8]
    assert flow("　　标题\n　　正文甲\n　　正文乙").paragraphs == []
    assert flow("标题\n\n正文甲\n\n正文乙").paragraphs == []


def test_rows_of_a_table_keep_their_lines():
    assert flow("如下：\n| 甲 | 乙 |\n| 12 | 3 |\n下一步").text == "如下：\n| 甲 | 乙 |\n| 12 | 3 |\n下一步"


def test_a_line_is_split_at_places_and_keeps_its_number_and_place():
    line = read_lines("\n甲乙 丙丁")[0]

    assert [(part.number, part.start, part.text, part.label) for part in split(line, [3])] == [
        (2, 1, "甲乙", "甲乙"),
        (2, 4, "丙丁", "丙丁"),
    ]


def test_every_character_of_a_flow_leads_back_to_the_file():
    text = "**马庄乡** 清理 垃圾\n— 3 —\n 20 余\u200b吨 ISO 9001"

    running = flow(text)

    assert "".join(text[place] for place in running.offsets) == running.text


def test_furniture_inside_a_sentence_is_passed_over():
    assert flow("清理河道，\n— 3 —\n整治坑塘").text == "清理河道，整治坑塘"


def test_a_cut_counts_from_its_new_beginning():
    running = flow("甲乙 丙\n**丁戊**己")

    part = running.cut(2, 5)

    assert (part.text, part.gaps, part.bold, part.breaks) == ("丙丁戊", {1: Gap.NEWLINE}, [(1, 3)], [0, 1])


def test_plain_text_has_no_marks_and_no_blanks():
    assert plain("## **【 经济\u3000发展 】**") == "【经济发展】"


def test_join_works_on_a_single_text():
    assert join("李 勉 \n发了 2 份 ISO 9001") == "李勉发了2份ISO 9001"
