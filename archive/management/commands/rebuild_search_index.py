from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from archive.search.index.rebuild import RebuildError, rebuild


class Command(BaseCommand):
    help = "重建检索索引，用于程序升级改变了分词或归一之后。重建期间检索和导入照常；中断后再运行一次，会接着做。"

    def add_arguments(self, parser):
        parser.add_argument("--jobs", type=int, help="用几个进程分词（默认与处理器一样多）")
        parser.add_argument("--restart", action="store_true", help="不接着上次中断的做，从头来")

    def handle(self, jobs, restart, **options):
        console = Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            task = progress.add_task("重建索引", total=None)
            try:
                count = rebuild(
                    jobs=jobs,
                    restart=restart,
                    tell=lambda done, total: progress.update(task, completed=done, total=total),
                )
            except RebuildError as error:
                raise CommandError(str(error)) from error
        return f"{count} indexed（条）"
