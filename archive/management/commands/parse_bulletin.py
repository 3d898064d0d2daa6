import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.bulletin.document import as_document
from archive.bulletin.parser import ParseError, parse_bulletin
from archive.bulletin.reader import ReadError, read_document


class Command(BaseCommand):
    help = "读一份快报，说出读到了什么；不用数据库，也不存任何东西。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="全部内容，JSON")

    def handle(self, file, json: bool, **options):
        try:
            bulletin = parse_bulletin(read_document(file.read_bytes()).text)
        except OSError as error:
            raise CommandError(f"{file}：打不开：{error.strerror}", returncode=2) from None
        except ParseError as error:
            raise CommandError(f"{file}：第{error.line}行：{error}") from None
        except ReadError as error:
            raise CommandError(f"{file}：{error}") from None
        if json:
            return dumps(bulletin)
        for issue in bulletin.issues:
            number = f"第{issue.number}期" if issue.number else "期号不详"
            self.stdout.write(f"{issue.name or '刊名不详'} {number} {issue.date or '日期不详'}：{len(issue.entries)}条")
            for entry in issue.entries:
                self.stdout.write(f"  {entry.order:2}. {entry.title}（{' '.join(entry.units)}）")
        for warning in bulletin.warnings:
            self.stderr.write(f"{file}：第{warning.line}行：{warning.message}")
        return None


def dumps(bulletin) -> str:
    return json.dumps(as_document(bulletin), ensure_ascii=False, indent=1)
