"""What a body says was achieved."""

import json
from pathlib import Path

import pytest

from archive.bulletin.figures import ParsedFigure, figures_of, result_sentence

PROJECT = Path(__file__).resolve().parents[2]
LABELS = Path(__file__).parent / "golden"
GOLD = sorted((PROJECT.parent / "shared/gold").glob("*.json"))
SHARE = 0.95  # of the labelled figures found, and of the figures given that are labelled


def texts(body):
    return [figure.text for figure in figures_of(body)]


def carried(body):
    return [(figure.text, figure.carried) for figure in figures_of(body)]


def keys(figures):
    return [(each["text"], each["value"], each["measure"]) for each in figures]


def recall_and_precision(pairs):
    """Shares over (labelled, given) lists of figures."""
    wanted = found = given = 0
    for labelled, figures in pairs:
        left = list(figures)
        wanted, given = wanted + len(labelled), given + len(left)
        for figure in labelled:
            if figure in left:
                left.remove(figure)
                found += 1
    return found / wanted, found / given


# --- whole bulletins


def found_in(entry):
    segments = [(each["unit"], each["lead"], each["text"]) for each in entry["segments"] or ()]
    return [(figure.text, figure.value, figure.measure) for figure in figures_of(entry["body"], segments)]


def test_the_figures_of_the_samples_are_found():
    pairs = []
    for file in sorted((LABELS / "figures").glob("*.json")):
        entries = json.loads((LABELS / file.name).read_text("utf-8"))["entries"]
        labels = json.loads(file.read_text("utf-8"))
        pairs += [([tuple(each) for each in labels[str(entry["order"])]], found_in(entry)) for entry in entries]

    assert sum(len(labelled) for labelled, _ in pairs) > 200
    assert min(recall_and_precision(pairs)) >= SHARE


@pytest.mark.skipif(not GOLD, reason="没有 ../shared/gold：五期真实快报的成效数字没有核对")
def test_the_figures_of_real_bulletins_are_found():
    pairs = []
    for file in GOLD:
        document = json.loads(file.read_text("utf-8"))
        for issue in document.get("issues", [document]):
            pairs += [(keys(entry.get("figures") or ()), found_in(entry)) for entry in issue["entries"]]

    assert min(recall_and_precision(pairs)) >= SHARE


# --- one figure


def test_a_figure_tells_what_was_counted_in_which_measure_and_as_of_when():
    body = "逐村排查。截至7月底，清理河道垃圾20余吨。"

    assert figures_of(body) == (
        ParsedFigure(
            text="清理河道垃圾20余吨",
            at=11,
            label="清理河道垃圾",
            value=20,
            measure="吨",
            approx=True,
            qualifier="余",
            asof="截至7月底",
        ),
    )


def test_a_value_counts_in_the_printed_measure():
    figures = figures_of("目前，投放贷款1.65亿元，发放补贴41100元，参训3万余人次，办结率98.6％。")

    assert [(each.value, each.measure) for each in figures] == [
        (1.65, "亿元"),
        (41100, "元"),
        (3, "万人次"),
        (98.6, "%"),
    ]


def test_full_width_digits_are_numbers_and_stay_as_printed():
    figures = figures_of("１—８月份，完成税收１２，３４５万元，增长８．５％。")

    assert [(each.text, each.value) for each in figures] == [("完成税收１２，３４５万元", 12345), ("增长８．５％", 8.5)]


@pytest.mark.parametrize(
    ("clause", "approx", "bound", "label"),
    [
        ("参保率达95%以上", True, "min", "参保率"),
        ("销售收入已突破1亿元", True, "min", "销售收入"),
        ("集中处理率基本达到100%", True, None, "集中处理率"),
        ("返工率不足3%", True, "max", "返工率"),
        ("户均节支约260元", True, None, "户均节支"),
        ("参保率达95%", False, None, "参保率"),
        ("出动人员共计35人", False, None, "出动人员"),
        ("劝导不文明行为300人次", False, None, "劝导不文明行为"),
        ("查处违法行为约12起", True, None, "查处违法行为"),
    ],
)
def test_words_beside_the_number_are_no_part_of_its_label(clause, approx, bound, label):
    (figure,) = figures_of(f"目前，{clause}。")

    assert (figure.text, figure.approx, figure.bound, figure.label) == (clause, approx, bound, label)


@pytest.mark.parametrize(
    ("body", "per"),
    [("目前，日均接待老人210人。", "日"), ("目前，户均增收740元。", "户"), ("目前，接待老人210人。", None)],
)
def test_a_mean_tells_what_it_is_counted_by(body, per):
    assert [figure.per for figure in figures_of(body)] == [per]


# --- time words


@pytest.mark.parametrize(
    "asof",
    [
        "截至目前",
        "目前",
        "截至9月1日",
        "今年以来",
        "8月份以来",
        "近年来",
        "近期",
        "8月20日",
        "7月1日至7日",
        "1-7月",
        "上半年",
        "前三季度",
        "自3月份试行以来",
        "试运行45天来",
        "活动期间",
        "截至2025年3月5日18时",
        "截至3月5日上午9时30分",
        "截至3月5日18：30",
        "3月5日9点",
    ],
)
def test_the_printed_time_word_governs_a_figure(asof):
    assert [(each.text, each.asof) for each in figures_of(f"{asof}，整治坑塘23个。")] == [("整治坑塘23个", asof)]


def test_a_time_word_reaches_to_the_end_of_its_sentence_and_into_what_goes_on_with_it():
    body = "目前，谋划项目9个，总投资8亿元。其中，在建项目5个；储备项目4个。引进3名技工授课。8月累计出动60人次。"

    assert [(each.text, each.asof) for each in figures_of(body)] == [
        ("谋划项目9个", "目前"),
        ("总投资8亿元", "目前"),
        ("在建项目5个", "目前"),
        ("储备项目4个", "目前"),
        ("引进3名技工授课", None),
        ("出动60人次", "8月"),
    ]


def test_a_later_time_word_takes_over():
    figures = figures_of("截至目前，招引企业12家，1-7月税收突破100万元。")

    assert [(each.text, each.asof) for each in figures] == [("招引企业12家", "截至目前"), ("税收突破100万元", "1-7月")]


def test_a_year_in_a_name_is_no_time_word():
    assert texts("2025年“暖冬行动”慰问对象由36名网格员排定。") == []


# --- where a figure begins


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        ("共收集意见12条", "收集意见12条"),
        ("累计办税户数121户", "办税户数121户"),
        ("已协调解决5条", "协调解决5条"),
        ("其中重点项目16个", "重点项目16个"),
        ("分别依法拆除违建4处", "拆除违建4处"),
        ("进行复核认定87人次", "复核认定87人次"),
        ("合计授信36户", "授信36户"),
        ("合计金额36万元", "合计金额36万元"),
        ("便民服务中心受理事项98件", "受理事项98件"),
        ("该公司销售收入120万元", "销售收入120万元"),
        ("全县跟踪项目70个", "跟踪项目70个"),
        ("三天活动接待游客80人", "接待游客80人"),
        ("为农户发放补贴110万元", "发放补贴110万元"),
        ("联合住建部门整改隐患6处", "整改隐患6处"),
        ("从开工到投产仅用时6个月", "仅用时6个月"),
        ("实现全县产品抽检合格率达97%", "全县产品抽检合格率达97%"),
        ("（含停业户）登记商户30户", "登记商户30户"),
        ("第3批补助资金30万元已到位", "补助资金30万元"),
        ("拨付第3批补助资金30万元", "拨付第3批补助资金30万元"),
        ("我县连续3年位居全省前10名", "位居全省前10名"),
        ("群众满意度连续3年超过90%", "群众满意度连续3年超过90%"),
    ],
)
def test_adverbs_subjects_and_grounds_before_what_was_done_are_left_out(clause, text):
    assert texts(f"目前，{clause}。") == [text]


@pytest.mark.parametrize(
    "clause",
    [
        "新增公共停车位30个",
        "帮助企业解决问题20个",
        "燃气违法行为立案3起",
        "较去年同期减少46%",
        "现场整改6处",
        "在(续)建项目31个",
        "清理垃圾堆（带）76处",
        "排查用户3万2千户",
        "办理业务3，256件",
        "栽植树木三千余株",
        "满意率达百分之九十八",
        "办理时限缩短一半",
        "惠及60岁以上老人300人",
    ],
)
def test_what_belongs_to_a_figure_stays(clause):
    assert texts(f"目前，{clause}。") == [clause]


# --- where a figure ends


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        ("组织41家企业在集市设摊", "组织41家企业"),
        ("促成77名工人与企业达成意向", "促成77名工人与企业达成意向"),
        ("共有57所学校、幼儿园签订协议", "57所学校、幼儿园签订协议"),
        ("其余7条正在推进", "其余7条正在推进"),
        ("编制操作规范等29项制度", "编制操作规范等29项制度"),
        ("涉及93个品种", "涉及93个品种"),
        ("通达周边25个国家", "通达周边25个国家"),
        ("投入资金14万元进行升级改造", "投入资金14万元"),
        ("95%以上的农户完成改厕", "95%以上的农户完成改厕"),
    ],
)
def test_what_a_leading_number_counts_belongs_to_the_figure(clause, text):
    assert texts(f"目前，{clause}。") == [text]


# --- lists


def test_items_of_a_list_share_their_verb():
    assert carried("目前，清理垃圾20吨、沟渠15处、断墙7处，整治乱搭9处。") == [
        ("清理垃圾20吨", None),
        ("沟渠15处", "清理"),
        ("断墙7处", "清理"),
        ("整治乱搭9处", None),
    ]


def test_a_bare_verb_goes_on_with_the_object_before_it():
    assert carried("目前，受理诉求98件，办结95件，其中加急3件。") == [
        ("受理诉求98件", None),
        ("办结95件", "诉求"),
        ("加急3件", "其中"),
    ]


def test_a_sum_belongs_to_what_was_counted_before_it():
    assert carried("目前，争取项目37个计66.5公里，总投资3亿元。") == [
        ("争取项目37个", None),
        ("计66.5公里", "项目"),
        ("总投资3亿元", "争取项目"),
    ]


def test_brackets_with_numbers_hold_figures_of_their_own():
    assert carried("目前，招引企业12家（含建材类7家、服装类2家），18所学校（21个校区）秩序良好。") == [
        ("招引企业12家", None),
        ("建材类7家", "含"),
        ("服装类2家", "招引"),
        ("18所学校", None),
        ("21个校区", None),
    ]


def test_a_bare_number_of_a_list_goes_on_with_what_was_counted():
    assert carried("目前，立案数、损失数同比分别下降26%和38%。") == [
        ("立案数、损失数同比分别下降26%", None),
        ("38%", "立案数、损失数同比分别下降"),
    ]


def test_a_number_of_which_nothing_is_told_is_no_figure():
    assert texts("目前，公告〔2025〕第12期5份。") == []


def test_numbers_before_what_they_count_make_a_list_too():
    assert [(each.text, each.per) for each in figures_of("目前，每日可产20吨糕点、30吨熟食，覆盖8个乡镇120个村。")] == [
        ("每日可产20吨糕点", "日"),
        ("30吨熟食", "日"),
        ("覆盖8个乡镇", None),
        ("120个村", None),
    ]


@pytest.mark.parametrize(
    ("clause", "text", "value"),
    [
        ("准确率由52%提高到86%", "准确率由52%提高到86%", 86),
        ("同类意见由上月的19条降至1条", "同类意见由上月的19条降至1条", 1),
        ("组织全镇19个村同时开展整治16次", "开展整治16次", 16),
        ("6个助餐点供餐870份", "供餐870份", 870),
    ],
)
def test_former_values_and_scopes_are_no_figures(clause, text, value):
    assert [(each.text, each.value) for each in figures_of(f"目前，{clause}。")] == [(text, value)]


def test_places_in_a_ranking_are_figures_and_other_ordinals_are_not():
    figures = figures_of("截至目前，县内企业铣刀全球市场排名第3位，第2期工程开工，召开第5次会议。")

    assert [(each.text, each.value, each.ordinal) for each in figures] == [("全球市场排名第3位", 3, True)]


@pytest.mark.parametrize(
    ("clause", "text", "value", "measure", "bound"),
    [
        ("群众满意度全市第一", "群众满意度全市第一", 1, "", None),
        ("综合考核位列全省第三名", "综合考核位列全省第三名", 3, "名", None),
        ("招商考核位居全市前10名", "招商考核位居全市前10名", 10, "名", "max"),
        ("亩均效益连续两年稳居全市前三", "亩均效益连续两年稳居全市前三", 3, "", "max"),
    ],
)
def test_a_rank_reports_itself_in_figures_and_in_words(clause, text, value, measure, bound):
    (figure,) = figures_of(f"{clause}。")

    assert (figure.text, figure.value, figure.measure, figure.bound) == (text, value, measure, bound)
    assert figure.ordinal


@pytest.mark.parametrize(
    "body",
    [
        "目前，坚持质量第一。",
        "全县坚持安全第一，严守底线。",
        "目前，第一书记带头，全市第一批试点建成，全市第一家驿站开门。",
        "争创全市第一，力争进入全省前10名。",
    ],
)
def test_what_is_no_rank_or_only_striven_for_is_no_figure(body):
    assert texts(body) == []


def test_full_width_commas_after_a_rank_part_clauses():
    assert texts("目前，考核排名全市第3，256家企业受益。") == ["考核排名全市第3", "256家企业受益"]


def test_the_segments_of_a_joint_entry_name_their_units_and_do_not_share_time_words():
    segments = [("双井镇", "双井镇", "清理沟渠。目前，清理沟渠9条。"), ("柳溪镇", "柳溪镇", "共用12名河长巡河。")]
    body = "".join(lead + text for _, lead, text in segments)

    (figure,) = figures_of(body, segments)

    assert (figure.text, figure.unit, figure.at) == ("清理沟渠9条", "双井镇", body.index("清理沟渠9"))


# --- sentences without a time word


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("设立招聘专区，提供就业岗位292个。", ["提供就业岗位292个"]),
        ("累计出动工人120余人次、车辆30台次，清运垃圾5吨。", ["出动工人120余人次", "车辆30台次", "清运垃圾5吨"]),
        ("县级领导干部先后29次带队外出招商。", ["29次带队外出招商"]),
        ("群众满意率达98%。", ["群众满意率达98%"]),
        ("实现税收3500万元，同比增长12.6%。", ["实现税收3500万元", "同比增长12.6%"]),
        ("全县粮食总产达到10.5亿斤。", ["粮食总产达到10.5亿斤"]),
        ("群众满意率达百分之九十八。", ["群众满意率达百分之九十八"]),
        ("获评省级示范村1个，市级示范社2家。", ["获评省级示范村1个", "市级示范社2家"]),
        ("建成服务站12个，230个行政村实现全覆盖。", ["建成服务站12个", "230个行政村实现全覆盖"]),
        ("建成标准化车间12间。", ["建成标准化车间12间"]),
    ],
)
def test_without_a_time_word_words_of_counting_and_verbs_report(body, found):
    assert texts(body) == found


@pytest.mark.parametrize(
    "body",
    [
        "聘用75名保洁员负责日常保洁，精选84亩厂区安家。",
        "鼓励农商行等6家银行创新产品。",
        "针对43个偏远村距卫生院超过8公里的实际，对32处点位重新选址。",
        "该镇现有耕地5.6万亩，辖27个村，总人口4.2万人。",
        "组织12辆宣传车进村，抽调36名干部下沉。",
        "70岁以上老人每餐补3元，每月补贴600元，每吨120元回收。",
        "按投入给予12%、最高150万元奖励，合格率不得低于98%。",
        "协调周边5家单位夜间开放车位，积水超过10厘米即开沟强排。",
        "热线24小时值守，5分钟内到场，三个月内回访。",
        "坚持“一站式”服务，推进“15分钟养老圈”和“10项便民举措”。",
        "围绕三大行动、五项机制、“两新”政策，第一书记带头。",
        "做到问题发现一处、整改一处。",
        "《2025年度30条措施》（澄政办〔2025〕3号）印发。",
        "2025年3月5日上午9时30分，召开推进会。",
        "目前，全县60岁以上老人4.5万人。",
        "目前，对脱贫户1234户3456人开展走访。",
        "目前，建成日处理污水2万吨的污水厂。",
        "目前，5名志愿者每周三9点到岗服务。",
        "总人口达到4.2万人，230个行政村全部通车。",
    ],
)
def test_means_scopes_policies_and_names_are_no_figures(body):
    assert texts(body) == []


@pytest.mark.parametrize(
    "body",
    [
        "目前，预计成活率在92%以上。",
        "下一步，将新建公园5处，改造管网30公里。",
        "计划投资3亿元，占地200亩。",
        "项目建设顺利，预计年产面粉10万吨，带动就业500人。",
        "力争全年培训300人次。",
        "到2027年，建成示范村12个。",
        "9月底前完成改造20户。",
    ],
)
def test_plans_are_no_figures(body):
    assert texts(body) == []


def test_a_plan_ends_with_its_part_of_the_sentence():
    body = "目前，争取公路项目37个，已完成55公里，预计9月底完工；争取桥梁项目2个，计划新开工4个，目前已开工3个。"

    assert texts(body) == ["争取公路项目37个", "完成55公里", "争取桥梁项目2个", "开工3个"]


def test_what_is_about_to_be_done_counts_when_it_is_counted_with_the_rest():
    assert texts("8月份以来，巡查发现在建房屋5处，拟建设1处。") == ["巡查发现在建房屋5处", "拟建设1处"]


def test_what_did_not_happen_is_no_figure():
    assert texts("目前，未发生一起火情，连续3年无事故，去年同期为30家。") == []


def test_people_who_are_part_of_a_count_are_figures():
    assert texts("目前，慰问80岁以上老人30人、残疾人12人，其中特困老人5人，脱贫户9户全部达标。") == [
        "慰问80岁以上老人30人",
        "残疾人12人",
        "特困老人5人",
        "脱贫户9户",
    ]


def test_chinese_numerals_report_only_under_a_time_word():
    assert texts("目前，开展演练三次，用时不到两小时，投诉下降四成，两家企业参加。") == [
        "开展演练三次",
        "用时不到两小时",
        "投诉下降四成",
    ]
    assert texts("村里每月开会三次，费用承担六成。") == []


# --- hostile text


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "，",
        ",",
        "1,",
        "（",
        "(（",
        "5个",
        "5个啊",
        "5个、",
        "5个（",
        "并且",
        "由5%到",
        "“5个”",
        "三次半",
        "1 ",
        "5-5个",
        "3万",
        "3万2千",
        "1 234",
        "1，234",
        "一半，",
        "第一，",
        "第3批",
        "百分之",
        "9时3分",
        "以来",
    ],
)
def test_text_that_is_no_prose_is_read_in_pieces_that_stand_in_it(unit):
    body = "目前，共清理" + unit * (20_000 // len(unit))

    assert all(body.startswith(each.text, each.at) for each in figures_of(body))


def test_an_empty_body_has_no_figures():
    assert figures_of("") == ()


# --- the result sentence


def test_the_result_sentence_after_a_table_leaves_the_table_out():
    body = "目前，各单位情况如下：\n| 单位 | 支出 |\n|---|---|\n| 财政局 | 1200 |\n截至12月20日，全县支出完成41.2亿元。"

    assert result_sentence(body) == "截至12月20日，全县支出完成41.2亿元。"
    assert result_sentence(body.partition("\n截至")[0]) == ""


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("逐村排查。截至目前，清运垃圾20余吨。", "截至目前，清运垃圾20余吨。"),
        ("今年以来，开会3次。目前，办结40件，其余正在推进。", "目前，办结40件，其余正在推进。"),
        ("抓住晴好天气。截至9月1日，收获秋粮41万亩", "截至9月1日，收获秋粮41万亩"),
        ("目前，工作进展顺利。共3个组。", ""),
        ("清运垃圾20吨。", ""),
        ("", ""),
    ],
)
def test_the_result_sentence_has_a_time_word_and_a_number(body, sentence):
    assert result_sentence(body) == sentence


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("逐户登记。入汛以来，转移群众1643人。下一步，再查一遍。", "入汛以来，转移群众1643人。"),
        ("前7个月，走访企业164家次。", "前7个月，走访企业164家次。"),
        ("1至9月，见面劝阻2130人。", "1至9月，见面劝阻2130人。"),
        ("今年上半年，诊断企业47家。", "今年上半年，诊断企业47家。"),
        ("试运行45天来，运送乘客3.16万人次。", "试运行45天来，运送乘客3.16万人次。"),
        (
            "入汛以来，转移群众1643人。截至目前，无人伤亡，清淤20公里。全年以来，又查9处。",
            "截至目前，无人伤亡，清淤20公里。",
        ),
        ("自2024年入冬以来，工作进展顺利。共设3个组。", ""),
        ("该镇自入汛以来转移群众1643人。", ""),
        ("上半年，签约13个。下半年，拟再签10个。", "上半年，签约13个。"),
        ("四季度，将建成20处。", ""),
        ("长期以来，3个村吃水难。近年来，投诉每年20件。", ""),
        ("一季度工作会议确定，年内建成20处。", ""),
        ("入夏以来，更换变压器118台。7月以来，用电负荷连续三次刷新纪录。", "入夏以来，更换变压器118台。"),
        ("上半年，签约13个。汛期，严格落实24小时值班。", "上半年，签约13个。"),
    ],
)
def test_where_none_has_a_time_word_the_result_sentence_opens_with_a_span_of_time(body, sentence):
    assert result_sentence(body) == sentence


@pytest.mark.parametrize(
    "plan",
    [
        "截至目前，计划投资20亿元。",
        "截至2026年底，力争建成20处。",
        "近期，将召开3次会议。",
        "截至10月底，20个村要全部完成整改3处。",
        "全年，各乡镇要完成造林500亩。",
        "上半年，各单位须报送信息3条。",
        "三季度，重点抓好5项工作。",
        "全年，任务为新建大棚30座。",
    ],
)
def test_what_is_to_be_done_is_no_result_sentence(plan):
    assert result_sentence(f"截至目前，清运垃圾20余吨。{plan}") == "截至目前，清运垃圾20余吨。"
    assert result_sentence(plan) == ""


@pytest.mark.parametrize(
    "done", ["截至目前，3个主要路口设卡12处。", "上半年，急需用工企业招工130人。", "目前，完成重要指标8项。"]
)
def test_a_word_that_looks_like_a_duty_does_not_hide_a_result(done):
    assert result_sentence(done) == done
