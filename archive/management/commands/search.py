import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.search.document import as_document, as_lines
from archive.search.ordering import NEWEST, RELEVANCE
from archive.search.service import search


class Command(BaseCommand):
    help = "检索已发布的条目。"

    def add_arguments(self, parser):
        parser.add_argument("query", nargs="?", metavar="QUERY")
        parser.add_argument("--limit", type=int, default=20)
        parser.add_argument("--sort", choices=["relevance", "date"], default="relevance")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--batch", type=Path, metavar="FILE.jsonl", help='每行一个 {"qid", "query"}，每行一个答案')

    def handle(self, query, limit, sort, batch, **options):
        if (query is None) == (batch is None):
            raise CommandError("要给出一个检索词，或者 --batch 文件，两者取一。", returncode=2)
        if limit < 1:
            raise CommandError("--limit 要从1起。", returncode=2)
        asked = {"sort": RELEVANCE if sort == "relevance" else NEWEST, "page_size": limit}
        if batch:
            self.answer_all(batch, asked)
            return
        result = search(query=query, **asked)
        lines = [json.dumps(as_document(result), ensure_ascii=False, indent=1)] if options["json"] else as_lines(result)
        self.stdout.writelines(f"{line}\n" for line in lines)

    def answer_all(self, batch: Path, asked: dict) -> None:
        try:
            for line in filter(str.strip, batch.read_text("utf-8").splitlines()):
                question = json.loads(line)
                answer = {"qid": question["qid"]} | as_document(search(query=str(question["query"]), **asked))
                self.stdout.write(json.dumps(answer, ensure_ascii=False))
        except OSError as error:
            raise CommandError(f"{batch}：打不开：{error.strerror}", returncode=2) from None
        except (ValueError, KeyError, TypeError) as error:
            raise CommandError(f'{batch}：每行要是 {{"qid", "query"}}：{error}', returncode=2) from None
