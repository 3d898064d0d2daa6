from django.core.management.base import BaseCommand

from archive.models import Entry
from archive.search.index.writing import index_entries


class Command(BaseCommand):
    help = "重建检索索引，用于程序升级改变了分词或归一之后。重建期间检索照常。"

    def handle(self, **options):
        return f"{index_entries(Entry.objects.all())} indexed（条）"
