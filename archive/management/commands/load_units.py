from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.search.vocabulary import refresh_names
from archive.units import RegisterError, load_register


class Command(BaseCommand):
    help = "装入单位名册（JSON）；再次装入同一名册不会重复。已收录快报里未登记的署名随即重新认一遍。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, file, **options):
        try:
            result = load_register(file.read_text("utf-8"))
            refresh_names()
        except OSError as error:
            raise CommandError(f"{file}：打不开：{error.strerror}", returncode=2) from None
        except (RegisterError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}：{error}") from None
        return f"{result.created} created, {result.updated} updated, {result.unchanged} unchanged（认出署名{result.resolved}处）"
