"""The office's own words and groups of synonyms from a file; afterwards they are kept in the back office."""

import json
import re
from dataclasses import dataclass

from django.db import transaction

from archive.models import SynonymGroup, Word
from archive.search.normalize import normalize
from archive.search.vocabulary import refresh_names, wait_for_others

UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")  # JSON can name characters that PostgreSQL does not take
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
        wait_for_others()
        known = {normalize(text) for text in Word.objects.values_list("text", flat=True)}
        new_words = [Word(text=word) for word in words if normalize(word) not in known]
        there = [set(map(normalize, group)) for group in SynonymGroup.objects.values_list("words", flat=True)]
        new_groups = []
        for group in groups:
            if not _is_within(group, there):
                new_groups.append(SynonymGroup(words=group))
                there.append(set(map(normalize, group)))
        Word.objects.bulk_create(new_words)
        SynonymGroup.objects.bulk_create(new_groups)
        refresh_names()
    created = len(new_words) + len(new_groups)
    return LoadResult(created, len(words) + len(groups) - created)


def _is_within(group: list[str], there: list[set[str]]) -> bool:
    return any(set(map(normalize, group)) <= words for words in there)


def _read(content: str) -> tuple[list[str], list[list[str]]]:
    """A file's words, each once, and groups, their form checked."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise WordsError(f"词表要是 JSON：{error}") from None
    words = document.get("words", []) if isinstance(document, dict) else None
    groups = document.get("synonyms", []) if isinstance(document, dict) else None
    if not isinstance(words, list) or not isinstance(groups, list):
        raise WordsError('词表要形如 {"words": ["…"], "synonyms": [["…", "…"]]}。')
    for group in [words, *groups]:
        if not isinstance(group, list) or not all(map(_is_word, group)):
            raise WordsError(f"词要是一个到{LONGEST_WORD}个字的文字：{group}")
    words, *groups = ([" ".join(word.split()) for word in group] for group in [words, *groups])
    for word in words:
        if len(normalize(word)) < 2:
            raise WordsError(f"自定词语至少要有两个字：{word}")
    for group in groups:
        if len(set(map(normalize, group))) < max(len(group), 2):
            raise WordsError(f"一组近义词至少要有两个，而且各不相同：{'、'.join(group)}")
    return list({normalize(word): word for word in words}.values()), groups


def _is_word(value: object) -> bool:
    if not isinstance(value, str) or UNSTORABLE.search(value):
        return False
    return len(value) <= LONGEST_WORD and bool(normalize(value))
