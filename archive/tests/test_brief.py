"""What a leader's page says of an entry, and whether all of it goes on one sheet."""

from dataclasses import dataclass, field

from archive.pages.brief import BriefRow, achieved, gist, print_size


@dataclass
class AnEntry:
    title: str = "县工信局培育中小企业"
    body: str = ""
    names: tuple = ()
    attributions: object = field(default=None)

    def __post_init__(self):
        self.attributions = self

    def all(self):
        return []


def test_the_result_sentence_says_what_was_achieved():
    assert gist("建立培育体系。截至目前，培育企业91家。下一步，再培育10家。") == "截至目前，培育企业91家。"


def test_without_one_the_sentence_with_most_figures_does():
    body = "梳理产业链，登门走访。全年走访企业164家次。累计签约项目13个，开工8个。"

    assert gist(body) == "累计签约项目13个，开工8个。"


def test_of_sentences_with_as_many_figures_the_last_is_taken():
    assert gist("清理垃圾20余吨。疏通沟渠38公里。") == "疏通沟渠38公里。"


def test_without_figures_the_first_sentence_stands():
    assert gist("坚持城乡统筹。下一步，继续推进。") == "坚持城乡统筹。"


def test_a_long_first_sentence_is_cut_at_a_comma_and_says_so():
    body = "坚持城乡统筹，" * 12 + "继续推进。"

    cut = gist(body)

    assert cut == "，".join(["坚持城乡统筹"] * 8) + "……"
    assert body.startswith(cut.removesuffix("……"))


def test_a_sentence_without_a_comma_is_cut_where_the_line_ends():
    assert gist("好" * 90 + "。") == "好" * 60 + "……"


def test_a_body_without_words_says_nothing():
    assert gist("") == "" and achieved("") == ""


def test_only_the_first_paragraph_is_quoted():
    assert gist("坚持城乡统筹\n第二段") == "坚持城乡统筹"


def test_a_table_in_the_body_is_no_part_of_what_was_achieved():
    table = "| 单位 | 支出 |\n|---|---|\n| 财政局 | 1200 |\n"

    assert gist(f"各单位情况如下：\n{table}全县累计支出41.2亿元。") == "全县累计支出41.2亿元。"
    assert gist(f"{table}各单位进度不一。") == "各单位进度不一。"
    assert gist(table) == ""


def rows(number, length=60):
    return [BriefRow(AnEntry(), "目" * length) for _ in range(number)]


def test_an_ordinary_issue_goes_on_one_sheet():
    assert [print_size(rows(number)) for number in (8, 10, 12)] == ["roomy", "close", "tight"]


def test_a_long_issue_does_not():
    assert print_size(rows(40)) == ""


def test_an_issue_without_entries_needs_no_room():
    assert print_size([]) == "roomy"
