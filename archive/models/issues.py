"""Bulletins, their issues and entries, and the uploaded files that they were read from."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.urls import reverse

from archive.models.register import Unit

UNDATED = "undated"  # the "year" in the address of an issue whose year or number is not known


class Bulletin(models.Model):
    """A publication 刊名, such as 延津政务快报."""

    name = models.CharField("刊名")
    county = models.CharField("县", blank=True, help_text="例如：延津县。单位名册按县分开。")

    class Meta:
        verbose_name = verbose_name_plural = "刊名"
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="bulletin_name_unique", violation_error_message="这个刊名已经有了。"
            ),
        ]

    def __str__(self):
        return self.name


class UploadQuerySet(models.QuerySet):
    def for_lists(self):
        """Neither the bytes nor the text are fetched, but whether a person has to type the text: `is_untyped`."""
        is_untyped = ExpressionWrapper(Q(text=""), output_field=models.BooleanField(null=True))
        return self.defer("content", "text").annotate(is_untyped=is_untyped)


class Upload(models.Model):
    """A file as it came in: the original bytes, untouched, the text that was read from them, and who brought it when.

    The bytes live in the database so that a file and the rows made from it are stored, or not stored, together,
    and one backup holds everything. All places in the file are places in its text; it is null where the file has not
    been read yet, and empty where there is none to read, as in a scanned PDF.
    """

    class Status(models.TextChoices):
        PENDING = "pending", "待审"
        PUBLISHED = "published", "已发布"
        REJECTED = "rejected", "已退回"

    name = models.CharField("文件名")
    content = models.BinaryField("原件")
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("SHA-256", max_length=64)
    text = models.TextField("读出的文字", null=True, editable=False)  # noqa: DJ001 -- null and empty differ, see above
    kind = models.CharField("文件格式", blank=True, editable=False, help_text="按内容判断，不看文件名")
    notes = ArrayField(models.TextField(), verbose_name="读取时的提示", default=list, editable=False)
    # Whether `notes` tell also what the file holds and does not print; older versions have not looked for all of it.
    looked_through = models.BooleanField("查过看不见的内容", default=False, editable=False)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.PENDING)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="上传人", null=True, blank=True, on_delete=models.SET_NULL
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "上传记录"
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["sha256"], name="upload_sha256")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=["pending", "published", "rejected"]), name="upload_status"),
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_not_empty"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("archive:upload_review", args=[self.pk])


class Topic(models.Model):
    """A topic 主题: what sections of several names are about, as a person has put them together."""

    name = models.CharField("主题", help_text="例如：乡村振兴。名称不同、内容相同的栏目归到一个主题。")
    rank = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "主题"
        ordering = ["rank", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="topic_name_unique", violation_error_message="这个主题已经有了。"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("archive:topic", args=[self.name])


class Section(models.Model):
    """A section head 栏目 as printed, without its brackets: 经济发展."""

    name = models.CharField("栏目")
    topic = models.ForeignKey(
        Topic, verbose_name="主题", null=True, blank=True, on_delete=models.SET_NULL, related_name="sections"
    )

    class Meta:
        verbose_name = verbose_name_plural = "栏目"
        constraints = [models.UniqueConstraint(fields=["name"], name="section_name_unique")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("archive:section", args=[self.name])


class IssueQuerySet(models.QuerySet):
    def published(self):
        return self.filter(status=Issue.Status.PUBLISHED)

    def withdrawn(self):
        """Taken off the public pages after they had been there."""
        return self.filter(status=Issue.Status.WITHDRAWN)

    def corrected(self):
        """In which a person has set something; few, with an index of their own."""
        return self.exclude(corrected={})

    def numbered(self, year: int | None, number: int):
        """Issues with a number, of one year or of any."""
        return self.filter(number=number, **({"year": year} if year else {}))

    def newest_first(self):
        """By date, then number; issues without a date come last."""
        return self.order_by(F("date").desc(nulls_last=True), F("number").desc(nulls_last=True), "-pk")


class Issue(models.Model):
    """One issue 期 of a bulletin. Its key is (bulletin, year, number); what the file does not say stays empty.

    `corrected` holds the fields that a person has set, each with what the file says: {"number": 47}.
    """

    class Status(models.TextChoices):
        WITHDRAWN = "withdrawn", "已撤下"
        PUBLISHED = "published", "已发布"

    bulletin = models.ForeignKey(
        Bulletin, verbose_name="刊名", null=True, blank=True, on_delete=models.PROTECT, related_name="issues"
    )
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    number = models.PositiveSmallIntegerField("期号", null=True, blank=True)
    date = models.DateField("日期", null=True, blank=True)
    office = models.CharField("编印单位", blank=True)
    distribution = models.TextField("本期发", blank=True)
    editor = models.CharField("责任编辑", blank=True)
    reviewer = models.CharField("审核", blank=True)
    signer = models.CharField("签发", blank=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.WITHDRAWN)
    address = models.CharField(
        "地址", editable=False, help_text="“2025/44”；没有期号的期有自己的固定地址。一经给出不再改变。"
    )
    corrected = models.JSONField("由人改过", default=dict, blank=True, editable=False)
    upload = models.ForeignKey(Upload, verbose_name="原件", on_delete=models.PROTECT, related_name="issues")
    start = models.PositiveIntegerField("原文起点", help_text="按原件文本的字符计")
    end = models.PositiveIntegerField("原文终点")

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "期"
        constraints = [
            models.UniqueConstraint(
                fields=["bulletin", "year", "number"],
                name="issue_bulletin_year_number_unique",
                violation_error_message="这一期已经收录。",
            ),
            models.UniqueConstraint(fields=["address"], name="issue_address_unique"),
            models.CheckConstraint(condition=Q(status__in=["withdrawn", "published"]), name="issue_status"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="issue_span"),
            models.CheckConstraint(condition=Q(number__isnull=True) | Q(number__gt=0), name="issue_number_positive"),
        ]
        indexes = [
            models.Index(F("date").desc(nulls_last=True), name="issue_date"),
            # Every import asks for an issue whose key a person has set.
            models.Index(fields=["year"], condition=~Q(corrected={}), name="issue_corrected"),
        ]

    def __str__(self):
        return f"{self.bulletin or '刊名不详'} {self.label}"

    def get_absolute_url(self):
        return reverse("archive:issue", args=self.address.split("/"))

    @property
    def label(self):
        """2025年第44期, as far as it is known."""
        year = f"{self.year}年" if self.year else ""
        return f"{year}第{self.number}期" if self.number else f"{year}未编期的散件"

    @property
    def short_label(self):
        return f"第{self.number}期" if self.number else "散件"


class EntryQuerySet(models.QuerySet):
    def published(self):
        return self.filter(issue__status=Issue.Status.PUBLISHED)

    def newest_first(self):
        """By the date of the issue, and within it as printed; entries of undated issues come last."""
        return self.order_by(F("issue__date").desc(nulls_last=True), "-issue", "order")

    def for_lists(self):
        """With all that a list row shows, in a fixed number of queries."""
        attributions = models.Prefetch("attributions", Attribution.objects.select_related("unit"))
        return self.select_related("issue__bulletin", "section").prefetch_related(attributions)


class Entry(models.Model):
    """An entry 条目: the unit of search. Title and body are as printed, with line wraps and conversion marks undone.

    `address` is the last part of its address: its printed place when it came in, or the next number that no entry of the
    issue has had. It stays when a better reading of the file moves the entry. `corrected` holds what a person has set, as in `Issue`.
    """

    issue = models.ForeignKey(Issue, verbose_name="期", on_delete=models.CASCADE, related_name="entries")
    order = models.PositiveIntegerField("次序", help_text="本期第几条，从1起")
    address = models.PositiveIntegerField("地址", editable=False, help_text="一经给出不再改变")
    section = models.ForeignKey(
        Section, verbose_name="栏目", null=True, blank=True, on_delete=models.PROTECT, related_name="entries"
    )
    title = models.TextField("标题")
    body = models.TextField("正文", blank=True)
    source_bracket = models.CharField("署名括号", blank=True, help_text="照原文")
    doubtful = models.BooleanField("标题断处存疑", default=False)
    corrected = models.JSONField("由人改过", default=dict, blank=True, editable=False)
    start = models.PositiveIntegerField("原文起点", help_text="按原件文本的字符计")
    end = models.PositiveIntegerField("原文终点")
    units = models.ManyToManyField("Unit", through="Attribution", related_name="entries", verbose_name="单位")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "条目"
        ordering = ["issue", "order"]
        indexes = [HashIndex(fields=["title"], name="entry_title")]  # an import asks which titles are here already
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "order"], name="entry_order_unique", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["issue", "address"], name="entry_address_unique"),
            models.CheckConstraint(condition=Q(order__gt=0), name="entry_order_positive"),
            models.CheckConstraint(condition=~Q(title=""), name="entry_title_not_empty"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="entry_span"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("archive:entry", args=[*self.issue.address.split("/"), self.address])


class ErrorReport(models.Model):
    """What a reader says is wrong in an entry. Who said it is not kept."""

    entry = models.ForeignKey(Entry, verbose_name="条目", on_delete=models.CASCADE, related_name="error_reports")
    text = models.TextField("错在哪里")
    reported_at = models.DateTimeField("报告时间", auto_now_add=True)
    settled = models.BooleanField("已处理", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "读者报告的错误"
        ordering = ["settled", "-reported_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="error_report_not_empty")]

    def __str__(self):
        return self.text[:40]


class FormerAddress(models.Model):
    """The address of an entry that is gone, with what stood there: never given to another, but to it when it comes back.

    `entry` is the one that it has become part of, to which its address leads; empty when there is none.
    """

    issue = models.ForeignKey(Issue, verbose_name="期", on_delete=models.CASCADE, related_name="former_addresses")
    address = models.PositiveIntegerField("地址")
    title = models.TextField("标题")
    body = models.TextField("正文", blank=True)
    entry = models.ForeignKey(
        Entry, verbose_name="条目", null=True, blank=True, on_delete=models.SET_NULL, related_name="former_addresses"
    )

    class Meta:
        verbose_name = verbose_name_plural = "旧地址"
        constraints = [models.UniqueConstraint(fields=["issue", "address"], name="former_address_unique")]

    def __str__(self):
        return f"{self.issue.address}/{self.address}"


class AttributionQuerySet(models.QuerySet):
    def unresolved(self):
        return self.filter(unit__isnull=True)


class Attribution(models.Model):
    """One name in an entry's source bracket, as printed, and the unit it stands for; no unit means not resolved yet."""

    entry = models.ForeignKey(Entry, verbose_name="条目", on_delete=models.CASCADE, related_name="attributions")
    order = models.PositiveIntegerField("次序")
    name = models.CharField("署名（照原文）")
    unit = models.ForeignKey(
        Unit, verbose_name="单位", null=True, blank=True, on_delete=models.SET_NULL, related_name="attributions"
    )

    objects = AttributionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "署名"
        ordering = ["entry", "order"]
        constraints = [models.UniqueConstraint(fields=["entry", "order"], name="attribution_order_unique")]

    def __str__(self):
        return self.name


class Segment(models.Model):
    """The part of one unit in a joint entry. `lead` and `text` of all segments joined are the entry's body."""

    entry = models.ForeignKey(Entry, verbose_name="条目", on_delete=models.CASCADE, related_name="segments")
    order = models.PositiveIntegerField("次序")
    attribution = models.ForeignKey(
        Attribution, verbose_name="署名", null=True, blank=True, on_delete=models.CASCADE, related_name="segments"
    )
    lead = models.CharField("段首单位（照原文）", blank=True)
    text = models.TextField("正文", blank=True)
    bold = models.BooleanField("段首加粗", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "分段"
        ordering = ["entry", "order"]
        constraints = [models.UniqueConstraint(fields=["entry", "order"], name="segment_order_unique")]

    def __str__(self):
        return f"{self.lead}{self.text}"[:40]
