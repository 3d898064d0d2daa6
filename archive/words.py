"""The office's own words, groups of synonyms and topics from a file; afterwards they are kept in the back office."""

import json
import re
from dataclasses import dataclass

from django.db import transaction

from archive.models import Section, SynonymGroup, Topic, Word
from archive.search.normalize import normalize
from archive.search.vocabulary import refresh_names, wait_for_others

UNSTORABLE = re.compile(r"[\x00\ud800-\udfff]")  # JSON can name characters that PostgreSQL does not take
LONGEST_WORD = SynonymGroup._meta.get_field("words").base_field.max_length


class WordsError(ValueError):
    """A file of words that cannot be loaded; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class ListedTopic:
    """A topic of a file, with the printed sections that it is to hold."""

    name: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LoadResult:
    """`notes` say which sections of topics were left alone, and why."""

    created: int = 0
    unchanged: int = 0
    notes: tuple[str, ...] = ()


def load_words(content: str) -> LoadResult:
    """Load a file of words (fixtures/words.json shows its form): what is not there yet is added, nothing is removed.

    Loading the same file again changes nothing. Raises WordsError; then nothing is stored.
    """
    words, groups, topics = _read(content)
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
        of_topics = _load_topics(topics)
    created = len(new_words) + len(new_groups)
    return LoadResult(
        created + of_topics.created,
        len(words) + len(groups) - created + of_topics.unchanged,
        of_topics.notes,
    )


def _load_topics(topics: list[ListedTopic]) -> LoadResult:
    """Make topics that are new, and put sections under them that are under none. What a person has put elsewhere stays,
    and a section comes with the first bulletin that has it, not from a list."""
    created, unchanged, notes = 0, 0, []
    last = Topic.objects.order_by("-rank").values_list("rank", flat=True).first() or 0
    sections = {section.name: section for section in Section.objects.select_related("topic")}
    for rank, listed in enumerate(topics, start=last + 1):
        topic, is_new = Topic.objects.get_or_create(name=listed.name, defaults={"rank": rank})
        there = [sections[name] for name in listed.sections if name in sections]
        free = [section for section in there if section.topic is None]
        Section.objects.filter(pk__in=[section.pk for section in free]).update(topic=topic)
        created += is_new + len(free)
        unchanged += (not is_new) + sum(section.topic == topic for section in there)
        if missing := [name for name in listed.sections if name not in sections]:
            notes.append(f"主题“{listed.name}”里的栏目还没有收录：{'、'.join(missing)}")
        notes += [
            f"栏目“{section.name}”已经归在主题“{section.topic.name}”，没有改到“{listed.name}”。"
            for section in there
            if section.topic not in (None, topic)
        ]
    return LoadResult(created, unchanged, tuple(notes))


def _is_within(group: list[str], there: list[set[str]]) -> bool:
    return any(set(map(normalize, group)) <= words for words in there)


def _read(content: str) -> tuple[list[str], list[list[str]], list[ListedTopic]]:
    """A file's words, each once, groups and topics, their form checked."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise WordsError(f"词表要是 JSON：{error}") from None
    words, groups, topics = (
        document.get(name, []) if isinstance(document, dict) else None for name in ("words", "synonyms", "topics")
    )
    if not isinstance(words, list) or not isinstance(groups, list) or not isinstance(topics, list):
        raise WordsError(
            '词表要形如 {"words": ["…"], "synonyms": [["…", "…"]], "topics": [{"name": "…", "sections": ["…"]}]}。'
        )
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
    return list({normalize(word): word for word in words}.values()), groups, _topics_of(topics)


def _topics_of(listed: list) -> list[ListedTopic]:
    topics, topic_of = [], {}
    for topic in listed:
        sections = topic.get("sections") if isinstance(topic, dict) else None
        if not (isinstance(sections, list) and _is_name(topic.get("name")) and all(map(_is_name, sections))):
            raise WordsError(f'主题要形如 {{"name": "农业农村", "sections": ["农业生产", "三夏生产"]}}：{topic}')
        name = topic["name"].strip()
        if any(other.name == name for other in topics):
            raise WordsError(f"主题“{name}”写了两次，请把栏目合在一处。")
        topics.append(ListedTopic(name, tuple(dict.fromkeys(section.strip() for section in sections))))
        for section in topics[-1].sections:
            if (other := topic_of.setdefault(section, name)) != name:
                raise WordsError(f"栏目“{section}”既写在主题“{other}”里，又写在“{name}”里，只能归一个主题。")
    return topics


def _is_name(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not UNSTORABLE.search(value)


def _is_word(value: object) -> bool:
    if not isinstance(value, str) or UNSTORABLE.search(value):
        return False
    return len(value) <= LONGEST_WORD and bool(normalize(value))
