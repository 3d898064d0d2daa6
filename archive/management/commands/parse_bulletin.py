import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.bulletin.document import as_document, as_lines
from archive.bulletin.parser import ParseError, parse_bulletin
from archive.bulletin.reader import ReadError, read_document


class Command(BaseCommand):
    help = "读一份快报，说出读到了什么；不用数据库，也不存任何东西。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="全部内容，JSON")

    def handle(self, file, **options):
        try:
            bulletin = parse_bulletin(read_document(file.read_bytes()).text)
        except OSError as error:
            raise CommandError(f"{file}：打不开：{error.strerror}", returncode=2) from None
        except ParseError as error:
            raise CommandError(f"{file}：第{error.line}行：{error}") from None
        except ReadError as error:
            raise CommandError(f"{file}：{error}") from None
        if options["json"]:
            self.stdout.write(json.dumps(as_document(bulletin), ensure_ascii=False, indent=1))
            return
        self.stdout.writelines(f"{line}\n" for line in as_lines(bulletin))
        self.stderr.writelines(f"{file}：第{each.line}行：{each.message}\n" for each in bulletin.warnings)
