"""The search page and its help."""

import re
from html import unescape
from urllib.parse import quote, unquote

import pytest

from archive.models import SearchLog, SynonymGroup
from archive.search.query import LONGEST_QUERY, parse_query
from archive.search.vocabulary import rebuild
from archive.tests.conftest import make_entry, make_issue, make_unit, text_of

pytestmark = pytest.mark.django_db


def test_a_row_opens_its_entry_with_its_place_in_the_list(client, archive):
    page = text_of(client.get("/search/?q=" + quote("工信局")))

    assert 'id="r2"' in page
    assert '/?q=工信局&amp;n=2"' in page
    assert '/issues/2025/44/1/?n=1"' in text_of(client.get("/search/"))


def test_search_marks_the_words_and_lets_them_travel_along(client, archive):
    page = text_of(client.get("/search/?q=" + quote("清洁家园")))

    assert '<b class="num">1</b>条含有“清洁家园”' in page
    assert "<mark>清洁家园</mark>" in page
    assert "/issues/2025/44/2/?q=清洁家园&amp;n=1" in page


def test_a_search_leads_to_the_same_question_side_by_side(client, archive):
    page = text_of(client.get("/search/?q=" + quote("清洁家园") + "&year=2025"))

    assert 'href="/compare/?q=清洁家园&amp;year=2025">对照</a>' in page
    assert 'href="/compare/?' not in text_of(client.get("/search/?year=2025"))


def test_search_offers_facets_and_shows_the_chosen_ones(client, archive):
    page = text_of(client.get("/search/?year=2025&unit=" + quote("工信局")))

    assert "去掉条件：" in page and "全部去掉" in page
    assert 'aria-current="true"' in page
    assert "已选1" in page


@pytest.mark.parametrize(
    ("question", "named", "address"),
    [
        ("2025年第44期", "柳河政务快报 2025年第44期", "/issues/2025/44/"),
        ("第38期", "柳河政务快报 2024年第38期", "/issues/2024/38/"),
        ("38", "柳河政务快报 2024年第38期", "/issues/2024/38/"),
        ("期:2025-44", "柳河政务快报 2025年第44期", "/issues/2025/44/"),
        ("马庄乡", "马庄乡", "/units/马庄乡/"),
        ("馬莊鄉", "马庄乡", "/units/马庄乡/"),
        ("单位:马庄乡", "马庄乡", "/units/马庄乡/"),
    ],
)
def test_a_question_that_names_an_issue_or_a_unit_offers_its_page(client, archive, question, named, address):
    page = text_of(client.get("/search/?q=" + quote(question)))

    assert f'<a href="{address}">打开{named}</a>' in page


def test_a_question_that_names_a_unit_offers_its_filter(client, archive):
    page = text_of(client.get("/search/?q=" + quote("马庄乡")))

    assert '<a href="/search/?unit=马庄乡">只看马庄乡的条目</a>' in page


@pytest.mark.parametrize(
    "question",
    ["2025年第45期", "期:2025-45", "-期:2025-44", "机密单位", "单位:机密单位", "标题:马庄乡", "马庄", "清洁家园"],
)
def test_a_question_that_names_nothing_public_offers_no_page(client, archive, question):
    assert "直达" not in text_of(client.get("/search/?q=" + quote(question)))


def test_search_says_how_it_understood_a_question_of_more_than_words(client, archive):
    assert "理解为" not in text_of(client.get("/search/?q=" + quote("清洁家园 巩固")))

    page = text_of(client.get("/search/?q=" + quote("标题:清洁家园 -单位:工信局 日期:昨天")))

    assert "标题里有“清洁家园”，并且单位名称里没有“工信局”。" in page
    assert "没有看懂：日期:昨天（要写成2024-05-17、2024-05或2024-01..2024-06）。" in page
    assert '<b class="num">1</b>条符合' in page


def test_search_for_nothing_that_it_understands_shows_all_and_says_so(client, archive):
    page = text_of(client.get("/search/?q=" + quote("日期:昨天")))

    assert '共<b class="num">3</b>条' in page
    assert "没有可以检索的词，下面是全部条目。" in page


def test_fields_of_a_question_and_facets_narrow_together(client, archive):
    page = text_of(client.get("/search/?year=2024&q=" + quote("标题:工信局")))

    marks = page.replace('<mark class="nb">', "<mark>")
    assert "<mark>工信局</mark>走访企业" in marks and "<mark>工信局</mark>培育中小企业" not in marks


def test_every_example_of_the_search_help_is_understood_and_leads_to_the_search(client, archive):
    page = text_of(client.get("/help/search/"))
    examples = re.findall(r'<a href="(/search/\?q=[^"]+)"><kbd>([^<]+)</kbd></a>', page)

    assert len(examples) >= 15
    for address, typed in examples:
        assert parse_query(unescape(typed)).notes == (), typed
        assert client.get(address).status_code == 200, typed


def test_the_search_help_is_a_link_away_from_any_search(client, archive):
    for address in ("/search/", "/search/?q=" + quote("清洁家园"), "/search/?q=" + quote("清洁加园")):
        assert '<a href="/help/search/">检索帮助</a>' in text_of(client.get(address))


@pytest.fixture
def words(archive):
    """A group of words, an entry for each of two, and the vocabulary that suggestions are made of."""
    SynonymGroup.objects.create(words=["清洁家园", "人居环境"])
    make_entry(archive, title="整治人居环境", body="好。")
    rebuild()


def test_the_box_takes_more_than_is_looked_for_so_that_the_page_can_say_what_was_left_out(client, archive):
    page = text_of(client.get("/search/?q=" + quote("清" * (LONGEST_QUERY + 1))))

    assert f"检索词太长，只用了前{LONGEST_QUERY}个字。" in page
    assert int(re.search(r'maxlength="(\d+)"', page)[1]) > LONGEST_QUERY


def test_who_chooses_large_type_comes_back_to_what_was_looked_for_however_long_the_question_was(client, archive):
    looked_for = "清" * LONGEST_QUERY
    page = text_of(client.get("/search/?year=2025&q=" + quote("清" * 200)))

    way = unescape(re.search('href="(/display/[^"]*size=large[^"]*)"', page)[1])

    assert unquote(client.get(way)["Location"]) == f"/search/?year=2025&q={looked_for}"


def test_other_words_are_said_and_one_click_drops_them_and_takes_them_in_again(client, words):
    question = "清洁家园"
    wide = text_of(client.get(f"/search/?q={question}&page=1"))

    assert '<b class="num">2</b>条符合“清洁家园”' in wide
    assert "另查：人居环境" in wide and f'href="?q={question}&amp;widen=no"' in wide

    narrow = text_of(client.get(f"/search/?q={question}&widen=no"))
    assert '<b class="num">1</b>条含有“清洁家园”' in narrow
    assert "另查" not in narrow
    assert f'同时查近义说法会多出1条：<a href="?q={question}">加上“人居环境”</a>' in narrow


def test_other_words_for_what_stands_nowhere_are_offered_with_as_many_entries_as_they_find(client, words):
    SynonymGroup.objects.create(words=["环境整治", "人居环境"])

    def offered(filters=""):
        return re.findall("同时查近义说法.*?：<a", text_of(client.get(f"/search/?q=环境整治&widen=no{filters}")))

    assert offered() == ["同时查近义说法会多出1条：<a"]
    assert offered("&year=1999") == ["同时查近义说法：<a"]  # how many of them are of that year has not been asked
    assert "1</b>条" in text_of(client.get("/search/?q=环境整治"))


def test_other_words_are_not_offered_where_there_are_none(client, words):
    assert "近义说法" not in text_of(client.get(f"/search/?q={quote('工信局')}&widen=no"))


def test_a_slip_is_answered_with_what_may_have_been_meant(client, words):
    page = text_of(client.get("/search/?q=" + quote("清结家园")))

    assert "您是不是要找" in page
    assert '<a href="/search/?q=清洁家园">清洁家园</a><span class="quiet">2条</span>' in page
    assert "您是不是要找" not in text_of(client.get("/search/?q=" + quote("工信局")))


def test_a_question_that_finds_nothing_says_which_word_is_nowhere_and_what_would_help(client, words):
    page = text_of(client.get("/search/?q=" + quote("“清洁家园” “潮汐车道”")))

    assert '<b class="num">0</b>条符合' in page
    assert "“潮汐车道”在已收录的全部条目里一次也没有写到。" in page
    assert re.search(r'<a href="/search/\?q=[^"]+">去掉“潮汐车道”</a></th><td class="n">\d+</td>', page)


@pytest.fixture
def near(archive):
    """An entry that comes near to a question that none answers."""
    return make_entry(archive, title="沟渠清理见成效", body="清理沟渠，疏通排水。")


QUESTION = quote("沟渠“清理”疏通排水怎么做")


def test_a_list_that_only_comes_near_never_says_that_it_answers(client, near):
    page = text_of(client.get("/search/?q=" + QUESTION))

    assert "<title>沟渠“清理”疏通排水怎么做：没有，相近的1条｜" in page
    assert '没有一条符合“沟渠‘清理’疏通排水怎么做”，相近的<b class="num">1</b>条</p>' in page
    assert "下面是" in page
    assert "条符合" in page and "</b>条符合" not in page

    entry = text_of(client.get(f"{near.get_absolute_url()}?q={QUESTION}&n=1"))
    assert "返回与“沟渠‘清理’疏通排水怎么做”相近的条目</a>" in entry
    assert "第1个，相近的共1个" in entry


def test_plain_words_that_were_relaxed_are_not_said_to_be_understood_as_what_was_not_found(client, near):
    spare_mark = "/search/?q=" + quote("“沟渠清理疏通排水怎么做")

    assert "引号没有成对" in text_of(client.get(spare_mark)) and "理解为" not in text_of(client.get(spare_mark))
    assert "理解为" in text_of(client.get("/search/?q=" + quote("正文:清理沟渠疏通排水怎么做")))


def test_a_list_that_only_comes_near_and_is_filtered_away_says_nothing_of_what_is_below(client, near):
    page = text_of(client.get(f"/search/?q={QUESTION}&year=2024"))

    assert '相近的<b class="num">0</b>条</p>' in page and "没有一条相近的符合已用的条件" in page
    assert "下面是" not in page
    assert '不限年份（2024年）</a></th><td class="n">1</td>' in page


def test_hits_are_drawn_by_year_and_within_a_year_by_month(client, archive):
    page = text_of(client.get("/search/"))
    assert "历年命中" in page
    assert [re.sub("<[^>]+>", "", row) for row in re.findall(r'<li><a class="plain.*?</a></li>', page)] == [
        "1条，2024年",
        "2条，2025年",
    ]
    assert 'href="?year=2024"' in page

    page = text_of(client.get("/search/?year=2025"))
    assert "2025年各月命中" in page and 'href="?year=2025&amp;month=2025-09"' in page
    assert "month=2025-10" not in page and page.count('<span class="none">') == 11  # months without any lead nowhere
    assert "style=" not in page


def test_a_question_is_kept_once_however_its_results_are_looked_through(client, archive):
    question = "q=" + quote("清洁家园")
    for query in (question, question + "&year=2025", question + "&page=2", question + "&sort=oldest", "", "q="):
        client.get("/search/?" + query)
    client.head("/search/?" + question)
    client.get("/issues/2025/44/2/?n=1&" + question)
    client.get("/search/?q=" + quote("“潮汐车道”"))

    assert list(SearchLog.objects.order_by("pk").values_list("query", "hits")) == [("清洁家园", 1), ("“潮汐车道”", 0)]


def test_search_without_a_result_shows_ways_out(client, archive):
    page = text_of(client.get("/search/?year=2024&kind=township&q=" + quote("清洁家园")))

    assert "没有一条符合“清洁家园”和已用的条件" in page
    way = '<a href="?kind=township&amp;q=清洁家园">不限年份（2024年）</a></th><td class="n">1</td>'
    assert way in page
    assert "不限单位类别" not in page  # nothing is found without it either
    assert '<a href="?q=清洁家园">不加条件</a></th><td class="n">1</td>' in page


HEAVIEST = 60_000  # bytes of the search page with twenty results


def test_an_address_with_hundreds_of_choices_makes_no_page_of_megabytes(client, archive):
    address = "/search/?" + "&".join(f"unit={place}" for place in range(600))

    assert len(client.get(address).content) < 200_000


def test_a_full_page_of_results_beside_all_choices_of_a_county_stays_light(client):
    """Sixty units, twenty sections, ten years, three units to an entry, and three choices made."""
    units = [make_unit(name=f"第{number}产业园管委会", kind="zone") for number in range(60)]
    for place in range(60):
        issue = make_issue(year=2016 + place % 10, number=place + 1)
        beside = [units[(place + step) % 60] for step in (0, 7, 19)]
        body = "持续巩固清洁家园成效，推进人居环境整治，" * 3 + "目前，清运生活垃圾860余吨，疏通沟渠38公里。"
        make_entry(
            issue, title="四乡镇接力推进“清洁家园”秋季攻坚", body=body, units=beside, section=f"栏目{place % 20}"
        )
    address = "/search/?q=" + quote("清洁家园")

    assert len(client.get(address).content) < HEAVIEST
    chosen = f"{address}&kind=zone&" + "&".join(f"year={year}" for year in range(2016, 2026))
    assert text_of(client.get(chosen)).count('class="item hit"') == 20
    assert len(client.get(chosen).content) < HEAVIEST * 1.5  # a question with eleven choices made, in each of its links


INTERNET_EXPLORER = "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko"


@pytest.mark.parametrize("address", ["/search/", "/search/?q=" + quote("工信局"), "/search/?q=" + quote("清结家园")])
def test_a_browser_that_does_not_escape_what_it_asks_for_gets_links_that_are(client, words, address):
    """The server refuses what is not ASCII in the first line of a request."""
    page = text_of(client.get(address, HTTP_USER_AGENT=INTERNET_EXPLORER))

    links = re.findall('href="([^"]*)"', page)
    assert len(links) > 10 and all(link.isascii() for link in links)


def test_what_stands_between_readers_tells_such_browsers_from_others(client, archive):
    assert "User-Agent" in client.get("/search/?q=" + quote("工信局"))["Vary"]
    assert "User-Agent" not in client.get("/search/")["Vary"]
