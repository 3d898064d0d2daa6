import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.search.service import NEWEST, RELEVANCE, search


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
        order = RELEVANCE if sort == "relevance" else NEWEST
        if batch:
            for line in batch.read_text("utf-8").splitlines():
                asked = json.loads(line)
                found = search(query=asked["query"], sort=order, page_size=limit)
                self.stdout.write(json.dumps({"qid": asked["qid"]} | as_document(found), ensure_ascii=False))
            return
        found = search(query=query, sort=order, page_size=limit)
        if options["json"]:
            self.stdout.write(json.dumps(as_document(found), ensure_ascii=False, indent=1))
            return
        for note in found.notes:
            self.stdout.write(note)
        self.stdout.write(f"{'' if found.exact else '约'}{found.total}条")
        for match in found.matches:
            self.stdout.write(f"{match.number:3}. {match.entry.title}  {match.entry.issue.label}第{match.entry.order}条")


def as_document(found) -> dict:
    return {
        "total": found.total,
        "results": [
            {
                "year": match.entry.issue.year,
                "number": match.entry.issue.number,
                "order": match.entry.order,
                "title": match.entry.title,
                "url": match.entry.get_absolute_url(),
                "excerpt": "".join(fragment.text for fragment in match.excerpt),
            }
            for match in found.matches
        ],
    }
