import datetime
from dataclasses import dataclass
from datetime import date

from archive.pages.grid import Cell, count_missing, make_grids


@dataclass
class AnIssue:
    number: int | None
    date: datetime.date | None = None
    pk: int = 7
    bulletin_id: int = 1
    bulletin: str = "柳河政务快报"
    entry_count: int = 8
    url: str = "/issues/2025/4/"


def cells(*issues):
    return [(cell.first, cell.last, bool(cell.issue)) for grid in make_grids(issues) for cell in grid.cells]


def test_issues_stand_in_the_order_of_their_numbers_whatever_the_order_given():
    assert cells(AnIssue(2), AnIssue(1)) == [(1, 1, True), (2, 2, True)]


def test_the_numbers_of_one_bulletin_are_asked_for_by_its_name_where_the_year_has_others():
    party = {"bulletin_id": 2, "bulletin": "柳河党务快报"}
    nameless = {"bulletin_id": None, "bulletin": None}
    whole = [(grid.asked_for, grid.is_whole) for grid in make_grids([AnIssue(1), AnIssue(2)])]
    apart = make_grids([AnIssue(1), AnIssue(2), AnIssue(None, **party), AnIssue(1, **party), AnIssue(9, **nameless)])

    assert whole == [("", True)]
    assert [(grid.asked_for, grid.is_whole) for grid in apart] == [
        ("柳河政务快报", True),
        ("刊名不详", True),
        ("柳河党务快报", False),
    ]


def test_one_or_two_missing_numbers_are_cells_of_their_own():
    assert cells(AnIssue(1), AnIssue(4)) == [(1, 1, True), (2, 2, False), (3, 3, False), (4, 4, True)]


def test_three_missing_numbers_in_a_row_are_one_cell():
    assert cells(AnIssue(4), AnIssue(8)) == [(1, 3, False), (4, 4, True), (5, 7, False), (8, 8, True)]


def test_nothing_is_said_about_numbers_after_the_last():
    (grid,) = make_grids([AnIssue(1), AnIssue(2)])

    assert grid.missing == 0
    assert grid.holes == []


def test_issues_without_a_number_are_not_in_the_grid():
    assert make_grids([AnIssue(None)]) == []


def test_every_bulletin_has_a_grid_and_the_fullest_comes_first():
    grids = make_grids([AnIssue(1, bulletin_id=1), AnIssue(1, bulletin_id=2), AnIssue(2, bulletin_id=2)])

    assert [grid.issue_count for grid in grids] == [2, 1]


def test_a_hole_knows_the_days_between_which_it_lies():
    (grid,) = make_grids([AnIssue(1, date(2025, 7, 8)), AnIssue(3, date(2025, 7, 18))])

    (hole,) = grid.holes
    assert (hole.after, hole.before) == (date(2025, 7, 8), date(2025, 7, 18))


def test_a_hole_stands_in_the_month_of_the_issue_before_it():
    (grid,) = make_grids([AnIssue(1, date(2025, 7, 8)), AnIssue(3, date(2025, 8, 18))])

    by_month = {month.number: [cell.first for cell in month.cells] for month in grid.months if month.cells}
    assert by_month == {7: [1, 2], 8: [3]}


def test_numbers_missing_at_the_beginning_stand_in_january():
    (grid,) = make_grids([AnIssue(2, date(2025, 2, 8))])

    assert [(month.number, len(month.cells)) for month in grid.months if month.cells] == [(1, 1), (2, 1)]


def test_an_issue_without_a_date_stands_before_the_months():
    (grid,) = make_grids([AnIssue(1)])

    assert grid.months[0].number is None
    assert len(grid.months) == 13


def test_missing_numbers_are_counted_per_year_and_bulletin():
    keys = [(2025, 1, 1), (2025, 1, 4), (2025, 2, 1), (2024, 1, 2)]

    assert count_missing(keys) == {2025: 2, 2024: 1}


def hole(after, before, first=31, last=31):
    return Cell(first, last, after=after, before=before)


def test_a_hole_says_when_it_must_have_been_printed():
    assert hole(date(2025, 7, 8), date(2025, 7, 18)).between == "应在7月8日至18日之间"
    assert hole(date(2025, 4, 28), date(2025, 5, 8)).between == "应在4月28日至5月8日之间"
    assert hole(None, date(2025, 1, 17)).between == "应在1月17日之前"
    assert hole(date(2025, 1, 17), None).between == "应在1月17日之后"
    assert hole(None, None).between == ""


def test_days_that_contradict_each_other_say_nothing():
    assert hole(date(2025, 9, 19), date(2025, 9, 5)).between == ""


def test_cells_are_drawn_in_words():
    (grid,) = make_grids([AnIssue(4, date(2025, 2, 8)), AnIssue(6)])

    assert grid.drawn == [
        (0, "", "1—3", True, "", "", ""),
        (7, "/issues/2025/4/", "4", False, "2", "8", "8"),
        (0, "", "5", False, "", "", ""),
        (7, "/issues/2025/4/", "6", False, "", "", "8"),
    ]
    assert [cell for month in grid.months for cell in month.drawn] == [*grid.drawn[3:], *grid.drawn[:3]]


def test_holes_are_named_in_a_sentence_and_more_than_two_are_counted():
    def words(*numbers):
        return make_grids([AnIssue(number) for number in numbers])[0].holes_in_words

    assert words(1, 3) == "第2期"
    assert words(1, 3, 7) == "第2期、第4至6期"
    assert words(1, 3, 7, 9) == "第2期、第4至6期等5期"
    assert words(1, 2) == ""


def test_a_month_has_a_value_to_search_for_unless_its_dates_are_of_several_years():
    (grid,) = make_grids([AnIssue(1, date(2025, 7, 8)), AnIssue(2, date(2025, 8, 1)), AnIssue(3, date(2052, 8, 8))])

    assert {month.number: month.value for month in grid.months if month.cells} == {7: "2025-07", 8: ""}
    assert [month.value for month in make_grids([AnIssue(1)])[0].months if month.cells] == [""]
