"""How PostgreSQL carries a search out, on a table in which it matters; and what is said about very many hits."""

from datetime import date

import pytest
from django.db import connection

from archive.models import Entry, EntrySearch, Issue
from archive.search import finding, ordering
from archive.search.index import listing, lookup
from archive.search.query import parse_query
from archive.search.service import find, search
from archive.tests.conftest import make_entry, make_issue

pytestmark = pytest.mark.django_db
ROWS = 3000
DATES = {"entry_search_day", "entry_search_oldest"}
BUDGETS = [  # question, order, page, queries
    ("工作", "relevance", 1, 8),
    ("工作", "relevance", 100, 8),
    ("工作", "newest", 1, 8),
    ("年:2016 工作", "newest", 1, 5),
    ("", "newest", 1, 6),
]


@pytest.fixture
def many():
    """Rows of eight years: 工作 is in every one, 防汛 in one of 200, 野生 in one of 50."""
    issue = make_issue(year=2015, date=date(2015, 1, 1))
    entries = [
        Entry(pk=pk, issue=issue, order=pk, address=pk, title="工作", body="工作", start=0, end=1)
        for pk in range(1, ROWS + 1)
    ]
    Entry.objects.bulk_create(entries)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO archive_entrysearch
                (entry_id, issue_id, "order", day, year, number, unit_ids, unit_kinds, has_figures, texts, lexemes)
            SELECT n, %s, n, date '2015-01-01' + n, 2015 + n / 365, n %% 52 + 1, '{}', '{}', false,
                E'工作\n' || word || E'\n',
                array_to_tsvector(array_remove(ARRAY['工作', E'\x02工作', word], ''))
            FROM (SELECT n, CASE WHEN n %% 200 = 0 THEN '防汛' WHEN n %% 50 = 1 THEN '野生' ELSE '' END AS word
                  FROM generate_series(1, %s) AS n) AS numbered
            """,
            [issue.pk, ROWS],
        )
        cursor.execute("ANALYZE archive_entrysearch")


def plans(act):
    """What PostgreSQL does for each statement that looks for rows, as (kinds of scan, indexes)."""
    found = []

    def explained(execute, sql, params, many, context):
        if '"archive_entrysearch"."' in sql and not sql.startswith("EXPLAIN"):  # not a count of the whole table
            nodes = list(_nodes(_plan(sql, params)))
            mine = [node for node in nodes if node.get("Relation Name") == "archive_entrysearch"]
            indexes = {node["Index Name"] for node in nodes if "Index Name" in node}
            found.append(({node["Node Type"] for node in mine}, indexes))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        act()
    assert found
    return found


def _plan(sql, params):
    """Settings may stand before and after the statement."""
    params, plan = iter(params), None
    with connection.cursor() as cursor:
        for statement in sql.split("; "):
            own = [next(params) for _ in range(statement.count("%s"))]
            is_asked = '"archive_entrysearch"."' in statement
            cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}" if is_asked else statement, own)
            plan = cursor.fetchone()[0][0]["Plan"] if is_asked else plan
    return plan


def _nodes(plan):
    yield plan
    for child in plan.get("Plans", []):
        yield from _nodes(child)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("limit", [1000, 0])
def test_a_rare_word_is_found_by_the_index_and_never_along_the_dates(many, monkeypatch, sort, limit):
    """Also where it is taken for one of many, as a word of one row in two hundred is at a million."""
    monkeypatch.setattr(finding, "EXACT_LIMIT", limit)

    carried_out = plans(lambda: search(query="防汛", sort=sort))

    assert [scans for scans, _ in carried_out if "Seq Scan" in scans] == []
    assert [indexes for _, indexes in carried_out if indexes & DATES] == []


@pytest.mark.parametrize("query", ["工作", "工作 -防汛", "标题:工作", "工作 野生", "年:2016", "期:7", "日期:2016-03"])
@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_no_search_scans_the_table(many, query, sort):
    assert [scans for scans, _ in plans(lambda: search(query=query, sort=sort)) if "Seq Scan" in scans] == []


@pytest.mark.parametrize(("sort", "index"), [("newest", "entry_search_day"), ("oldest", "entry_search_oldest")])
def test_the_newest_of_a_frequent_word_are_met_along_the_dates(many, sort, index):
    carried_out = plans(lambda: search(query="工作", sort=sort))

    assert ({"Index Scan"}, {index}) in carried_out


def test_deep_in_the_list_of_a_frequent_word_nothing_is_walked(many):
    carried_out = plans(lambda: search(query="工作", sort="newest", page=200))

    assert [indexes for _, indexes in carried_out if indexes & DATES] == []


@pytest.mark.parametrize(("query", "sort", "page", "number"), BUDGETS)
def test_a_search_of_many_hits_needs_few_queries(many, django_assert_num_queries, query, sort, page, number):
    with django_assert_num_queries(number):
        search(query=query, sort=sort, page=page)


@pytest.mark.parametrize("counted", [0, ROWS], ids=["apart", "in one statement"])
def test_those_that_compete_are_the_same_however_they_are_asked_for(many, monkeypatch, counted):
    rows, rare = lookup.matching(parse_query("工作")), lookup.matching(parse_query("野生"))
    monkeypatch.setattr(listing, "is_walked", lambda hits, stop: False)
    monkeypatch.setattr(listing, "COUNTED", counted)
    with listing.planner_settings():
        hits, newest = listing.counted_and_newest(rows, listing.Hits(ROWS, ROWS), rare, listing.Hits(60, ROWS), 70)

    assert (hits.number, hits.exact) == (ROWS, bool(counted))
    assert newest == [*range(2951, 0, -50), *range(ROWS, ROWS - 70, -1)]


def test_of_nothing_there_is_nothing_newest(many):
    none = EntrySearch.objects.none()
    with listing.planner_settings():
        assert listing.counted_and_newest(none, listing.Hits(0, 1), none, listing.Hits(0, 1), 9)[1] == []


def test_no_texts_are_looked_at_for_a_page_behind_those_that_compete(many, monkeypatch):
    monkeypatch.setattr(ordering, "POOL", 30)
    looked_at = []
    monkeypatch.setattr(lookup, "load_candidates", lambda pks: looked_at.append(pks) or [])

    behind = search(query="工作", page=100)

    assert (behind.matches[0].number, len(behind.matches), looked_at) == (1981, 20, [])


def test_both_ways_give_the_same_keys(many):
    rows = lookup.matching(parse_query("野生"))
    for ordered in (listing.newest_first(rows), listing.oldest_first(rows)):
        with listing.planner_settings():
            walked = listing.keys(ordered, listing.Hits(ROWS, ROWS), 20, 60)
            sorted_ = listing.keys(ordered, listing.Hits(1, ROWS), 20, 60)

        assert walked == sorted_ == list(ordered.values_list("pk", flat=True)[20:60])


def test_of_very_many_hits_the_number_is_estimated_and_says_so(many, monkeypatch):
    monkeypatch.setattr(listing, "COUNTED", 1000)

    found = search(query="工作")
    few = search(query="野生")

    assert (found.exact, abs(found.total - ROWS) < ROWS / 8) == (False, True)
    assert (few.total, few.exact) == (ROWS / 50, True)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
@pytest.mark.parametrize("estimated", [1001, 9000])
def test_whatever_the_estimate_the_pages_reach_every_match_once_and_end(many, monkeypatch, sort, estimated):
    """An estimate that is far too low hides no page, and one that is too high leads to no empty one."""
    monkeypatch.setattr(listing, "estimate", lambda rows: listing.Hits(estimated, ROWS))
    monkeypatch.setattr(listing, "COUNTED", 1000)
    monkeypatch.setattr(ordering, "POOL", 30)
    size = 100

    pages = [search(query="工作", sort=sort, page=page, page_size=size) for page in range(1, ROWS // size + 2)]

    seen = [match.entry.pk for page in pages[:-1] for match in page.matches]
    assert sorted(seen) == list(range(1, ROWS + 1))
    assert [page.exact for page in pages] == [False] * len(pages)
    assert pages[-1].page == ROWS // size
    assert pages[-1].total == ROWS or pages[-1].matches


def test_pages_walked_to_their_end_hold_every_match_and_nothing_else(monkeypatch):
    """With the least limits there are, so that all of it is the way of many hits, and texts are looked at late."""
    issue = make_issue()
    right = {make_entry(issue, title=f"第{n}条", body="清洁家园").pk for n in range(7)}
    wrong = {make_entry(issue, title=f"别的{n}", body="家园清洁，洁家。").pk for n in range(5)}
    for limit in ("EXACT_LIMIT", "SURELY_MANY", "VERIFIED"):
        monkeypatch.setattr(finding, limit, -1)
    monkeypatch.setattr(ordering, "POOL", 2)

    for sort in ordering.SORTS:
        pages = [search(query="清洁家园", sort=sort, page=page, page_size=2) for page in range(1, 8)]
        seen = {match.entry.pk for page in pages for match in page.matches}

        assert (seen, seen & wrong) == (right, set())
        assert {page.exact for page in pages} == {False}


def test_postgresql_takes_out_what_only_has_the_lexemes(monkeypatch):
    issue = make_issue()
    right = {make_entry(issue, body=body).pk for body in ("清洁家园", "在清洁家园中")}
    make_entry(issue, body="家园清洁，洁家。")
    make_entry(issue, title="清洁", body="家园", units=["洁家"])
    monkeypatch.setattr(finding, "EXACT_LIMIT", 0)

    result = search(query="清洁家园")

    assert ({match.entry.pk for match in result.matches}, result.total, result.exact) == (right, 2, True)


@pytest.mark.parametrize(("unsure", "exact"), [(1, True), (0, False)])
def test_texts_are_not_looked_at_where_jieba_has_found_what_is_asked_for_as_a_word(monkeypatch, unsure, exact):
    """One of the four has only the pairs of 领导人: it alone has to be looked at."""
    issue = make_issue()
    right = {make_entry(issue, body=body).pk for body in ("领导人讲话。", "请领导人看。", "领导人")}
    make_entry(issue, body="领导导人看路。")
    monkeypatch.setattr(finding, "EXACT_LIMIT", 0)
    monkeypatch.setattr(finding, "UNSURE", unsure)

    result = search(query="领导人")

    assert ({match.entry.pk for match in result.matches}, result.exact) == (right, exact)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest"])
def test_numbers_and_latin_words_are_counted_exactly_though_they_are_many(monkeypatch, sort):
    issue = make_issue()
    right = {make_entry(issue, body=body).pk for body in ("清运30吨。", "共30吨，pc板", "30吨pc")}
    for body in ("清运130吨。", "30户，清运60吨", "2.30吨", "1,030吨"):
        make_entry(issue, body=body)
    monkeypatch.setattr(finding, "EXACT_LIMIT", 2)

    result = search(query="30吨", sort=sort)

    assert ({match.entry.pk for match in result.matches}, result.total, result.exact) == (right, 3, True)


def test_what_only_has_the_lexemes_is_nothing_however_much_of_it_there_is(monkeypatch):
    """So that what comes near is listed, or is said to be not there."""
    issue = make_issue()
    for _ in range(4):
        make_entry(issue, body="家园清洁，洁家。")
    monkeypatch.setattr(finding, "EXACT_LIMIT", 2)

    assert find("清洁家园").candidates == {}
    assert search(query="清洁家园 洁家").notes == (
        "没有一条同时写有“清洁家园”“洁家”；下面是写有“洁家”、没有要求“清洁家园”的。",
    )


def test_an_entry_of_a_withdrawn_issue_is_counted_in_no_plan(many):
    """The index holds what is published; what was withdrawn this moment is not shown."""
    Issue.objects.update(status=Issue.Status.WITHDRAWN)

    assert search(query="防汛").matches == []
    assert EntrySearch.objects.exists()
