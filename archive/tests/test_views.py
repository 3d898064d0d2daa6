"""The public pages: what a reader sees, with something pending beside it that must not be seen."""

import re
from datetime import date
from html import unescape
from urllib.parse import quote

import pytest
from django.urls import reverse

from archive.models import SearchLog, SynonymGroup
from archive.search.query import LONGEST_QUERY, parse_query
from archive.search.vocabulary import rebuild
from archive.tests.conftest import make_bulletin, make_entry, make_issue, make_pending_issue, make_unit

pytestmark = pytest.mark.django_db

# Queries of each page for a reader who is not logged in; the same with one row as with three.
QUERIES = {
    "home": 8,
    "issues": 4,
    "issue": 7,
    "entry": 14,  # eight of them look for entries like it
    "result": 20,
    "sections": 2,
    "section": 5,
    "units": 3,
    "unit": 8,
    "search": 15,  # four of them keep the question
    "browse": 10,
    "search help": 1,
}


@pytest.fixture
def archive():
    """Two years, a joint entry, a section, a name that is not in the register, and a pending issue."""
    unit, town = make_unit(), make_unit(name="马庄乡", kind="township")
    old = make_issue(year=2024, number=38, date=date(2024, 8, 30))
    make_entry(old, title="县工信局走访企业", units=[unit], section="经济发展")
    new = make_issue(number=44, distribution="县委常委。", editor="沈知远", reviewer="顾明川", signer="贺景行")
    make_entry(new, units=[unit], section="经济发展")
    make_entry(
        new,
        title="我县开展“清洁家园”行动",
        units=[town, "驿站办"],
        segments=[("马庄乡", "清理垃圾20余吨。"), ("驿站办", "持续巩固清洁家园成效。")],
    )
    make_pending_issue()
    return new


def addresses(archive):
    second = archive.entries.get(order=2)
    return {
        "home": "/",
        "issues": "/issues/",
        "year": "/issues/2024/",
        "issue": archive.get_absolute_url(),
        "entry": second.get_absolute_url(),
        "entry with marks": second.get_absolute_url() + "?q=" + quote("清洁家园"),
        "sections": "/sections/",
        "section": reverse("archive:section", args=["经济发展"]),
        "units": "/units/",
        "unit": reverse("archive:unit", args=["马庄乡"]),
        "search": "/search/?q=" + quote("清洁家园"),
        "browse": "/search/",
        "nothing found": "/search/?q=" + quote("清洁加园"),
        "search help": "/help/search/",
    }


def text_of(response):
    return response.content.decode()


def test_no_page_shows_what_is_pending(client, archive):
    for name, address in addresses(archive).items():
        response = client.get(address)

        assert response.status_code == 200, name
        assert "机密" not in text_of(response), name


def test_a_pending_issue_is_not_there(client, archive):
    assert client.get("/issues/2025/45/").status_code == 404
    assert client.get("/issues/2025/45/1/").status_code == 404
    assert client.get(reverse("archive:section", args=["机密栏目"])).status_code == 404
    assert "0</b>条" in text_of(client.get("/search/?q=" + quote("机密")))


def test_home_leads_with_the_latest_issue(client, archive):
    page = text_of(client.get("/"))

    assert "2025年第44期" in page
    assert page.index("县工信局培育中小企业") < page.index("我县开展“清洁家园”行动")
    assert "目前，培育企业91家。" in page
    assert "上一期：2024年8月30日 第38期，1条" in page
    assert "2024年以来" in page


def test_home_without_an_issue_says_how_to_begin(client):
    make_pending_issue()

    page = text_of(client.get("/"))

    assert "还没有收录任何一期" in page
    assert "机密" not in page


def test_home_with_nothing_but_a_fragment_says_what_it_knows(client):
    make_entry(make_issue(year=None, number=None, date=None, bulletin=None), title="县开发区赶进度", section="经济发展")

    page = text_of(client.get("/"))

    assert "县开发区赶进度" in page
    assert "None" not in page


def test_issues_show_what_is_missing(client, archive):
    make_issue(number=42, date=date(2025, 9, 5))

    page = text_of(client.get("/issues/"))

    assert "缺42期" in page  # 1 to 41 and 43
    assert "第1期至第41期" in page
    assert "应在9月5日至9月19日之间" in page


def test_issues_keep_undated_fragments_on_a_shelf_of_their_own(client, archive):
    fragment = make_issue(year=None, number=None, date=None)
    make_entry(fragment, title="县开发区赶进度")

    page = text_of(client.get("/issues/"))

    assert "未编期的散件" in page
    assert fragment.get_absolute_url() in page
    assert "县开发区赶进度" in page


def test_a_year_without_issues_is_not_there(client, archive):
    response = client.get("/issues/2019/")

    assert response.status_code == 404
    assert "没有2019年的快报。" in text_of(response)


def test_an_issue_is_set_as_printed(client, archive):
    page = text_of(client.get(archive.get_absolute_url()))

    assert "【经济发展】" in page
    assert "柳河县人民政府办公室" in page
    assert '<time datetime="2025-09-19">2025年9月19日</time>' in page
    assert "本期发：</span>县委常委。" in page
    assert "责任编辑：沈知远" in page and "审核：顾明川" in page and "签发：贺景行" in page
    assert "<strong>马庄乡</strong>清理垃圾20余吨。" in page
    assert 'id="e2s1"' in page
    assert "上一期：2024年第38期" in page and "已是最新一期" in page


def test_an_issue_that_is_not_there_is_answered_in_words(client, archive):
    page = text_of(client.get("/issues/2025/48/"))

    assert "没有2025年第48期。2025年目前到第44期。" in page


def test_an_issue_without_a_number_has_an_address_of_its_own(client, archive):
    fragment = make_issue(year=None, number=None, date=None, bulletin=None, address="undated/17")
    make_entry(fragment, title="县开发区赶进度")

    page = text_of(client.get("/issues/undated/17/"))

    assert "刊名不详" in page and "未编期的散件" in page and "日期不详" in page
    assert "未编期的散件第1条" in text_of(client.get("/issues/undated/17/1/"))


def test_an_entry_can_be_cited(client, archive):
    page = text_of(client.get("/issues/2025/44/2/"))

    assert "《柳河政务快报》2025年第44期第2条（马庄乡、驿站办）" in page
    assert '<a href="/issues/2025/44/1/" rel="prev">县工信局培育中小企业</a>' in page
    assert "无，已是末条" in page


def test_an_entry_links_units_of_the_register_and_prints_other_names_plain(client, archive):
    page = text_of(client.get("/issues/2025/44/2/"))

    assert f'href="{reverse("archive:unit", args=["马庄乡"])}"' in page
    assert f'href="{reverse("archive:unit", args=["驿站办"])}"' not in page
    assert "驿站办" in page


def test_an_issue_whose_number_came_later_is_found_by_it_and_keeps_its_address(client):
    found = make_issue(number=12, address="undated/9")
    make_entry(found)

    assert client.get("/issues/2025/12/").headers["Location"] == "/issues/undated/9/"
    assert client.get("/issues/2025/12/1/").headers["Location"] == "/issues/undated/9/1/"
    assert client.get("/issues/undated/9/1/").status_code == 200
    assert client.get("/issues/2025/12/2/").status_code == 404
    assert client.get("/issues/2025/13/").status_code == 404


@pytest.mark.parametrize("back", ["foo", "healthz", "archive:desk", "//evil.example/", "https://evil.example/", ""])
def test_a_way_back_that_is_no_address_of_this_site_leads_home(client, back):
    assert client.get("/display/", {"size": "large", "next": back}).headers["Location"] == "/"


def test_an_unknown_address_of_the_back_office_has_words(admin_client):
    assert "没有这一页" in text_of(admin_client.get("/admin/nonsense/"))


def test_a_number_that_is_pending_leads_nowhere(client):
    make_pending_issue(number=12, address="undated/9")

    assert client.get("/issues/2025/12/").status_code == 404


def test_an_entry_opened_from_a_search_is_marked_and_leads_back(client, archive):
    query = "q=" + quote("清洁家园") + "&year=2025"

    page = text_of(client.get("/issues/2025/44/2/?" + query))

    assert "“<mark>清洁家园</mark>”" in page and '<mark id="m1">清洁家园</mark>' in page  # title and body
    assert '正文有1处<a href="#m1">去看</a>' in page
    assert f'<a href="/search/?{query.replace("&", "&amp;")}">返回“清洁家园”的检索结果</a>' in page


def test_an_entry_leads_to_those_like_it(client):
    texts = ["深耕清洁家园行动，清运垃圾。", "推进清洁家园行动，清运垃圾。", "税务局走访纳税企业。"]
    for number, text in enumerate(texts, start=1):
        make_entry(make_issue(number=number), title=text[:6], body=text)
    make_entry(make_pending_issue(number=9), title="机密清洁家园", body="清洁家园行动，清运垃圾。")

    page = text_of(client.get("/issues/2025/1/1/"))

    assert "相近的条目" in page
    assert '<li><a href="/issues/2025/2/1/">推进清洁家园</a>' in page
    assert "税务局走访" not in page and "机密" not in page
    assert "相近的条目" not in text_of(client.get("/issues/2025/3/1/"))


def test_matches_of_an_entry_lead_to_each_other(client):
    make_entry(make_issue(), title="清洁家园", body="建设清洁家园。清洁家园好。\n再看清洁家园。")

    page = text_of(client.get("/issues/2025/44/1/?q=" + quote("清洁家园")))

    assert '正文有3处<a href="#m1">逐处看</a>' in page
    assert [page.count(f'<mark id="m{number}">清洁家园</mark>') for number in (0, 1, 2, 3, 4)] == [0, 1, 1, 1, 0]
    assert '<span><a href="#m1">上一处</a></span><span>第2处，共3处</span><span><a href="#m3">下一处</a></span>' in page
    assert "<span>上一处</span><span>第1处，共3处</span>" in page


def test_an_entry_with_a_great_many_matches_marks_them_without_links_between_them(client):
    make_entry(make_issue(), title="清洁", body="清洁，" * 501)

    page = text_of(client.get("/issues/2025/44/1/?q=" + quote("清洁")))

    assert page.count("<mark id=") == 501 and 'class="hop' not in page


def test_a_row_opens_its_entry_with_its_place_in_the_list(client, archive):
    page = text_of(client.get("/search/?q=" + quote("工信局")))

    assert 'id="r2"' in page
    assert f'/?q={quote("工信局")}&amp;n=2"' in page
    assert '/issues/2025/44/1/?n=1"' in text_of(client.get("/search/"))


def test_an_entry_that_is_not_there_is_answered_in_words(client, archive):
    assert "2025年第44期没有第9条。" in text_of(client.get("/issues/2025/44/9/"))


def test_units_show_the_whole_register_and_the_names_that_are_not_in_it(client, archive):
    make_unit(name="雁鸣乡", kind="township")

    page = text_of(client.get("/units/"))

    assert "雁鸣乡" in page and "未刊发" in page
    assert "未登记的单位" in page and "驿站办" in page


def test_units_of_several_counties_stand_under_their_counties_the_one_with_entries_first(client, archive):
    assert 'class="county"' not in text_of(client.get("/units/"))

    make_unit(county="一个县", name="石渡镇", kind="township")

    page = text_of(client.get("/units/"))
    assert page.index('<h2 class="county">柳河县</h2>') < page.index('<h2 class="county">一个县</h2>')


def test_a_unit_shows_its_other_names_with_their_years(client, archive):
    unit = make_unit(name="文岩街道", full_name="文岩街道办事处", kind="subdistrict")
    unit.aliases.create(county=unit.county, name="城关镇", until=2015)

    page = text_of(client.get(unit.get_absolute_url()))

    assert "城关镇" in page and "（2015年前）" in page
    assert "还没有刊发过。" in page


def test_counts_of_a_unit_open_the_search_with_that_filter(client, archive):
    page = text_of(client.get(reverse("archive:unit", args=["工信局"])))

    address = "/search/?unit=" + quote("工信局") + "&amp;year=2024"
    assert address in page
    assert '<b class="num">1</b>条' in text_of(client.get(address.replace("&amp;", "&")))


def test_a_section_lists_its_entries(client, archive):
    page = text_of(client.get(reverse("archive:section", args=["经济发展"])))

    assert "县工信局走访企业" in page and "县工信局培育中小企业" in page
    assert "清洁家园" not in page


def test_search_marks_the_words_and_lets_them_travel_along(client, archive):
    page = text_of(client.get("/search/?q=" + quote("清洁家园")))

    assert '<b class="num">1</b>条含有“清洁家园”' in page
    assert "<mark>清洁家园</mark>" in page
    assert "/issues/2025/44/2/?q=" + quote("清洁家园") + "&amp;n=1" in page


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
        ("马庄乡", "马庄乡", f"/units/{quote('马庄乡')}/"),
        ("馬莊鄉", "马庄乡", f"/units/{quote('马庄乡')}/"),
        ("单位:马庄乡", "马庄乡", f"/units/{quote('马庄乡')}/"),
    ],
)
def test_a_question_that_names_an_issue_or_a_unit_offers_its_page(client, archive, question, named, address):
    page = text_of(client.get("/search/?q=" + quote(question)))

    assert f'<a href="{address}">打开{named}</a>' in page


def test_a_question_that_names_a_unit_offers_its_filter(client, archive):
    page = text_of(client.get("/search/?q=" + quote("马庄乡")))

    assert f'<a href="/search/?unit={quote("马庄乡")}">只看马庄乡的条目</a>' in page


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

    assert "<mark>工信局</mark>走访企业" in page and "<mark>工信局</mark>培育中小企业" not in page


def test_a_field_marks_its_own_place_on_the_page_of_the_entry(client, archive):
    page = text_of(client.get("/issues/2025/44/2/?q=" + quote("标题:清洁家园")))

    assert page.count("<mark>清洁家园</mark>") == 1 and 'id="m1"' not in page


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


def test_no_page_has_styles_or_scripts_of_its_own(client, archive):
    """The content policy bars them, and the reader would not see why something is missing."""
    for name, address in addresses(archive).items():
        page = text_of(client.get(address))

        assert not re.search(r"<style|<script(?! src=)|<[^>]* (?:style|on[a-z]+)=|javascript:", page), name


def test_other_words_are_said_and_one_click_drops_them_and_takes_them_in_again(client, words):
    question = quote("清洁家园")
    wide = text_of(client.get(f"/search/?q={question}&page=1"))

    assert '<b class="num">2</b>条符合“清洁家园”' in wide
    assert "另查：人居环境" in wide and f'href="?q={question}&amp;widen=no"' in wide

    narrow = text_of(client.get(f"/search/?q={question}&widen=no"))
    assert '<b class="num">1</b>条含有“清洁家园”' in narrow
    assert "另查" not in narrow
    assert f'同时查近义说法会多出1条：<a href="?q={question}" rel="nofollow">加上“人居环境”</a>' in narrow


def test_other_words_are_not_offered_where_there_are_none(client, words):
    assert "近义说法" not in text_of(client.get(f"/search/?q={quote('工信局')}&widen=no"))


def test_a_slip_is_answered_with_what_may_have_been_meant(client, words):
    page = text_of(client.get("/search/?q=" + quote("清结家园")))

    assert "您是不是要找" in page
    assert f'<a href="/search/?q={quote("清洁家园")}">清洁家园</a><span class="quiet">2条</span>' in page
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
    assert 'href="?year=2024" rel="nofollow"' in page

    page = text_of(client.get("/search/?year=2025"))
    assert "2025年各月命中" in page and 'href="?year=2025&amp;month=2025-09" rel="nofollow"' in page
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
    way = f'<a href="?kind=township&amp;q={quote("清洁家园")}">不限年份（2024年）</a></th><td class="n">1</td>'
    assert way in page
    assert "不限单位类别" not in page  # nothing is found without it either
    assert f'<a href="?q={quote("清洁家园")}">不加条件</a></th><td class="n">1</td>' in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("name", list(QUERIES))
def test_pages_need_as_many_queries_for_three_as_for_one(client, django_assert_num_queries, rows, name):
    unit = make_unit(name="马庄乡", kind="township")
    for place in range(rows):
        issue = make_issue(number=40 + place, date=date(2025, 9, 1 + place))
        for _ in range(rows + 2):  # of one or two results it would be asked whether others were meant
            make_entry(
                issue,
                title="我县开展清洁家园行动",
                units=[unit, "驿站办"],
                section="经济发展",
                segments=[("马庄乡", "好。")],
            )
    make_pending_issue(number=60)
    names = {"issue": "/issues/2025/40/", "entry": "/issues/2025/40/1/"}
    names["result"] = (
        names["entry"] + f"?q={quote('清洁家园')}&n={(rows - 1) * (rows + 2) + 1}"
    )  # the first of the oldest issue
    address = names.get(name) or addresses_without_archive()[name]

    client.get(address)  # what a process remembers from then on is not asked for again
    with django_assert_num_queries(QUERIES[name]):
        page = text_of(client.get(address))

    assert "机密" not in page
    assert name != "result" or "上一个结果" in page or "下一个结果" in page


def addresses_without_archive():
    return {
        "home": "/",
        "issues": "/issues/",
        "sections": "/sections/",
        "section": reverse("archive:section", args=["经济发展"]),
        "units": "/units/",
        "unit": reverse("archive:unit", args=["马庄乡"]),
        "search": "/search/?q=" + quote("清洁家园"),
        "browse": "/search/",
        "search help": "/help/search/",
    }


HOSTILE = [
    "q=%22",
    "q=%27%20OR%201%3D1--",
    "q=%00",
    "q=a%00b",
    "q=" + "%E5%AE%B6" * 3000,
    "q=%FF%FE",
    "q=%%%",
    "q=<script>alert(1)</script>",
    "q=%22%22%22-%20-",
    "q=-",
    "q=*&q=|",
    "q=(清%20%26%20!洁)%3A*",
    "q=%5C",
    "q=%F0%9F%98%80",
    "q=" + quote("标题:") * 4000,
    "q=" + quote("单位:“‘「年:-|期:9999-99999"),
    "q=" + quote("期:0 年:9999.. 日期:2999-12.."),
    "q=" + quote("栏目:' OR 1=1 | 单位:\\' & !x:* title:<script>"),
    "q=" + quote("-标题:a|正文:b 或 不含 期:1|日期:1000"),
    "year=abc",
    "year=99999999999999999999",
    "year=-1&year=2025&year=2025",
    "year=%00",
    "page=-1",
    "page=0",
    "page=999999",
    "page=99999999999999999999999",
    "page=abc&page=2",
    "size=7",
    "size=100000",
    "sort=rank%3B",
    "unit=nobody",
    "unit=%00&section=%00&kind=%00",
    "kind=<b>",
    "section=<script>",
    "q=x&q=y&year=&unit=&section=&kind=&sort=&size=&page=",
    "unknown=1&__proto__=2",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_questions_never_break_a_page(client, archive, query):
    for path in ("/search/", "/issues/2025/44/2/", "/", "/units/%E9%A9%AC%E5%BA%84%E4%B9%A1/", "/sections/"):
        response = client.get(f"{path}?{query}")

        assert response.status_code == 200, path
        assert "<script>" not in text_of(response)
        assert "机密" not in text_of(response)


@pytest.mark.parametrize(
    "path",
    [
        "/units/%00/",
        "/units/<script>/",
        "/units/%FF/",
        "/sections/%00/",
        "/sections/a/b/c/",
        "/sections/<script>alert(1)</script>/",
        "/issues/%00/1/",
        "/issues/2025/%00/",
        "/issues/2025/abc/",
        "/issues/99999/1/",
        "/issues/99999999999999999999/",
        "/issues/2025/" + "9" * 5000 + "/",
        "/issues/٢٠٢٥/44/",
        "/issues/2025/44/0/",
        "/issues/2025/44/99999999999999999999/",
        "/issues/undated/44/",
        "/desk/uploads/99999999999999999999999/original",
    ],
)
def test_hostile_addresses_are_not_there(client, archive, path):
    response = client.get(path)

    assert response.status_code in (301, 404)
    assert "<script>" not in text_of(response)


def test_printed_text_is_escaped_everywhere(client):
    unit = make_unit(name="<i>局</i>")
    issue = make_issue(distribution="<i>发</i>", office="<i>办</i>")
    make_entry(
        issue,
        title="<i>标题</i>",
        body="<i>正文</i>",
        units=[unit, "<i>名</i>"],
        section="<i>栏</i>",
        segments=[("<i>局</i>", "<i>段</i>")],
    )

    for path in (
        "/",
        "/issues/",
        "/issues/2025/44/",
        "/issues/2025/44/1/?q=<i>",
        "/units/",
        "/sections/",
        "/search/?q=i",
    ):
        assert "<i>" not in text_of(client.get(path)), path


def test_display_is_remembered_and_leads_back(client):
    response = client.get("/display/", {"theme": "dark", "size": "large", "next": "/search/?q=a"})

    assert response.status_code == 302
    assert response["Location"] == "/search/?q=a"
    page = text_of(client.get("/search/"))
    assert 'data-theme="dark"' in page and 'data-size="large"' in page


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "\\\\example.org"]
)
def test_display_leads_nowhere_else(client, elsewhere):
    assert client.get("/display/", {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_pages_differ_by_cookie(client):
    assert "Cookie" in client.get("/")["Vary"]


def test_display_ignores_a_theme_that_does_not_exist(client):
    response = client.get("/display/", {"theme": '"><script>', "size": "huge"})

    assert not response.cookies


def test_pages_that_are_read_take_no_form(client, archive):
    for address in ("/", "/search/", "/issues/2025/44/", "/display/"):
        assert client.post(address).status_code == 405


def test_the_sample_county_is_named_as_invented(client, archive):
    assert "样例资料" not in text_of(client.get("/"))

    sample = make_issue(number=50, bulletin=make_bulletin(name="澄川政务快报", county="澄川县"), address="2025/50")
    make_entry(sample)

    for address in ("/", "/search/", "/issues/2025/44/"):
        assert "样例资料" in text_of(client.get(address)), address
    assert "样例资料，内容虚构" in text_of(client.get("/issues/2025/50/"))
    assert "样例资料，内容虚构" not in text_of(client.get("/issues/2025/44/"))


def test_an_address_of_an_entry_that_is_gone_does_not_lead_to_another_bulletin(client):
    other = make_issue(number=7, address="2025/7-2", bulletin=make_bulletin(name="双桥政务快报"))
    make_entry(other), make_entry(other, title="县商务局上门招商")
    make_entry(make_issue(number=7))

    assert client.get("/issues/2025/7/2/").status_code == 404
