"""Lists of contents."""

import pytest

from archive.bulletin.contents import contents_lines
from archive.bulletin.layout import read_lines

ENTRIES = "县工信局送技术到车间 走访企业。（工信局）\n石渡镇清洁河道\n清理12公里。（石渡镇）\n"


@pytest.mark.parametrize(
    "contents",
    [
        "目录\n县工信局送技术到车间\n石渡镇清洁河道\n",
        "【本期要目】\n1.县工信局送技术到车间……1\n2.石渡镇清洁河道……（2）\n",
        "本期导读：\n◆县工信局送技术到车间\n\n◆石渡镇清洁河道\n",
    ],
)
def test_a_list_of_contents_ends_where_the_entries_begin(contents):
    assert contents_lines(read_lines(contents + ENTRIES), 0) == 3


def test_a_heading_below_which_nothing_comes_again_is_a_list_of_one_line():
    assert contents_lines(read_lines("目录\n" + ENTRIES), 0) == 1


def test_other_lines_open_no_list():
    assert contents_lines(read_lines("县工信局编制目录\n" + ENTRIES + ENTRIES), 0) == 0
