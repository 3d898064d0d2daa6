"""The office's own words, which other words count as well, what is suggested while typing, and what was asked."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Word(models.Model):
    """A word of the office's own 自定词语 that jieba is to keep in one piece, as it does with the names of units."""

    text = models.CharField("词语", max_length=30)

    class Meta:
        verbose_name = verbose_name_plural = "自定词语"
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["text"], name="word_unique", violation_error_message="这个词已经有了。"),
            models.CheckConstraint(condition=~Q(text=""), name="word_not_empty"),
        ]

    def __str__(self):
        return self.text


class SynonymGroup(models.Model):
    """Words 近义词组 of which a reader who asks for one is shown the others' entries as well: 人居环境、清洁家园."""

    words = ArrayField(models.CharField(max_length=30), verbose_name="词语")

    class Meta:
        verbose_name = verbose_name_plural = "近义词组"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(words__len__gte=2), name="synonym_group_of_two_or_more"),
        ]

    def __str__(self):
        return "、".join(self.words)


class Suggestion(models.Model):
    """Something that can be asked for with success, and how it sounds. Made by `search.vocabulary`, never by hand.

    Issues and titles are not kept here: the index knows them as they are now. `weight` says which comes first: the
    number of published entries of a unit or a section, of published titles with a word, of times that a query was asked.
    `key` is the normalised text, `pairs` are its pairs of characters; `pinyin` is written together without tones and
    folded as `search.pinyin` says, `initials` are the first letters of its syllables: qinjiejiayuan, qjjy. `address` is
    the last part of a unit's.
    """

    class Kind(models.TextChoices):
        UNIT = "unit", "单位"
        ISSUE = "issue", "期"
        SECTION = "section", "栏目"
        WORD = "word", "词语"
        TITLE = "title", "标题"
        QUERY = "query", "常查"

    text = models.CharField("文字")
    key = models.CharField("归一的文字", default="")
    kind = models.CharField("类别", max_length=8, choices=Kind)
    weight = models.PositiveIntegerField("条数")
    pinyin = models.CharField("拼音")
    initials = models.CharField("首字母")
    pairs = ArrayField(models.TextField(), verbose_name="二字", default=list)
    address = models.CharField("地址", blank=True, default="")

    class Meta:
        verbose_name = verbose_name_plural = "检索提示"
        indexes = [
            models.Index(fields=["key"], name="suggestion_key", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["pinyin"], name="suggestion_pinyin", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["initials"], name="suggestion_initials", opclasses=["varchar_pattern_ops"]),
            GinIndex(fields=["pairs"], name="suggestion_pairs", fastupdate=False),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "text"], name="suggestion_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=["unit", "issue", "section", "word", "title", "query"]), name="suggestion_kind"
            ),
        ]

    def __str__(self):
        return self.text


class SearchLog(models.Model):
    """A question 检索记录 as it was asked, and how many entries it found. It does not say who asked."""

    time = models.DateTimeField("时间", auto_now_add=True)
    query = models.CharField("检索词", max_length=200)
    hits = models.PositiveIntegerField("条数")

    class Meta:
        verbose_name = verbose_name_plural = "检索记录"
        ordering = ["-time", "-pk"]
        indexes = [
            models.Index(fields=["time"], name="search_log_time"),
            models.Index(fields=["query"], name="search_log_query"),
        ]

    def __str__(self):
        return self.query
