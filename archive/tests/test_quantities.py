"""Numbers and what they count by."""

import pytest

from archive.bulletin.figures.quantities import arabic_quantities, chinese_number, chinese_quantities


def read(text, quantities=arabic_quantities):
    return [(each.value, each.measure, each.qualifier, each.bound) for each in quantities(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("清淤38公里", (38, "公里", None, None)),
        ("补助1,234.5万元", (1234.5, "万元", None, None)),
        ("亩产达到1.2吨", (1.2, "吨", None, None)),
        ("巡查40余次", (40, "次", "余", None)),
        ("观众3万多人次", (3, "万人次", "多", None)),
        ("存粮近900吨", (900, "吨", "近", None)),
        ("入户约60户", (60, "户", "约", None)),
        ("农机70余台（套）", (70, "台（套）", "余", None)),
        ("合格率98%以上", (98, "%", "以上", "min")),
        ("税收突破2亿元", (2, "亿元", "突破", "min")),
        ("误差不超过3‰", (3, "‰", "不超过", "max")),
        ("提高2.5个百分点", (2.5, "个百分点", None, None)),
        ("用时4个月", (4, "个月", None, None)),
        ("苗木 300 余 株", (300, "株", "余", None)),
        ("苗木300\u00a0株", (300, "株", None, None)),
    ],
)
def test_a_quantity_is_a_number_with_its_measure_and_what_qualifies_it(text, quantity):
    assert read(text) == [quantity]


@pytest.mark.parametrize(
    "text",
    [
        "国道107沿线",
        "拨打12345热线",
        "PM2.5浓度",
        "4A级景区",
        "惠民365商场",
        "3号楼",
        "2025年3月28日",
        "澄政办〔2025〕3号",
        "编号20250328114512345次",
        "登记在12台账上",
        "每天8到10家",
        "给予50元至500元",
        "10%—20%",
    ],
)
def test_numbers_of_roads_telephones_dates_documents_and_ranges_are_no_quantities(text):
    assert [each for each in read(text) if each[1] != "年"] == []


def test_a_customer_agreement_is_not_about_a_number():
    assert [read(text)[0][2] for text in ("签约30家", "节约8万元", "附近3处")] == [None, None, None]


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("开展演练三次。", (3, "次", None, None)),
        ("化解纠纷十余起，", (10, "起", "余", None)),
        ("同比下降四成", (4, "成", None, None)),
        ("缩短至一天半。", (1.5, "天", None, None)),
        ("惠及近千人，", (1000, "人", "近", None)),
    ],
)
def test_chinese_numerals_count_at_the_end_of_a_clause(text, quantity):
    assert read(text, chinese_quantities) == [quantity]


@pytest.mark.parametrize("text", ["三项制度并行", "第一批，", "一站式", "四位一体", "数十次，", "3万元，", "30余次，"])
def test_chinese_numerals_inside_other_words_are_no_quantities(text):
    assert read(text, chinese_quantities) == []


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("十", 10),
        ("三十二", 32),
        ("两千一百", 2100),
        ("一百零五", 105),
        ("三万二千", 32000),
        ("百千", None),
        ("一二", None),
    ],
)
def test_chinese_numbers_are_read(numeral, number):
    assert chinese_number(numeral) == number
