from django.apps import AppConfig
from django.conf import settings


class ArchiveConfig(AppConfig):
    name = "archive"
    verbose_name = "快报资料库"

    def ready(self):
        from archive.search.tokenizer import use_cache

        use_cache(settings.DATA / "cache")
