"""How titles and bodies are worded: what the words around a place say for it as the end of a title.

A title names who acts, what is done and often what it is good for; the body after it begins with grounds, times or
concrete acts. The words below are sorted by that. For every place between two of them `evidence` names what speaks for
or against it, and `WEIGHTS` says how much, in natural logarithms of odds. The weights were fitted, not thought out:
`bench/titles.py --fit` fits them again and tells how they do on bulletins that they were not fitted to. Nothing here
knows of print; a place that print marks is for `titles` to weigh.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

SHORTEST, LONGEST = 4, 60  # characters of a title
REACH = 22  # characters after a place that are looked at

WORDS = {
    # They open bodies and hardly ever stand inside titles: grounds, means, times.
    "lead": """
        依托 围绕 按照 针对 结合 本着 遵循 根据 立足 随着 鉴于 面对 借助 基于 秉持 秉承 作为
        通过 利用 运用 瞄准 着眼 沿着 趁着 为了 由于 自从 以往 充分利用 充分发挥 在此基础上 成立由
        一是 首先 近年来 近日 近期 日前 今年 去年 今年以来 截至 截止 目前 入春 入夏 入秋 入冬
        入汛 入伏 每月 每周 每年 每季 每逢 每到 每日 每天 连日 连日来 岁末 年初 年末 年底 凌晨
        节后 节前 春节 过去 此前 长期 当前 如今 深秋 初夏 盛夏 隆冬 清晨 傍晚 上半年 下半年
        一季度 二季度 三季度 四季度 赶在 临近 进入 时下 眼下 开年 重阳节 清明 汛期 夏季 冬季 不少
        部分 大多 多数 连续 全县有 全镇有 全乡有 全县现有 全镇现有 全乡现有 全镇 全乡 全街道 辖区
        会议 与会""",
    # Concrete acts, with which bodies begin.
    "act": """
        成立 组织 建立 召开 邀请 出台 制定 制订 印发 安排 抽调 选派 选聘 选取 选定 选用 选送
        梳理 摸清 摸排 划定 设立 设置 开设 增设 配备 配齐 购置 购买 新建 新增 新购 投入 累计
        出动 走访 会同 联合 采取 引进 注册 签订 统一 指导 督促 引导 协调 发动 动员 聘请 委托
        对照 明确 规范 细化 分解 分类 分批 分片 分级 改变 取消 修订 整合 汇聚 收集 征集 公开
        公布 发布 发放 张贴 悬挂 编制 编印 绘制 起草 论证 争取 落实 严格 紧扣 锚定 发挥 抢抓
        抓住 突出 统筹 合理 科学 定期 实地 逐户 逐一 逐项 主动 提前 重点 全面清查 修缮 清理 拆除
        吸取 打破 摒弃 学习 借鉴 吸引 吸纳 招募 选拔 组建 派出 巧借 巧用 建好 深挖 细分 做到
        抽取 挑选 挖掘 调动 调集 增加 增派 加装 安装 铺设 建造 修建 补助 补贴 走进 入户 面向
        用足 充分 始终 先后 多次 认真 切实 及时 广泛 依法 不定期 推选 遴选 锁定 开辟 实行 采用
        要求 坚持 建成 推出 缩短 争创 探索 引入 深入 联系""",
    # What it is good for: the second half of a title. A body hardly ever begins with one.
    "goal": """
        守护 打造 筑牢 筑起 夯实 绘就 扮靓 跑出 激活 擦亮 织密 织牢 守牢 守好 守住 破解 点亮
        托起 铺就 打通 打好 打赢 谱写 厚植 营造 铸就 铸造 奏响 唱响 唱出 书写 拓宽 增添 激发
        释放 撬动 绽放 迸发 焕发 凝聚 促进 助推 推动 带动 引领 确保 惠及 造福 温暖 架起 搭起
        搭好 走好 走出 走上 走向 蹚出 撑起 扛起 扛牢 扛稳 压实 兜牢 兜住 端牢 拧紧 敲响 拉紧
        念好 唱好 下好 种出 改出 治出 迈出 迈上 迎来 吹响 按下 跑好 构筑 塑造 锻造 培植 孕育
        提振 增进 降低 减轻 缓解 化解 化作 遏制 杜绝 防范 严防 维护 满足 方便 便利 造就 开启
        开创 树立 树起 倡树 涵养 滋养 滋润 浇灌 传承 弘扬 彰显 展现 美化 净化 引来 留住 用好
        用活 做优 做强 做大 做活 做实 做细 做好 管好 办好 抓好 抓实 抓牢 答好 解决 还市民 再添
        再获 再创 荣获 获评 喜获 入选 上榜 取得 实现 打开 交出 交好 斩获 讲好 传递""",
    # The same in one character.
    "toward": """
        让 助 促 惠 暖 护 增""",
    # At home in titles and in bodies.
    "either": """
        强化 推进 开展 加强 加大 加快 推行 实施 聚焦 紧盯 构建 搭建 健全 完善 举办 举行 启用
        推广 深耕 聚力 发力 严查 严打 严管 严把 严守 把好 把牢 扩大 丰富 拓展 延伸 补齐 补强
        压减 盘点 盘活 抢修 抢收 开通 开行 开放 组织开展 关爱 关心 帮扶 帮助 支持 联动 协同 打击
        清除 培育 提高 提升 优化 深化 创建 防治 改善 统筹推进 壮大 改进 收购 征收""",
    # How it is done: never the last word of a title.
    "manner": """
        扎实 积极 持续 大力 全面 精准 着力 全力 努力 不断 进一步 深入开展 扎实推进 扎实开展
        扎实做好 全力推进 全力做好 大力推进 大力推行 全面推行 全面推进 全面铺开 全面加强 积极推进
        积极开展 积极探索 持续推进 持续深化 持续开展 持续优化 深入推进 深入推行 深入实施 多措并举
        多点发力 多管齐下 多方 精心 全力以赴 千方百计 严格落实 强力 强力推进 高标准 高质量 高效 高位
        创新开展 坚决 严厉 用心 用情 因地制宜 率先""",
    # Nouns, and verbs that are nouns as well: they end titles, and seldom begin a body.
    "noun": """
        发展 建设 服务 治理 整治 管理 保护 防控 监管 检查 排查 巡查 培训 宣传 保障 创新 改造
        升级 招商 合作 消费 就业 创业 出行 参保 办事 返乡 转型 竞赛 演练 普及 试点 增长 执法
        监督 调研 运行 成效 实效 水平 环境 防线 品质 活力 动能 底线 质效 效能 机制 体系 行动
        活动 工作 难题 瓶颈 困境 安全 健康 生活 氛围 风尚 新风 画卷 蓝图 图景 篇章 文章 局面
        格局 屏障 基础 根基 基石 基底 底盘 短板 通道 渠道 平台 窗口 模式 品牌 名片 样板 标杆
        高地 基地 示范区 示范县 先进县 称号 荣誉 典范 步伐 速度 加速度 引擎 动力 优势 质量 满意度
        获得感 幸福感 安全感 颜值 面貌 村容 村貌 乡风 家园 乐园 田园 幸福 民心 人心 民生 福祉
        振兴 力度 责任 责任链 担当 作风 能力 本领 效率 效益 收益 成本 负担 风险 隐患 矛盾 纠纷
        问题 需求 诉求 群众 企业 农户 学生 儿童 老人 百姓 居民 职工 项目 产业 经济 文化 生态
        资源 效果 空间 市场 秩序 网络 防护网 阵地 合力 新路 新路子 新路径 新篇 新篇章 新局 新局面
        新图景 新活力 新动能 新引擎 新高地 新场景 新生活 新突破 新台阶 新格局 新生态 新形象 新气象
        新模式 开门红 双丰收 双提升 双增收 硬仗 主动仗 攻坚战 组合拳 仪式 工程 推进会 座谈会 招聘会
        部署会 调度会 现场会 名单 前列 大关 先锋 保障网 作用 精神 力量 机遇 态势 势头 活水 血脉
        末梢 烦心事 关键小事 急难愁盼 营商环境 招商引资 专项整治 专项行动 合作社 新动力 素质 规模
        价值 潜力 特色 样本 路径 答卷 路 网 关 墙 目标 未来 经验 高峰 中心 装备 融合 对接 布局
        场景 体验 集群 园区 枢纽 故事 信心 业态 繁荣 魅力 底色 亮点 纽带 桥梁 走廊 风采 韧性
        主线 街区 现场 之路 之家 之乡 新高 台阶 一流 进展 流程 难点 痛点 堵点 职责 压力 进步
        意识 规划 标准 设施 条件 情况 影响 措施 举措 成果 任务 方案 贡献 节点 驿站 港湾 堡垒
        大厅 课堂 讲堂 舞台 摇篮 沃土 磁场 引力 磁极 强磁场 朋友圈 生活圈 服务圈 产业链 供应链
        生命线 直通车 连心桥 快车道 主力军 压舱石 定盘星 风向标 晴雨表 聚宝盆 摇钱树 金钥匙 金招牌
        好日子 钱袋子 菜篮子 米袋子 饭碗 粮仓 关口 关卡 源头 末端 全程 一条龙 一公里 一米 明白人
        带头人 接班人 新农人 队伍 人才 干部 党员 家庭 妇女 青年 青少年 未成年人 孩子 夏粮 秋粮
        春耕 三夏 三秋 生产 收获 归仓 供应 供给 流通 物流 运输 交通 道路 公路 市容 环卫 绿化
        亮化 污染 扬尘 违建 垃圾 污水 河道 水系 水质 空气 蓝天 碧水 净土 青山 绿水 防火 防汛
        抗旱 防疫 禁烧 救助 救援 医疗 医保 看病 就医 养老 助餐 托育 上学 入学 教育 教学 课后服务
        诊疗 资金 投资 融资 贷款 信贷 税收 财政 债务 土地 耕地 良田 高标准农田 农田 水利 用水
        用电 用气 供暖 供水 电网 管网 燃气 防护 审批 改革 试验 研发 科技 数字化 信息化 智能化
        标准化 精细化 网格化 一体化 市场化 品牌化 产业化 规模化 集约化 绿色化 便利化 均等化 多元化
        专业化 法治化""",
    # What ends a title that ends with a verb.
    "done": """
        增收 致富 增效 提质 扩面 落地 见效 落地见效 走深走实 提质增效 提质扩面 增收致富 增产 先行
        有序 稳定 丰收 成功 有力 有效 有方 有为 到位 过硬 显著 明显 完成 结束 通车 投产 投运
        启动 开工 突破 第一 全覆盖 零距离 零跑腿 常态化 规范化 长效化 现代化 舒心 安心 放心 暖心
        省心 贴心 满意 到家 到户 上门 家门口 门口 心坎上 无忧 畅通 平安 富民 惠民 利民 便民 增绿
        添彩 添力 赋能 助力 回归 回家 落细落实 落实落细 见实效 见成效 出实效 显成效 上台阶 开新局
        谱新篇 暖人心 聚人气 强根基 添活力 增活力 增动力 添动力 促发展 促增收 保平安 惠民生 保畅通
        解民忧 提档 提档升级 转型升级 加力 提速 扩容 增量 进位 争先 领跑 出圈 走红 畅销 旺销 走俏
        火爆 红火 火热 向好 强劲 出彩 焕新 蝶变 好转 稳中有进 稳中向好 回升 翻番 下降 上升 减负
        解忧 解困 解难 纾困 安居 乐业 宜居 宜业 共建 共治 共享 共赢 同行 前行 攻坚 冲刺 建功
        护航 护学 护农 护企 兴农 兴业 兴村 强村 富农 惠农 惠企 助农 助企 助学 助老 助残 暖企
        安商 引才 聚才 育才 扩绿 治水 护水 护河 治污 降碳 减排 减量 节能 节水 亮相 揭牌 挂牌
        开幕 开园 开业 落幕 收官 奠基 签约 落户 竣工 交付 上线 验收 表彰 认定 起来 到底 到人
        到点 到田 到企 到村 靠前 前移 下沉 可及 可感 不断档 不断线 不打烊 不停歇 不松劲 不放松
        再提升 再升级 再突破 再提速 更便捷 更方便 更高效 更省心 更安心 更有保障 有保障 有温度 有力度
        有着落 有奔头""",
    # Prepositions: never the last word.
    "prep": """
        将 把 在 从 由 以 对 为 按 与 趁 沿 经 向 往 借 变 受 用 据 于 被 给 同 送""",
    # Words that bind to their neighbours.
    "small": """
        的 和 及 或 之 等 是 有 其 更 最 新 大 小 不 各 全 总 再 多 双 县 乡 镇 村 省
        市 区 我 一 两 三 四 五 六 七 八 九 十 我县 全县 全市 全省""",
}

# Characters that are within words: of a hundred of them fewer than about one begins a clause, or ends one.
SELDOM_FIRST = frozenset(
    "的和年业地动化平方等行家了合力月体个时区务机议系员领量示好理斯定央入续万场治战度色次道于心席技点济际"
    "书施流域项资式性升质路间步称列布克程品信题亿义源护元育界们里门级院供放问州球者费略态情届求之众断队尔"
    "车革群效策术口起管视型织兰贸备果兴罗势命名复志思验障速划族础干责友史边想朗模案监类告善条子府易变别彻"
)
SELDOM_LAST = frozenset(
    "的国在和同以方主部建要了共近推总政今有代党是经增不提保美将各文深央两交委万公十我安坚与创自于技科更数"
    "北指社南特正西联第农企比俄这江防已规三支服从最首巴小协们精四互二乌供得及打东完伊届取之五教其受并积优"
    "智可也拉参确着贸还投罗他思极马非此历促青族双专预武把核都无监医贯沙粮做李批形欧卫需彻哈紧铁宣由继老坦"
)

# What speaks for a place, and how much. Names before the colon: what stands after the place, before it, in the title.
# Those of marks, of the end of the text and of "within" are set by hand, since titles without a sign have none to fit.
WEIGHTS = {
    # What would open the body.
    "opens:lead": 2.9,
    "opens:act": 2.6,
    "opens:prep": 1.4,
    "opens:date": 1.1,
    "opens:either": 0.8,
    "opens:actor": 0.7,
    "opens:manner": 0.5,
    "opens:toward": -0.4,
    "opens:goal": -1.0,
    "opens:": -1.1,
    "opens:number": -1.1,
    "opens:done": -1.3,
    "opens:quote": -1.9,
    "opens:noun": -2.3,
    "opens:comma": -6.0,
    "opens:pause": -6.0,
    "opens:stop": -6.0,
    "opens:end": 2.0,
    # What the title would end with.
    "ends:done": 2.4,
    "ends:noun": 2.1,
    "ends:quote": 1.2,
    "ends:either": 0.7,
    "ends:": -0.2,
    "ends:toward": -0.3,
    "ends:actor": -0.5,
    "ends:lead": -0.5,
    "ends:manner": -0.7,
    "ends:number": -0.7,
    "ends:act": -0.8,
    "ends:prep": -1.0,
    "ends:comma": -6.0,
    "ends:pause": -6.0,
    "ends:small": -1.6,
    # Words of bodies within the title, each up to three times.
    "in:manner": -0.4,
    "in:actor": -0.7,
    "in:lead": -1.3,
    "in:pause": -1.3,
    "in:prep": -1.3,
    "in:act": -1.4,
    "in:number": -1.6,
    "in:comma": -3.0,
    "in:stop": -6.0,
    # How many clauses of the title say what it is good for.
    "goals:0": -1.4,
    "goals:1": -0.3,
    "goals:2": 1.6,
    # Characters after the last verb of the title.
    "tail:0": -0.6,
    "tail:1": -0.7,
    "tail:10+": -0.2,
    "tail:2-3": 0.3,
    "tail:4-9": 0.6,
    "tail:none": 0.4,
    # Lengths of the title and of the first clause after it, for each character too few or too many.
    "clause over 14": -0.6,
    "clause under 3": -2.4,
    "clause under 5": -0.4,
    "over 20": -0.2,
    "over 26": -0.4,
    "under 12": -0.3,
    "under 20": -0.4,
    # Characters that are within words; pairs and words that come again.
    "first": -0.7,
    "last": -1.1,
    "pair again": -1.6,
    "within": -5.0,
    "word again": 1.7,
}

HAN = r"\u4e00-\u9fff"
MARKS = dict.fromkeys("，：,:", "comma") | dict.fromkeys("。；！？;!?", "stop") | {"、": "pause"}
MARK_KINDS = set(MARKS.values())
PAIRS = {"“": "”", "‘": "’", "《": "》", "（": "）", "(": ")", "「": "」", "〈": "〉", "[": "]", "〔": "〕"}
NUMBER = re.compile(r"\d[\d.,%]*(?:余|多)?(?:年|月|日|个|家|项|名|人|万|亿|吨|亩)?|[A-Za-z]+")
# 该局, 县水利局: who acts in the body, or in the title before it.
ACTOR = re.compile(
    rf"该[{HAN}]|县(?![里域级城内外])[{HAN}]{{1,9}}?(?:局|委|办|中心|大队|公司|医院|馆|开发区|林场|党校|中学|小学)"
)
SUBJECT = re.compile(
    rf"我县|全县|县[{HAN}]{{1,10}}?(?:局|委|办|中心|大队|公司|馆|院|社|会|开发区|林场|区|校|行|妇联|残联|文联|侨联|工商联|科协)|[{HAN}]{{2,4}}?(?:乡|镇|街道|村)"
)
SPECIAL = {*MARKS, *PAIRS, *"县该"}  # what may begin a token that is no word of the list
COUNTED = ("lead", "act", "number", "actor", "prep", "manner", "pause", "comma", "stop")
KINDS_INSIDE = (*COUNTED, "goal", "toward")
VERBS = {"act", "goal", "toward", "either"}
TAILS = ((0, "0"), (1, "1"), (3, "2-3"), (9, "4-9"))

KINDS = {word: kind for kind, words in WORDS.items() for word in words.split()}
SIZES: dict[str, tuple[int, ...]] = {  # for each first character, the lengths of the words that begin with it
    first: tuple(sorted({len(word) for word in words}, reverse=True))
    for first, words in groupby(sorted(KINDS), key=itemgetter(0))
}

Token = tuple[int, int, str]  # start, end, kind


def scores(text: str, units: Sequence[str] = (), places: Collection[int] | None = None) -> dict[int, float]:
    """How well the words around a place fit the end of a title, for each place, as logarithmic odds.

    The arguments are those of `evidence`.
    """
    return {
        place: sum(WEIGHTS.get(name, 0.0) * amount for name, amount in found.items())
        for place, found in evidence(text, units, places)
    }


def evidence(
    text: str, units: Sequence[str] = (), places: Collection[int] | None = None
) -> Iterator[tuple[int, dict[str, float]]]:
    """What speaks for or against each place: names with amounts.

    Looks at `places`, or else at every place between two words, in LONGEST characters. `units` are the names of those
    who sent the entry; its title begins with one of them, and so may its body.
    """
    subject = _subject_end(text, units)
    last = min(LONGEST if places is None else max(places, default=0), LONGEST)
    tokens = _tokens(text[: last + REACH], (*units, text[:subject]))
    marks = [start for start, _, kind in tokens if kind in MARK_KINDS]
    inside = dict.fromkeys(KINDS_INSIDE, 0)
    verb_end = None
    for at, (start, end, kind) in enumerate(tokens):
        if places is not None and end - start > 1:
            for place in places:
                if start < place < end:
                    yield place, _within(text, place, marks, inside)
        if start >= subject:
            if kind in inside:
                inside[kind] += 1
            if kind in VERBS and (kind != "act" or end - start > 1):
                verb_end = end
        if end > last:
            return
        if places is None:
            if end <= subject or end < SHORTEST or kind in ("comma", "pause"):
                continue
        elif end not in places:
            continue
        elif end <= subject:
            yield end, _within(text, end, marks, inside)
            continue
        found = _context(text, end, marks, inside)
        found[f"ends:{kind}"] = found[f"opens:{_opening(text, tokens, at + 1)}"] = 1.0
        found[f"tail:{_tail(end, verb_end)}"] = 1.0
        yield end, found


def _tokens(text: str, names: Sequence[str]) -> list[Token]:
    """The words of the list, quotations, numbers, names of units and marks of a text; what is left, by single characters."""
    tokens: list[Token] = []
    place = 0
    beginnings = {name[0] for name in names if name}
    while place < len(text):
        end, kind = place + 1, ""
        char = text[place]
        if char in beginnings and (name := next((name for name in names if name and text.startswith(name, place)), "")):
            end, kind = place + len(name), "actor"
        elif char in SPECIAL or char.isascii():
            end, kind = _special(text, place)
        if not kind:
            for size in SIZES.get(char, ()):
                word = text[place : place + size]
                if word in KINDS:
                    end, kind = place + len(word), KINDS[word]
                    break
        tokens.append((place, end, kind))
        place = end
    return tokens


def _special(text: str, place: int) -> tuple[int, str]:
    """The end and the kind of what begins here, if it is a mark, a quotation, a number or a unit that is named by kind."""
    char = text[place]
    if char in MARKS:
        return place + 1, MARKS[char]
    if char in PAIRS:
        close = text.find(PAIRS[char], place + 1, place + 32)
        return (close + 1, "quote") if close > 0 else (place + 1, "")
    if match := NUMBER.match(text, place):
        return match.end(), "number"
    if match := ACTOR.match(text, place):
        return match.end(), "actor"
    return place + 1, ""


def _subject_end(text: str, units: Sequence[str]) -> int:
    """Where the name of who acts ends, at the beginning of a title; 0 if it is not known."""
    for unit in units:
        if (start := text.find(unit, 0, len(unit) + 6)) >= 0:
            return start + len(unit)
    match = SUBJECT.match(text)
    return match.end() if match else 0


def _opening(text: str, tokens: list[Token], at: int) -> str:
    """What kind of word would open the body."""
    if at == len(tokens):
        return "end"
    _, end, kind = tokens[at]
    if kind == "manner" and at + 1 < len(tokens) and tokens[at + 1][2] == "act":
        return "act"  # 精准摸排
    return "date" if kind == "number" and text[end - 1] in "年月日" else kind


def _tail(place: int, verb_end: int | None) -> str:
    """How much of the title follows its last verb."""
    if verb_end is None:
        return "none"
    return next((name for most, name in TAILS if place - verb_end <= most), "10+")


def _context(text: str, place: int, marks: list[int], inside: Mapping[str, int]) -> dict[str, float]:
    """What the title as a whole and the characters around its end say."""
    mark = bisect_left(marks, place)
    clause = marks[mark] - place if mark < len(marks) else REACH
    found = _lengths(place, clause) | _characters(text, place)
    for name in COUNTED:
        if inside[name]:
            found[f"in:{name}"] = min(inside[name], 3)
    found[f"goals:{min(inside['goal'] + inside['toward'], 2)}"] = 1.0
    return found


def _within(text: str, place: int, marks: list[int], inside: Mapping[str, int]) -> dict[str, float]:
    """The same for a place within a word or within the name of who acts."""
    return _context(text, place, marks, inside) | {"within": 1.0}


@cache
def _lengths(place: int, clause: int) -> dict[str, float]:
    """How long the title would be, and the first clause of the body, in characters."""
    found = {
        "under 20": max(20 - place, 0),
        "under 12": max(12 - place, 0),
        "over 20": min(max(place - 20, 0), 12),
        "over 26": min(max(place - 26, 0), 8),
        "clause under 3": clause < 3,
        "clause under 5": clause < 5,
        "clause over 14": min(max(clause - 14, 0), 8),
    }
    return {name: float(amount) for name, amount in found.items() if amount}


def _characters(text: str, place: int) -> dict[str, float]:
    """Whether a place is within a word after all: by its characters, and by the rest of the text."""
    found = {}
    if text[place : place + 1] in SELDOM_FIRST:
        found["first"] = 1.0
    if text[place - 1] in SELDOM_LAST:
        found["last"] = 1.0
    if text.find(text[place - 1 : place + 1], place + 1) >= 0:
        found["pair again"] = 1.0
    if place < len(text) and text.find(text[place : place + 2], 0, place) >= 0:
        found["word again"] = 1.0
    return found
