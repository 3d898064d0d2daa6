"""The office's own words and groups of synonyms from a file; afterwards they are kept in the back office."""

import json
from dataclasses import dataclass

from django.db import transaction

from archive.models import SynonymGroup, Word
from archive.search.normalize import normalize
from archive.search.vocabulary import refresh_names

LONGEST_WORD = SynonymGroup._meta.get_field("words").base_field.max_length


class WordsError(ValueError):
    """A file of words that cannot be loaded; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    created: int = 0
    unchanged: int = 0


def load_words(content: str) -> LoadResult:
    """Load a file of words (fixtures/words.json shows its form): what is not there yet is added, nothing is removed.

    Loading the same file again changes nothing. Raises WordsError; then nothing is stored.
    """
    words, groups = _read(content)
    with transaction.atomic():
        known = {normalize(text) for text in Word.objects.values_list("text", flat=True)}
        new_words = [Word(text=word) for word in words if normalize(word) not in known]
        there = [set(map(normalize, group)) for group in SynonymGroup.objects.values_list("words", flat=True)]
        new_groups = [SynonymGroup(words=group) for group in groups if not _is_within(group, there)]
        Word.objects.bulk_create(new_words)
        SynonymGroup.objects.bulk_create(new_groups)
        refresh_names()
    created = len(new_words) + len(new_groups)
    return LoadResult(created, len(words) + len(groups) - created)


def _is_within(group: list[str], there: list[set[str]]) -> bool:
    return any(set(map(normalize, group)) <= words for words in there)


def _read(content: str) -> tuple[list[str], list[list[str]]]:
    """A file's words and groups, their form checked; each once."""
    try:
        document = json.loads(content)
    except ValueError as error:
        raise WordsError(f"词表要是 JSON：{error}") from None
    words = document.get("words", []) if isinstance(document, dict) else None
    groups = document.get("synonyms", []) if isinstance(document, dict) else None
    if not isinstance(words, list) or not isinstance(groups, list):
        raise WordsError('词表要形如 {"words": ["…"], "synonyms": [["…", "…"]]}。')
    for group in [words, *groups]:
        if not isinstance(group, list) or not all(map(_is_word, group)):
            raise WordsError(f"词要是一个到{LONGEST_WORD}个字的文字：{group}")
    for group in groups:
        if len(set(map(normalize, group))) < max(len(group), 2):
            raise WordsError(f"一组近义词至少要有两个，而且各不相同：{'、'.join(group)}")
    return list({normalize(word): word for word in words}.values()), groups


def _is_word(value: object) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_WORD and bool(normalize(value)) and "\x00" not in value
