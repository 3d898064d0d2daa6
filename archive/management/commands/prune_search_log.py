from django.core.management.base import BaseCommand

from archive.search.log import KEPT_DAYS, prune


class Command(BaseCommand):
    help = f"删去{KEPT_DAYS}天以前的检索记录。检索时也会不时自动删去；没有人检索的站点可以每晚运行一次。"

    def handle(self, **options):
        return f"{prune()} deleted（条检索记录）"
