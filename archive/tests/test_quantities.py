"""Numbers and what they count by."""

import pytest

from archive.bulletin.figures.quantities import arabic_quantities, chinese_number, chinese_quantities, ranks, shares


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
        "上午9时30分",
        "下午3点15分",
        "用时2小时30分",
    ],
)
def test_numbers_of_roads_telephones_dates_documents_and_ranges_are_no_quantities(text):
    assert [each for each in read(text) if each[1] not in ("年", "小时")] == []


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("排查3万2千户", 32000, "户"),
        ("整治5千3百余亩", 5300, "亩"),
        ("投入1亿2000万元", 120_000_000, "元"),
        ("参与2万500人", 20500, "人"),
        ("改造2 300户", 2300, "户"),
        ("改造12\u00a0345\u2009678户", 12_345_678, "户"),
    ],
)
def test_a_number_printed_in_parts_is_one_number(text, value, measure):
    assert [each[:2] for each in read(text)] == [(value, measure)]


@pytest.mark.parametrize(
    "text", ["3万2户", "3千2百万元", "1万亿2000亿元", "改造5 30户", "国道2025 300户", "办理3，25件"]
)
def test_the_end_of_a_number_that_cannot_be_put_together_is_no_quantity(text):
    assert read(text) == []


def test_the_first_so_many_are_a_rank_and_what_came_before_is_none():
    quantities = [next(arabic_quantities(text, 0, len(text))) for text in ("全省前10名", "目前10名", "提前3位")]

    assert [(each.value, each.ordinal, each.bound) for each in quantities] == [
        (10, True, "max"),
        (10, False, None),
        (3, False, None),
    ]


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
        ("栽植三千株。", (3000, "株", None, None)),
        ("改造五百平方米；", (500, "平方米", None, None)),
        ("播种三万亩（含复种）", (3, "万亩", None, None)),
        ("播种三万二千亩。", (32000, "亩", None, None)),
        ("发放三千余份。", (3000, "份", "余", None)),
        ("争取五百余万元。", (500, "万元", "余", None)),
        ("完成五千万元。", (5000, "万元", None, None)),
        ("完成三亿五千万元。", (350_000_000, "元", None, None)),
        ("扑灭火情一起。", (1, "起", None, None)),
    ],
)
def test_chinese_numerals_count_at_the_end_of_a_clause(text, quantity):
    assert read(text, chinese_quantities) == [quantity]


@pytest.mark.parametrize(
    "text", ["三项制度并行", "第一批，", "一站式", "四位一体", "数十次，", "3万元，", "30余次，", "3 千元，"]
)
def test_chinese_numerals_inside_other_words_are_no_quantities(text):
    assert read(text, chinese_quantities) == []


@pytest.mark.parametrize(
    "text", ["聚在一起，", "连成一片。", "四面八方，", "水质为三类，", "九时三十分，", "二〇二五年，"]
)
def test_chinese_numerals_of_idioms_classes_and_dates_are_no_quantities(text):
    assert read(text, chinese_quantities) == []


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("办结率达百分之九十八，", (98, "%", None, None)),
        ("百分之百。", (100, "%", None, None)),
        ("百分之九十八点零五以上。", (98.05, "%", "以上", "min")),
        ("百分之98.5。", (98.5, "%", None, None)),
        ("千分之三。", (3, "‰", None, None)),
        ("缩短一半。", (50, "%", None, None)),
        ("超过一半。", (50, "%", "超过", "min")),
    ],
)
def test_shares_are_read_in_words(text, quantity):
    assert read(text, shares) == [quantity]


@pytest.mark.parametrize("text", ["百分之百的努力", "另一半，", "一半以上的群众", "百分之点五，"])
def test_shares_within_other_words_are_no_quantities(text):
    assert read(text, shares) == []


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("全市第一，", (1, "", None)),
        ("全市第二位。", (2, "位", None)),
        ("全省第12。", (12, "", None)),
        ("全市前三。", (3, "", "max")),
    ],
)
def test_ranks_are_read_in_words(text, rank):
    assert [(each.value, each.measure, each.bound) for each in ranks(text, 0, len(text))] == [rank]


@pytest.mark.parametrize("text", ["第一书记，", "第一批。", "目前三，", "前三季度，", "第百千。"])
def test_other_ordinals_are_no_ranks(text):
    assert list(ranks(text, 0, len(text))) == []


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("十", 10),
        ("三十二", 32),
        ("两千一百", 2100),
        ("一百零五", 105),
        ("三万二千", 32000),
        ("三亿五千万", 350_000_000),
        ("一万亿二", None),
        ("二〇二五", None),
        ("百千", None),
        ("一二", None),
    ],
)
def test_chinese_numbers_are_read(numeral, number):
    assert chinese_number(numeral) == number
