"""The register of units: which there are, and the names under which they are printed."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse


class Unit(models.Model):
    """A unit 单位 of the register: department, township, sub-district, development zone or public institution."""

    class Kind(models.TextChoices):
        DEPARTMENT = "department", "县直部门"
        TOWNSHIP = "township", "乡镇"
        SUBDISTRICT = "subdistrict", "街道"
        ZONE = "zone", "开发区"
        INSTITUTION = "institution", "事业单位"

    county = models.CharField("县")
    name = models.CharField("名称", help_text="平常用的简称，例如：工信局")
    full_name = models.CharField("全称", blank=True)
    kind = models.CharField("单位类别", max_length=12, choices=Kind)
    rank = models.PositiveSmallIntegerField("建制顺序", default=0)
    slug = models.CharField("地址", editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "单位"
        ordering = ["county", "rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "name"], name="unit_name_unique", violation_error_message="本县已有同名单位。"
            ),
            models.UniqueConstraint(fields=["slug"], name="unit_slug_unique"),
            models.CheckConstraint(
                condition=Q(kind__in=["department", "township", "subdistrict", "zone", "institution"]), name="unit_kind"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("archive:unit", args=[self.slug])


class UnitAlias(models.Model):
    """Every name under which a unit is printed, its own name among them. A name belongs to one unit of a county.

    `since` and `until` are for readers: a name is resolved whatever the year, for old names are printed on.
    """

    unit = models.ForeignKey(Unit, verbose_name="单位", on_delete=models.CASCADE, related_name="aliases")
    county = models.CharField("县", editable=False)
    name = models.CharField("别名")
    since = models.PositiveSmallIntegerField("自（年）", null=True, blank=True)
    until = models.PositiveSmallIntegerField("至（年）", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "别名"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "name"],
                name="alias_belongs_to_one_unit",
                violation_error_message="这个名称已经属于另一个单位。",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(since__lte=F("until")),
                name="alias_since_not_after_until",
            ),
        ]

    def __str__(self):
        return self.name
