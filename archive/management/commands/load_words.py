from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from archive.words import WordsError, load_words


class Command(BaseCommand):
    help = "装入自定词语、近义词组和主题（JSON，见 fixtures/words.json）；只添没有的，再次装入不会重复。"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, file, **options):
        try:
            result = load_words(file.read_text("utf-8-sig"))
        except OSError as error:
            raise CommandError(f"{file}：打不开：{error.strerror}", returncode=2) from None
        except (WordsError, UnicodeDecodeError) as error:
            raise CommandError(f"{file}：{error}") from None
        return "\n".join([f"{result.created} created, {result.unchanged} unchanged", *result.notes])
