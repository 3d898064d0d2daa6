"""The commands: exit codes, totals, and the forms that other tools rely on."""

import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from archive.models import Entry, Issue, Upload
from archive.tests.conftest import make_entry, zip_of
from archive.tests.test_importer import TEXT


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "第7期.txt"
    file.write_text(TEXT)
    return file


@pytest.fixture
def run(capsys):
    """Run a command; its exit code, standard output and standard error."""

    def run(*args):
        code = 0
        try:
            call_command(*args)
        except SystemExit as stop:
            code = stop.code
        except CommandError as error:
            return error.returncode, "", str(error)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_parse_bulletin_prints_issues_warnings_and_spans(run, file):
    code, out, _ = run("parse_bulletin", str(file), "--json")

    document = json.loads(out)
    assert code == 0
    assert list(document) == ["issues", "warnings", "spans"]
    assert document["issues"][0]["date"] == "2025-02-14"
    assert document["issues"][0]["entries"][0] == {
        "order": 1,
        "section": "经济发展",
        "title": "县工信局送技术到车间",
        "body": "目前，走访企业12家。",
        "units": ["工信局"],
        "segments": [],
        "source_bracket": "（工信局）",
        "boundary": "space",
        "doubtful": False,
        "figures": [
            {
                "text": "走访企业12家",
                "at": 3,
                "label": "走访企业",
                "value": 12,
                "measure": "家",
                "approx": False,
                "qualifier": None,
                "bound": None,
                "asof": "目前",
                "carried": None,
                "unit": None,
                "per": None,
                "ordinal": False,
            }
        ],
    }
    assert document["spans"][0] == {"start": 0, "end": 6, "kind": "masthead"}


def test_parse_bulletin_without_json_is_for_reading(run, file):
    assert run("parse_bulletin", str(file))[1].splitlines()[:2] == [
        "柳河政务快报 第7期 2025-02-14：3条",
        "   1. 县工信局送技术到车间（工信局）",
    ]


def test_parse_bulletin_names_file_and_line_of_what_it_cannot_read(run, tmp_path):
    file = tmp_path / "坏.txt"
    file.write_text("\n\n没有条目。")

    code, _, error = run("parse_bulletin", str(file))

    assert code == 1
    assert error.startswith(f"{file}：第3行：没有认出一条条目")


def test_parse_bulletin_of_a_zip_is_one_object_and_names_what_it_could_not_read(run, tmp_path):
    file = tmp_path / "包.zip"
    file.write_bytes(zip_of({"第7期.txt": TEXT, "坏.txt": "没有条目。"}))

    code, out, err = run("parse_bulletin", str(file), "--json")

    document = json.loads(out)
    assert (code, err.startswith(f"{file}/坏.txt：第1行：没有认出一条条目")) == (1, True)
    assert [issue["number"] for issue in document["issues"]] == [7]
    assert {row["file"] for key in ("warnings", "spans") for row in document[key]} == {f"{file}/第7期.txt"}


def test_parse_bulletin_of_no_file_is_wrong_usage(run, tmp_path):
    assert run("parse_bulletin", str(tmp_path / "无.txt"))[0] == 2


@pytest.mark.django_db
def test_import_bulletins_counts_and_ends_with_nought(run, file):
    first = run("import_bulletins", str(file))
    again = run("import_bulletins", str(file.parent))

    assert first[:2] == (0, "1 created, 0 updated, 0 unchanged, 0 failed（3条）\n")
    assert again[:2] == (0, "0 created, 0 updated, 1 unchanged, 0 failed（3条）\n")


@pytest.mark.django_db
def test_import_bulletins_ends_with_one_when_a_file_failed_and_the_others_are_in(run, file):
    (file.parent / "坏.txt").write_bytes(b"\xff\xff")

    code, out, err = run("import_bulletins", str(file.parent))

    assert (code, out) == (1, "1 created, 0 updated, 0 unchanged, 1 failed（3条）\n")
    assert "坏.txt：没有导入：第1个字节读不出来" in err
    assert Issue.objects.count() == 1


@pytest.mark.django_db
def test_import_bulletins_of_no_file_is_wrong_usage_and_imports_nothing(run, file):
    assert run("import_bulletins", str(file), "/无") == (2, "", "没有这个文件或文件夹：/无")
    assert not Issue.objects.exists()


@pytest.mark.django_db
def test_import_bulletins_pending_waits_for_review(run, file):
    run("import_bulletins", "--pending", str(file))

    assert list(Upload.objects.values_list("name", "status")) == [("第7期.txt", "pending")]
    assert not Issue.objects.exists()


@pytest.mark.django_db
def test_import_bulletins_as_json(run, file):
    report = json.loads(run("import_bulletins", "--json", "--dry-run", str(file))[1])

    assert (report["created"], report["files"][0]["file"]) == (1, str(file))


@pytest.mark.django_db
def test_reparse_says_what_would_change_and_writes_when_asked_to(run, file):
    run("import_bulletins", str(file))
    Entry.objects.filter(order=2).update(title="旧题")

    told = run("reparse", "--issue", "2025-7")
    written = run("reparse", "--all", "--apply")

    assert told == (
        0,
        "2025年第7期  /issues/2025/7/\n  第2条标题：旧题 → 县商务局上门招商\n"
        "1 updated, 0 unchanged, 0 failed（没有写入，写入请加 --apply）\n",
        "",
    )
    assert written[1].endswith("1 updated, 0 unchanged, 0 failed（已写入）\n")
    assert Entry.objects.get(order=2).title == "县商务局上门招商"


@pytest.mark.django_db
def test_reparse_as_json_and_with_the_difference(run, file):
    run("import_bulletins", str(file))
    Entry.objects.filter(order=2).update(title="旧题")

    assert json.loads(run("reparse", "--all", "--json")[1])["updated"] == 1
    assert "  +标题：县商务局上门招商\n" in run("reparse", "--all", "--diff")[1]


@pytest.mark.django_db
def test_reparse_takes_an_entry_away_only_with_replace(run, file):
    run("import_bulletins", str(file))
    make_entry(Issue.objects.get(), title="县民政局走访老人", body="目前，走访老人30人。")

    code, report, _ = run("reparse", "--all", "--apply")

    assert (code, report.splitlines()[1]) == (1, "  没有改动：会丢失第4条。确实要换的，请加 --replace。")
    assert run("reparse", "--all", "--apply", "--replace")[0] == 0
    assert Entry.objects.count() == 3


@pytest.mark.django_db
def test_reparse_of_an_unknown_issue_is_wrong_usage_and_names_near_ones(run, file):
    run("import_bulletins", str(file))

    assert run("reparse", "--issue", "2025-8") == (2, "", "没有 2025-8 这一期。相近的有：2025-7。")


@pytest.mark.parametrize("args", [[], ["--all", "--issue", "2025-7"]])
def test_reparse_needs_one_issue_or_all(args):
    with pytest.raises(CommandError, match="--issue"):
        call_command("reparse", *args)


@pytest.mark.django_db
def test_search_prints_the_form_that_scorers_read(run, file):
    run("import_bulletins", str(file))

    found = json.loads(run("search", "清洁家园", "--json")[1])

    assert found == {
        "total": 1,
        "results": [
            {
                "year": 2025,
                "number": 7,
                "order": 3,
                "title": "两乡镇推进清洁家园",
                "url": "/issues/2025/7/3/",
                "excerpt": "目前，护岸3处。",
            }
        ],
    }


@pytest.mark.django_db
def test_search_answers_a_batch_line_by_line(run, file, tmp_path):
    run("import_bulletins", str(file))
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"qid": "a", "query": "招商"}\n{"qid": "b", "query": "没有"}\n')

    lines = [json.loads(line) for line in run("search", "--batch", str(questions))[1].splitlines()]

    assert [(line["qid"], line["total"]) for line in lines] == [("a", 1), ("b", 0)]


@pytest.mark.django_db
def test_search_for_reading(run, file):
    run("import_bulletins", str(file))

    assert run("search", "招商")[1] == "1条\n  1. 县商务局上门招商  2025年第7期第2条\n"


@pytest.mark.django_db
@pytest.mark.parametrize("args", [["search"], ["search", "x", "--batch", "y"], ["search", "x", "--limit", "0"]])
def test_search_in_the_wrong_way_ends_with_two(run, args):
    assert run(*args)[0] == 2


@pytest.mark.django_db
def test_load_units_counts(run, tmp_path):
    file = tmp_path / "units.json"
    file.write_text(json.dumps({"county": "柳河县", "units": [{"name": "工信局", "kind": "department"}]}))

    assert run("load_units", str(file))[:2] == (0, "1 created, 0 updated, 0 unchanged（认出署名0处）\n")


@pytest.mark.django_db
def test_load_units_of_a_wrong_file_names_it(run, tmp_path):
    file = tmp_path / "units.json"
    file.write_text("[")

    code, _, error = run("load_units", str(file))

    assert code == 1
    assert error.startswith(f"{file}：名册要是 JSON")


@pytest.mark.django_db(transaction=True)
def test_rebuild_search_index_counts_entries(run, file):
    run("import_bulletins", str(file))

    assert run("rebuild_search_index")[1] == "3 indexed（条）\n"
