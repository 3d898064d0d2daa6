"""The index: exactly what is published, found by any substring."""

import re
import threading
from datetime import date
from itertools import cycle

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.models import Entry, EntrySearch, Issue
from archive.search import finding, ordering
from archive.search.index import listing, lookup, writing
from archive.search.matching import answers
from archive.search.normalize import normalize
from archive.search.query import parse_query
from archive.search.ranking import Candidate
from archive.search.service import find, search
from archive.tests.conftest import make_entry, make_issue, make_pending_issue, make_unit
from archive.tests.plain_scan import corpus_entries, quoted, sample_entries, stands_alone, substrings

pytestmark = pytest.mark.django_db
HAN = re.compile("[\u4e00-\u9fff]+")


def test_only_published_entries_are_indexed():
    entry = make_entry()
    make_pending_issue()

    assert list(EntrySearch.objects.values_list("entry", flat=True)) == [entry.pk]


def test_indexing_again_takes_out_what_is_no_longer_published():
    entry = make_entry()
    Issue.objects.update(status=Issue.Status.WITHDRAWN)

    assert writing.index_entries(Entry.objects.all()) == 0
    assert not EntrySearch.objects.filter(entry=entry).exists()


def test_a_row_holds_what_facets_count():
    unit = make_unit(kind="township", name="石渡镇")
    make_entry(units=[unit, "数据局"], section="乡村振兴")

    row = EntrySearch.objects.get()

    assert (row.year, row.unit_ids, row.unit_kinds, row.section.name) == (2025, [unit.pk], ["township"], "乡村振兴")


def test_a_row_holds_the_texts_that_are_looked_at():
    issue = make_issue(number=44, year=2025, date=date(2025, 10, 1))
    entry = make_entry(issue, title="清潔 家园", body="清运 30 吨。", units=["县 工信局", "石渡镇"], section="乡村振兴")
    bare = make_entry(make_issue(number=None, year=None, date=None), title="散件", body="")

    assert {each.pk: each for each in lookup.load_candidates([entry.pk, bare.pk])} == {
        entry.pk: Candidate(
            *(entry.pk, "清洁家园", "清运30吨。", ("县工信局", "石渡镇"), "乡村振兴"),
            *(date(2025, 10, 1), (-issue.pk, 1), 2025, 44),
        ),
        bare.pk: Candidate(bare.pk, "散件", "", place=(-bare.issue_id, 1)),
    }


def test_a_row_that_was_indexed_before_there_were_texts_is_not_found_and_breaks_nothing():
    entry = make_entry(title="清洁家园")
    EntrySearch.objects.update(texts="")

    assert lookup.load_candidates([entry.pk]) == []
    assert search(query="清洁家园").total == 0


def test_many_entries_are_indexed_in_few_statements(django_assert_num_queries):
    issue = make_issue()
    for _ in range(3):
        make_entry(issue)

    with django_assert_num_queries(5):
        writing.index_entries(Entry.objects.all())


@pytest.mark.parametrize(
    "hostile",
    ["'", "''", "\\", "'\\'", "%s", "%", "$$", "&|!:*", "a' | 'b", "(", "<->", "_", "清' & '洁", "\x01", "é", "𠀀"],
)
def test_a_hostile_literal_finds_the_entry_that_holds_it_and_no_other(hostile):
    issue = make_issue()
    make_entry(issue, title="别的标题", body="别的正文")
    entry = make_entry(issue, title="标题", body=f"前{hostile}后")
    query = f'"前{hostile}后"'

    assert [match.entry for match in search(query=query).matches] == [entry]


def test_the_planner_settings_end_with_the_transaction(transactional_db):
    with listing.planner_settings(), connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        inside = cursor.fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        outside = cursor.fetchone()[0]

    assert (inside, outside) == ("off", "on")


def test_planner_settings_within_others_are_theirs(django_assert_num_queries):
    with django_assert_num_queries(1), listing.planner_settings(), listing.planner_settings():
        pass


def test_planner_settings_are_made_anew_after_those_that_ended_in_an_error(transactional_db):
    with pytest.raises(ZeroDivisionError), listing.planner_settings():
        raise ZeroDivisionError

    with listing.planner_settings(), connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone()[0] == "off"


@pytest.mark.django_db(transaction=True)
def test_a_rebuild_and_an_import_at_once_wait_for_each_other():
    entry = make_entry()
    started, errors = threading.Event(), []

    def rebuild():
        try:
            started.wait()
            writing.index_entries(Entry.objects.all())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=rebuild)
    other.start()
    with transaction.atomic():
        writing.wait_for_other_writers()
        started.set()
        writing.index_entries(Entry.objects.filter(pk=entry.pk))
    other.join()

    assert errors == []
    assert EntrySearch.objects.count() == 1


TEXTS = st.text(
    alphabet=st.sampled_from("清洁家园目前吨公里，。“”（）AaＢb03９.,%-'\\ \n\u3000é𠀀"), min_size=1, max_size=30
).filter(lambda text: text.strip())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), st.data())
def test_every_substring_is_found_and_nothing_else(texts, data):
    """Against a plain scan of the same texts. A quoted phrase, so that nothing of it is syntax."""
    Issue.objects.all().delete()
    issue = make_issue()
    for title, body in texts:
        make_entry(issue, title=title, body=body)
    source = data.draw(st.sampled_from([normalize(part) for pair in texts for part in pair]))
    start = data.draw(st.integers(0, max(len(source) - 1, 0)))
    literal = source[start : start + data.draw(st.integers(1, 8))].strip()
    query = parse_query(f'"{literal}"')
    if not query.terms:
        return
    term = query.terms[0]

    expected = {
        entry.pk
        for entry in Entry.objects.all()
        if any(stands_alone(term, normalize(text)) for text in (entry.title, entry.body))
    }

    assert {match.entry.pk for match in search(query=f'"{literal}"', page_size=100).matches} == expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), st.data())
def test_postgresql_tells_from_the_texts_what_python_does(texts, data):
    """Numbers and Latin words among them, which are units: one pattern serves both."""
    Issue.objects.all().delete()
    issue = make_issue()
    for title, body in texts:
        make_entry(issue, title=title, body=body)
    source = data.draw(st.sampled_from([normalize(part) for pair in texts for part in pair]))
    start = data.draw(st.integers(0, max(len(source) - 1, 0)))
    literal = source[start : start + data.draw(st.integers(1, 8))]
    field = data.draw(st.sampled_from(["", "标题:", "正文:", "-", "-标题:"]))
    query = parse_query(f'{field}"{literal}"')
    rows = EntrySearch.objects.all()

    held = set(lookup.holding(query, rows).values_list("pk", flat=True))

    everyone = lookup.load_candidates(list(rows.values_list("pk", flat=True)))
    assert held == {each.pk for each in everyone if answers(each, query)}


@pytest.fixture
def samples():
    """The entries of the sample bulletins, each with its fields normalised."""
    issue = make_issue()
    for title, body, units, section in sample_entries():
        make_entry(issue, title=title, body=body, units=units, section=section)
    writing.index_entries(Entry.objects.all())
    rows = Entry.objects.select_related("section").prefetch_related("attributions")
    return {row.pk: texts_of(row) for row in rows}


def texts_of(row):
    return {
        "标题": [normalize(row.title)],
        "正文": [normalize(row.body)],
        "栏目": [normalize(row.section.name if row.section else "")],
        "单位": [normalize(attribution.name) for attribution in row.attributions.all()],
    }


def test_every_piece_of_the_samples_is_found_in_its_field_and_nowhere_else(samples):
    """Through the database; test_matching.py does many more of them without."""
    pieces = {
        name: list(substrings([text for fields in samples.values() for text in fields[name]], 60))
        for name in ("标题", "正文", "栏目", "单位")
    }
    for name, literals in pieces.items():
        for literal in literals:
            phrase = quoted(literal)
            (clause,) = parse_query(phrase).clauses
            term = clause.conditions[0].text
            for field, fields in ((f"{name}:", (name,)), ("", ("标题", "正文", "栏目", "单位"))):
                expected = {
                    pk
                    for pk, texts in samples.items()
                    if any(stands_alone(term, text) for each in fields for text in texts[each])
                }

                assert set(find(field + phrase).candidates) == expected, field + phrase


LIMITS = {  # what is set to nothing, so that all is done as it is for very many hits
    "few": (),
    "told by PostgreSQL": ((finding, "EXACT_LIMIT"), (finding, "SURELY_MANY")),
    "told when shown": ((finding, "EXACT_LIMIT"), (finding, "SURELY_MANY"), (finding, "VERIFIED")),
    "estimated": (
        *((finding, "EXACT_LIMIT"), (finding, "SURELY_MANY"), (finding, "VERIFIED")),
        *((listing, "COUNTED"), (listing, "WALKING_COST")),
    ),
}


@pytest.fixture
def each_way(monkeypatch):
    """Calls a check with each of the LIMITS in force."""

    def checked(check):
        for name, limits in LIMITS.items():
            with monkeypatch.context() as patch:
                patch.setattr(ordering, "POOL", 3)
                for module, limit in limits:
                    patch.setattr(module, limit, -1)
                assert (name, check()) == (name, [])

    return checked


def walked(query, sort):
    """The keys on all pages of a search, in order, and what its first page says: (number of hits, whether exact)."""
    pages = [search(query=query, sort=sort, page_size=20)]
    while pages[-1].page == len(pages) and pages[-1].page < pages[-1].pages:
        pages.append(search(query=query, sort=sort, page=len(pages) + 1, page_size=20))
    if pages[-1].page < len(pages):  # behind the end, which was only estimated, is the last page again
        pages.pop()
    shown = [match for page in pages for match in page.matches]
    assert [match.number for match in shown] == sorted({match.number for match in shown})
    return [match.entry.pk for match in shown], (pages[0].total, pages[0].exact)


def missearched(entries, number):
    """Pieces of what is in the archive for which the pages of a search do not show once what a plain scan finds.

    `entries` has normalised fields by key. Pieces are asked for as phrases, and the words of them as they are.
    """
    texts = [text for fields in entries.values() for text in fields]
    sorts, wrong, tried = cycle(ordering.SORTS), [], 0
    for piece in substrings(texts, number):
        phrase = quoted(piece)
        query = parse_query(phrase) if phrase else None
        if not query or not query.terms:
            continue
        expected = {pk for pk, fields in entries.items() if any(stands_alone(query.terms[0], text) for text in fields)}
        asked, sort = (piece if HAN.fullmatch(piece) else phrase), next(sorts)
        keys, (total, is_exact) = walked(asked, sort)
        tried += 1
        if sorted(keys) != sorted(expected) or (is_exact and total != len(expected)):
            wrong.append((asked, sort, expected - set(keys), set(keys) - expected))
    assert tried > number * 0.9
    return wrong


def test_a_search_shows_every_piece_of_the_samples_where_it_stands_and_nowhere_else(samples, each_way):
    """One character and numbers among them. Whatever the number of hits, pages walked to their end show each once."""
    entries = {pk: [text for each in fields.values() for text in each] for pk, fields in samples.items()}
    each_way(lambda: missearched(entries, 80))


def test_a_search_shows_every_piece_of_news_and_laws_where_it_stands_and_nowhere_else(each_way):
    texts = list(corpus_entries(50))
    if not texts:
        pytest.skip("没有 ../shared/corpus：真实长文的检索没有核对")
    issue = make_issue()
    made = {make_entry(issue, title=title, body=body).pk: (title, body) for title, body, _, _ in texts}
    entries = {pk: [normalize(text) for text in fields] for pk, fields in made.items()}
    each_way(lambda: missearched(entries, 80))


PARTS = st.sampled_from(
    ["标题:", "正文:", "单位:", "栏目:", "期:", "年:", "日期:", "-", "不含", "|", " ", " 或 ", " ", " ", "“", "”"]
    + ["清洁", "家园", "镇", "石渡镇", "乡村", "30吨", "0", "2025", "2025-10", "2024..", "'", "\\", "&", "x", "."]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PARTS, max_size=9).map("".join))
def test_whatever_is_asked_the_rows_that_answer_it_are_among_the_candidates(text):
    """The index narrows and the texts decide: no row that answers may be left out, and where it is decisive none added."""
    if not Issue.objects.exists():
        issue = make_issue(number=10, date=date(2025, 3, 7))
        make_entry(issue, title="清洁家园30吨", body="石渡镇'清运'130吨&x.", units=["石渡镇"], section="乡村振兴")
        make_entry(issue, title="家园", body="清洁\\家园", units=["县石渡镇"])
        make_entry(
            make_issue(number=1, year=2024, date=date(2024, 1, 5)), title="镇村2025年", body="30吨", section="清洁"
        )
        make_entry(make_issue(number=None, year=None, date=None), title="石渡镇散件", body="乡村x，0.30吨")
        make_entry(make_pending_issue(number=11), title="清洁家园", body="清洁家园")
    query = parse_query(text)
    shown = list(EntrySearch.objects.values_list("pk", flat=True))

    answering = {each.pk for each in lookup.load_candidates(shown) if answers(each, query)}
    candidates = set(lookup.matching(query).values_list("pk", flat=True))

    assert answering <= candidates
    assert answering == candidates or not lookup.is_decisive(query)
