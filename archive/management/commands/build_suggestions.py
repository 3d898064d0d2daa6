from django.core.management.base import BaseCommand

from archive.search.vocabulary import rebuild


class Command(BaseCommand):
    help = "重建检索提示所用的词语（单位、栏目、标题里的词、常查的词）。检索照常；宜每晚运行一次。"

    def handle(self, **options):
        return f"{rebuild()} suggestions（条提示）"
