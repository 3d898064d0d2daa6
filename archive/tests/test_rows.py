"""Plans written down: rows, addresses, and what leads to where an entry has gone."""

import pytest

from archive.importer import import_bulletin
from archive.models import Entry, EntrySearch, FormerAddress, Issue, Segment
from archive.tests.test_importer import TEXT, upload

pytestmark = pytest.mark.django_db

FIRST = "县工信局送技术到车间 目前，走访企业12家。（工信局）\n"
SECOND = "县商务局上门招商 目前，签约项目3个。（商务局）\n"
JOINED = ("（工信局）\n" + SECOND, "县商务局上门招商 目前，签约项目3个。（工信局 商务局）\n")  # the two become one
NEW = "县税务局上门辅导 目前，辅导企业8家。（税务局）\n"


def bring(text):
    return import_bulletin(upload(text), reviewed=True)


def addresses():
    return list(Entry.objects.order_by("order").values_list("order", "address", "title"))


def test_an_entry_has_its_printed_place_as_its_address():
    bring(TEXT)

    assert [row[:2] for row in addresses()] == [(1, 1), (2, 2), (3, 3)]


def test_an_entry_put_in_between_gets_an_address_that_no_other_has_had():
    bring(TEXT)

    bring(TEXT.replace(SECOND, NEW + SECOND))

    assert addresses() == [
        (1, 1, "县工信局送技术到车间"),
        (2, 4, "县税务局上门辅导"),
        (3, 2, "县商务局上门招商"),
        (4, 3, "两乡镇推进清洁家园"),
    ]


def test_an_entry_that_becomes_part_of_another_leads_there(client):
    bring(TEXT)
    bring(TEXT.replace(*JOINED))

    assert [row[:2] for row in addresses()] == [(1, 1), (2, 3)]
    response = client.get("/issues/2025/7/2/")
    assert (response.status_code, response["Location"]) == (302, "/issues/2025/7/1/")


def test_an_entry_that_comes_back_has_its_own_address_again():
    bring(TEXT)
    before = addresses()
    bring(TEXT.replace(*JOINED))
    bring(TEXT.replace(*JOINED).replace("本期发", NEW + "本期发"))

    bring(TEXT)

    assert addresses() == before
    assert list(FormerAddress.objects.values_list("address", "title", "entry")) == [(4, "县税务局上门辅导", None)]


def test_an_address_that_an_entry_has_had_is_given_to_no_other(client):
    bring(TEXT)
    bring(TEXT.replace(SECOND, ""))

    bring(TEXT.replace(SECOND, NEW))

    assert addresses()[1] == (2, 4, "县税务局上门辅导")
    assert client.get("/issues/2025/7/2/").status_code == 404


def test_another_entry_at_the_place_of_an_old_one_does_not_get_its_address(client):
    bring(TEXT)

    bring(TEXT.replace(SECOND, NEW.replace("目前，辅导", "今年以来，累计辅导")))

    assert addresses()[1] == (2, 4, "县税务局上门辅导")
    assert client.get("/issues/2025/7/2/").status_code == 404

    bring(TEXT)

    assert addresses()[1] == (2, 2, "县商务局上门招商")


def test_what_led_to_an_entry_that_is_gone_leads_nowhere_and_comes_back_with_it(client):
    bring(TEXT)
    bring(TEXT.replace(*JOINED))
    rest = TEXT.replace(*JOINED)
    bring(rest.replace(rest[rest.index("县工信局") : rest.index("【人居环境】")], ""))

    assert list(FormerAddress.objects.order_by("address").values_list("address", "entry")) == [(1, None), (2, None)]
    assert client.get("/issues/2025/7/2/").status_code == 404

    bring(TEXT)

    assert [row[:2] for row in addresses()] == [(1, 1), (2, 2), (3, 3)]
    assert not FormerAddress.objects.exists()


def test_an_address_of_a_withdrawn_issue_leads_nowhere(client):
    bring(TEXT)
    bring(TEXT.replace(*JOINED))
    Issue.objects.update(status=Issue.Status.WITHDRAWN)

    assert client.get("/issues/2025/7/2/").status_code == 404


def test_the_address_of_an_entry_that_is_gone_leads_nowhere(client):
    bring(TEXT)

    bring(TEXT.replace(SECOND, ""))

    assert FormerAddress.objects.get().entry is None
    assert client.get("/issues/2025/7/2/").status_code == 404
    assert EntrySearch.objects.count() == 2


def test_segments_and_names_are_written_anew():
    bring(TEXT)

    bring(TEXT.replace("清理2公里", "清理3公里"))

    assert list(Segment.objects.values_list("attribution__name", "lead", "text")) == [
        ("石渡镇", "石渡镇", "清河。目前，清理3公里。"),
        ("白杨乡", "白杨乡", "护岸。目前，护岸3处。"),
    ]


def test_a_correction_of_an_entry_that_was_replaced_is_forgotten():
    bring(TEXT)
    Entry.objects.filter(order=2).update(title="县商务局登门招商", corrected={"title": "县商务局上门招商"})
    other = "县民政局走访老人 今年以来，慰问困难户30户。（民政局）\n"

    bring(TEXT.replace(SECOND, other))

    assert Entry.objects.get(order=2).corrected == {}
    assert Entry.objects.get(order=2).title == "县民政局走访老人"
