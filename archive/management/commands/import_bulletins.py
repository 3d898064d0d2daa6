import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import track

from archive.batch import Batch, bulletin_files
from archive.members import readable_name


class Command(BaseCommand):
    help = "导入快报文件、压缩包，或文件夹里的全部快报；导入后即公开，可以检索。再次导入同一文件不会重复。"

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件或文件夹（连同下级文件夹）")
        parser.add_argument("--dry-run", action="store_true", help="只说会做什么，什么也不存")
        parser.add_argument("--pending", action="store_true", help="存为待审，在编辑台批准后才公开")
        parser.add_argument(
            "--replace", action="store_true", help="同一期已经收录而内容大不一样，或者已经撤下，也换掉并公开"
        )
        parser.add_argument("--json", action="store_true", help="结果用 JSON")

    def handle(self, paths, dry_run, pending, verbosity, **options):
        if missing := [readable_name(path) for path in paths if not path.exists()]:
            raise CommandError(f"没有这个文件或文件夹：{'、'.join(missing)}", returncode=2)
        as_json = options["json"]
        batch = Batch(dry_run=dry_run, publish=not pending, reviewed=options["replace"], reported=as_json)
        files, batch.passed_over = bulletin_files(paths)
        console = Console(stderr=True)
        tell = console.out if console.is_terminal else self.stderr.write
        done = batch.take_all(files)
        for _ in track(done, "导入", len(files), console=console, transient=True, disable=not console.is_terminal):
            for message in batch.messages if verbosity and not as_json else []:
                tell(message)
            batch.messages.clear()
        self.stdout.write(json.dumps(batch.as_document(), ensure_ascii=False, indent=1) if as_json else batch.totals)
        if batch.failed:
            sys.exit(1)
