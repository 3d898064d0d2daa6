"""The doors of the house: which module may import which. docs/architecture.md draws the picture."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ARCHIVE = Path(__file__).resolve().parents[1]

# A module imports only from lines above its own; modules of one line do not import each other, but for the parser's and
# search's own rooms, whose order is written out.
ORDER = [
    ["bulletin.reader.document"],
    ["bulletin.reader.text", "bulletin.reader.tree", "bulletin.reader.zipped", "bulletin.reader.marks"],
    ["bulletin.reader.unseen"],
    [
        "bulletin.reader.blanked",
        "bulletin.reader.kinds",
        "bulletin.reader.web_page",
        "bulletin.reader.office",
        "bulletin.reader.page",
    ],
    [
        "bulletin.reader.bundle",
        "bulletin.reader.printed",
        "bulletin.reader.word.clean",
        "bulletin.reader.word.package",
        "bulletin.reader.word.styles",
    ],
    ["bulletin.reader.pdf", "bulletin.reader.ofd", "bulletin.reader.word.numbering"],
    ["bulletin.reader.word.body", "bulletin.reader.apart"],
    ["bulletin.reader.word"],
    ["bulletin.reader", "bulletin.layout", "bulletin.numbering"],
    ["bulletin.wording"],
    ["bulletin.figures.quantities"],
    ["bulletin.figures.words"],
    ["bulletin.figures.extent"],
    ["bulletin.figures.sentence"],
    ["bulletin.furniture", "bulletin.dates", "bulletin.titles", "bulletin.figures", "bulletin.contents"],
    ["bulletin.masthead", "bulletin.names", "bulletin.parsed"],
    ["bulletin.ending", "bulletin.sections", "bulletin.segments", "bulletin.coverage", "bulletin.sources"],
    ["bulletin.entries"],
    ["bulletin.parser"],
    ["bulletin.document"],
    ["search.simplified", "search.periods", "search.syntax", "search.syllables"],
    ["search.normalize", "search.tokenizer", "search.pinyin"],
    ["search.query"],
    ["search.understood", "search.highlight", "search.ranking", "search.rewriting"],
    ["search.matching", "search.relaxation"],
    ["search.index.text", "processes"],
    ["reading"],
    ["models.register", "links"],
    ["models.issues", "models.vocabulary"],
    ["models.search", "models.revision"],
    ["models"],
    ["revision"],
    ["search.lexicon"],
    ["search.index.writing", "search.index.lookup", "search.index.listing", "search.index.bulk", "search.index.words"],
    ["search.index.counting", "search.index.glance"],
    ["search.index.frequencies"],
    ["search.index"],
    ["search.index.rebuild"],
    ["search.vocabulary", "search.log"],
    ["search.widening", "search.finding"],
    ["search.ordering", "search.fallback", "search.similar", "search.suggest.completion"],
    ["search.suggest.alike"],
    ["search.suggest.repair"],
    ["search.suggest"],
    ["units", "words"],
    ["comparison", "uploads", "members"],
    ["plans"],
    ["rows"],
    ["importer", "corrections", "search.service"],
    ["batch", "reparse", "search.document"],
    ["filters"],
    ["facets", "pages"],
    ["pages.parts", "pages.choosing"],
    ["pages.hints"],
    ["pages.results", "pages.trail", "pages.figure_table", "error_reports"],
    ["pages.matter"],
    ["pages.grid", "pages.nearest"],
    ["pages.original", "pages.prose", "pages.counts"],
    ["pages.entry_page"],
    ["pages.entries_by_year", "pages.peers", "pages.topics"],
    ["pages.side_by_side"],
    ["pages.sheet", "pages.brief", "downloads", "pages.holdings"],
    ["pages.front_page"],
    ["context"],
    ["forms"],
    ["admin.ways"],
    ["admin.register", "admin.issues", "admin.topics", "admin.words"],
    ["views.page", "views.addresses"],
    ["feeds", "sitemaps"],
    [
        *[
            "views",
            "views.front",
            "views.issues",
            "views.originals",
            "views.entries",
            "views.units",
            "views.sections",
            "views.compare",
        ],
        *["views.finding", "views.help", "views.missing", "desk", "views.machines", "admin", "suggestions"],
    ],
    ["urls"],
    ["templatetags.archive_tags", "management", "apps"],
]
PURE = [name for line in ORDER for name in line if name.startswith(("bulletin.", "search."))]
WITH_DATABASE = (
    "search.index",
    "search.lexicon",
    "search.log",
    "search.suggest",
    "search.vocabulary",
    "search.widening",
    "search.finding",
    "search.ordering",
    "search.fallback",
    "search.similar",
    "search.service",
    "search.document",
)
PURE = [name for name in PURE if not name.startswith(WITH_DATABASE)] + [
    "search.index.text",
    "processes",
    "reading",
    "members",
]
LONGEST_COMMAND = 50  # lines
LONGEST_VIEW = 25  # lines
PLACE = {name: place for place, line in enumerate(ORDER) for name in line}


def modules():
    for file in sorted(ARCHIVE.rglob("*.py")):
        name = ".".join(file.relative_to(ARCHIVE).with_suffix("").parts).removesuffix(".__init__")
        if (file.name != "__init__.py" or file.stat().st_size) and not name.startswith(("tests.", "migrations.")):
            yield name, file


def room(name):
    """management.commands.search → management; others are themselves."""
    return "management" if name.startswith("management.") else name


def imports_of(file):
    """Names in the archive that a file imports, in whatever way it is spelled."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = ["archive", *file.relative_to(ARCHIVE).parts[: -node.level]]
                base = ".".join([*package, base] if base else package)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def test_every_module_has_its_place():
    assert {room(name) for name, _ in modules()} == set(PLACE)


@pytest.mark.parametrize(("name", "file"), list(modules()), ids=[name for name, _ in modules()])
def test_a_module_imports_only_from_the_left(name, file):
    imported = {each.removeprefix("archive.") for each in imports_of(file) if each.startswith("archive.")}

    known = {each for each in imported if each in PLACE}
    assert {each for each in known if PLACE[each] >= PLACE[room(name)] and room(each) != room(name)} == set()


def test_pure_modules_know_nothing_of_django():
    """In an interpreter of its own, so that nothing else has imported it."""
    imports = ", ".join(f"archive.{name}" for name in PURE)

    check = subprocess.run(
        [sys.executable, "-c", f"import sys, {imports}; sys.exit('django' in sys.modules or 'jieba' in sys.modules)"],
        cwd=ARCHIVE.parent,
        check=False,
    )

    assert check.returncode == 0


def test_the_tokenizer_is_the_only_user_of_jieba():
    assert [name for name, file in modules() if any(each.split(".")[0] == "jieba" for each in imports_of(file))] == [
        "search.tokenizer"
    ]


def test_the_index_is_the_only_room_that_says_tsvector():
    said = [name for name, file in modules() if "tsquery" in file.read_text("utf-8")]

    assert said
    assert [name for name in said if not name.startswith("search.index")] == []


def test_no_template_marks_data_as_safe():
    templates = list((ARCHIVE.parent / "templates").rglob("*.html"))

    assert templates
    assert [
        file.name for file in templates if "|safe" in file.read_text("utf-8") or "autoescape" in file.read_text("utf-8")
    ] == []


def test_a_command_is_short():
    commands = (ARCHIVE / "management" / "commands").glob("[a-z]*.py")

    assert [file.name for file in commands if len(file.read_text("utf-8").splitlines()) > LONGEST_COMMAND] == []


def pages():
    """The views of public pages: functions that take a request, by file."""
    for file in sorted((ARCHIVE / "views").glob("*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.decorator_list and node.args.args[0].arg == "request":
                yield f"{file.stem}.{node.name}", node


def test_a_page_has_a_short_view():
    lengths = {name: node.end_lineno - node.lineno + 1 for name, node in pages()}

    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_VIEW} == {}


def test_a_page_has_one_template():
    templates = {
        name: {
            each.value
            for each in ast.walk(node)
            if isinstance(each, ast.Constant) and str(each.value).endswith(".html")
        }
        for name, node in pages()
    }

    assert {name: named for name, named in templates.items() if len(named) > 1} == {}
