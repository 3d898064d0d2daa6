import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.bulletin.document import as_lines
from archive.bulletin.reader import ReadError
from archive.members import parse_members, readable_name


class Command(BaseCommand):
    help = "读一份快报，或一个压缩包里的各份，说出读到了什么；不用数据库，也不存任何东西。"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="全部内容，JSON")

    def handle(self, file, **options):
        try:
            parsed = parse_members(file)
        except OSError as error:
            raise CommandError(f"{readable_name(file)}：打不开：{error.strerror}", returncode=2) from None
        except ReadError as error:
            raise CommandError(f"{readable_name(file)}：{error}") from None
        problems = "\n".join(f"{label}：{problem}" for label, problem in parsed.problems.items())
        if not parsed.bulletins:
            raise CommandError(problems)
        if options["json"]:
            self.stdout.write(json.dumps(parsed.as_document(), ensure_ascii=False, indent=1))
        else:
            for label, bulletin in parsed.bulletins.items():
                self.stdout.writelines(f"{line}\n" for line in as_lines(bulletin))
                self.stderr.writelines(f"{label}：第{each.line}行：{each.message}\n" for each in bulletin.warnings)
        if problems:
            self.stderr.write(problems)
            sys.exit(1)
