"""The words by which clauses that report results are recognised: time words, adverbs, verbs, agents, plans, policies.

Words are listed by kind and only where grammar needs them; what is done with them is in `figures`. Every pattern is
bounded, so that none runs away on text that is no prose.
"""

import re

from archive.bulletin.layout import HAN

# --- time words -----------------------------------------------------------------------------------
COUNT = r"[\d一二两三四五六七八九十]{1,3}"
DAY = r"\d{1,2}[日号]"
CLOCK = r"(?:凌晨|清晨|早[上晨]?|上午|中午|下午|晚[上间]?)?\d{1,2}(?:[时点](?:整|半|\d{1,2}分(?!钟))?|[：:]\d{2})"
DATE = (
    rf"(?:(?:\d{{4}}年|[今去本当]年|本月|上月|当月)(?:{COUNT}月份?)?|{COUNT}月份?)"
    rf"(?:[初底末]|[上中下]旬|{DAY}(?:(?:-|—|~|至|到)(?:{COUNT}月)?{DAY}|{CLOCK})?)?"
    rf"|{DAY}(?:{CLOCK})?(?!召)"
)
SEASON = (
    r"(?:全年|[上下]半年|[前第]?[一二三四\d]个?季度|前[\d一二三四五六七八九十]{1,3}个?月|[春夏秋冬]季(?=，|期间)|今[春夏秋冬]|三[夏秋]"
    r"|(?:暑[假期]|寒假|汛期|春节|国庆|五一|中秋)(?=，|期间))(?:期间)?"
)
MONTHS = rf"{COUNT}月?(?:-|—|–|~|～|至|到){COUNT}月份?"
UNTIL_NOW = re.compile(
    rf"(?:截至|截止|直至|到)?(?:目前|当前)(?!的|正)|(?:截至|截止到?)(?:今日|今天|现在|{DATE}|[^，；。！？\d]{{1,8}}(?=，))"
    r"|[^，；、。！？的]{1,16}以来|[^，；、。！？]{1,8}[年月天日周季度]来(?=，)|近年来|近[几两三]年来?"
)
NOW = re.compile(r"截[至止](?:目前|当前)|目前(?!的)|当前(?!的|正)|今年以?来|近年以?来|[春夏秋冬]以来|[0-9]月份?以来")
PERIOD = re.compile(
    rf"(?:(?:\d{{4}}年|[今去]年)?(?:{MONTHS}|{SEASON})|{DATE})(?:期间|当天)?|[今去]年(?!度)"
    r"|近期|近日|日前|连日来|[当昨今][天日](?=，|共)|首[季月周]|[^，；、。！？\d]{2,6}(?:期间|当天)(?=，)"
)
NOT_A_PERIOD = re.compile(r"[“《第度底初末前起份同]")  # 2025年“…”行动: part of a name; 9月底前: a plan
CONTINUES = re.compile(r"其中|另外|此外|同时|累计|共|已")  # a sentence that goes on under the time word of the last

# --- what stands before a figure and is no part of it ---------------------------------------------
ADVERB = (
    r"现(?=已|有)|已经?(?!建)|共(?:计|有)?(?![同享建治青产创和])|总计|累计|先后|成功|分别|依法|全部|有效|及时|积极|主动|顺利"
    r"|提前(?!完)|陆续|逐步|再次|另有|还有|另外|另(?=有)|其中|此外|同时|并(?!购|网|轨)|且|合计(?![^\d]{0,2}(?:金额|面积|资金|投资))|进行"
)
LEADING = re.compile(
    rf"(?:[（(][^（()）]{{0,40}}[)）]|该(?:公司|街道|中心|[{HAN}])(?=[{HAN}]{{2}})|{ADVERB}|含|(?:有|使|让)(?![效机关限望力用])"
    r"|以及|[、，)） \u00a0]){1,12}"
)
MARKER = re.compile(
    r"(?<![公中总与])共(?:计|有)?(?![同享建治青产创])|累计|已(?:经|有|累计)?|先后|分别|依法|同时|成功(?!率)|(?<=[县市镇乡区村省])有(?![效机关限望力用])"
)
MARKED = re.compile(r"(?<![公中总与])共(?![同享建治青产创用])|累计|已(?!建)|先后|合计")
CHANGE = r"增长|增加|增幅|提高|提升|上升|下降|降低|减少|缩短|压缩|压减|回升|上涨|下滑|升|降|增|减"
NEEDS_SUBJECT = re.compile(rf"(?:{CHANGE}|达|突破|超过|过|超|为|约|近|不足|逾)(?:了|到|至|为)?")
REACHES = re.compile(rf"(?:{CHANGE}|达|突破|超过|为|仅|保持|稳定)(?:了|到|至|为|在)?(?:\D{{0,2}})$")
RATE = re.compile(r"率|(?<![年季月])度|占比|比例")
COMPARED = re.compile(r"(?:同比|环比|较|比[上去同])")
REALISED = re.compile(r"实现(?=[^，]{2,30}(?:率|[意晓]度|比例|占比))")  # 实现…合格率达95%
PREPOSITION = re.compile(
    r"为(?!期)|向(?![上好])|对(?![接外比标])|与|由(?!\d)|给|在(?![建谈研册校岗库线营逃]|[(（])|利用|依托|通过(?![验审率评])|联合(?!体)"
    r"|会同|协同|协调|配合|借助|针对"
)
TAKEN = re.compile(r"(?:仅|只)?(?:用时|耗时|历时)")  # 从…到…仅用时6个月
MEAN = r"(?:平均|[日月年人户亩周]均)"
MEAN_WORD = re.compile(MEAN)
PER = {"每日": "日", "每天": "日", "日均": "日", "日产": "日", "每月": "月", "月均": "月", "每周": "周", "周均": "周"}
PER |= {"每年": "年", "年均": "年", "年产": "年", "人均": "人", "户均": "户", "亩均": "亩"}
PER_WORD = re.compile("|".join(PER))
AREA = r"全球|世界|国际|全国|国内|全省|全市|全县|行业|同类"
RANK = re.compile(rf"(?:{AREA}|排|列|居|名)[^，]{{0,8}}$")
RANK_IN_AREA = re.compile(rf"(?:{AREA})[^，]{{0,10}}(?:排名|位列|位居|排|居|列)[^，]{{0,4}}$")
RANKED = re.compile(
    rf"(?:排名|名列|位列|[位稳跃]居|保持|跻身|[居列排])?(?:{AREA})[^，]{{0,4}}$"
)  # 连续3年|位居全省前10名
RANK_BARE = re.compile(rf"(?:{AREA}|排名|[排列居])(?:综合|同类)?(?:排名|[名位并]列|[位稳]居|[排列居])?$")  # 全市|第一
STRIVEN = re.compile(r"(?:争[创当做取夺]|[力勇]争|打造|冲刺|瞄准|冲击|奔着|朝着)[^，]{0,10}$")

# --- verbs of what offices do, and who does it ----------------------------------------------------
VERBS = """
邀请 开复工 复工 完工 竣工 投产 编制 变更 拨付 播发 播放 播种 补植 采集 采购 参观 参加 参与 查办 查出 查封 查获 查扣 查处 查改
查实 查验 拆除 拆解 产出 撤离 撤销 承办 承接 筹措 筹集 出动 出口 出示 出台 储备 处罚 处理 处置
创成 创建 促成 促进 达成 打掉 打击 打捞 打通 打造 带动 担保 登记 调处 调动 调解 调配 调研 动用
动员 督办 督查 督导 督促 兑付 兑现 对接 发布 发动 发放 发送 发现 发展 返还 放款 放映 扶持 辅导
覆盖 改建 改造 更换 供餐 供给 供应 购置 关停 灌溉 归还 归集 核查 核发 核减 核实 核定 化解 还田
回访 回收 恢复 惠及 获得 获批 获评 入选 绘制 加工 加开 加装 监测 监督 减免 减轻 减少 检测 检查 检修 建成
建档 建立 建设 降低 交办 缴纳 教育 接待 接访 接收 接受 接听 接诊 接种 节省 节约 结对 结成 解除
解决 浇灌 借阅 救援 救助 捐赠 捐助 举办 举行 考取 开办 开发 开工 开具 开设 开通 开展 看望 扩建
拉动 拦截 立项 录入 录制 落实 美化 命名 谋划 募集 纳入 拍摄 排查 派出 抛洒 培训 培养 培育 配备
配送 喷洒 评定 评审 评选 铺设 破获 起诉 签订 签署 签约 抢救 撬动 清除 清淤 清掏 清理 清零 清收
清退 清洗 清运 清走 清扫 取得 取缔 取消 劝导 劝返 劝阻 认定 认养 荣获 入驻 筛查 上报 上门 设立
设置 申报 申请 审查 审核 审批 审结 生产 实施 实现 收到 收缴 收割 收购 收回 收获 收集 授信 受理
疏浚 疏散 疏通 输送 送达 跟踪 淘汰 腾出 腾清 腾退 提供 停业 投放 投入 投用 投资 推动 推荐 推介
推进 推广 推送 退还 退回 挽回 完成 维修 慰问 吸纳 吸收 吸引 下达 下发 消除 消化 消纳 销售 修订
修复 修建 修缮 宣传 宣讲 选拔 选派 选聘 选树 巡查 巡护 巡逻 压减 压缩 验收 养护 移送 义诊 引导
引进 引育 印发 印制 硬化 约谈 运送 赠送 栽植 栽种 责令 增加 增设 增殖 展出 展示 招募 招聘 招引
张贴 诊断 诊疗 征集 征收 整改 整合 整修 整治 整理 争取 执结 止付 指导 制定 制作 治理 种植 注销
抓获 转办 转化 转移 转运 追回 走访 组建 组织 撮合 帮扶 帮助 办结 办理 代办 帮办 安排 安置 安装
协调 协助 新增 新建 新开工 试运行 修剪 悬挂 绿化 流转 盘活 曝光 通报 颁发 表彰 授予 孵化 出让
缩短 资助 支持 服务 扑灭 抽检 抽查 摸排 摸清 聘请 聘用 抽调 出具 涉及 入户 受益 回复 答复
"""
# After these a verb is the first half of a noun: 培训班, 服务中心.
NOUN_AFTER = (
    "行动|工作|中心|机构|班|站|点|局|所|办|平台|系统|协议|体系|制度|力量|组|队|员|者|性|率|量|数|额"
    "|面积|时长|课|物|品|产业|能力|基地|岗|窗口|档案|价|费"
)


def _by_first_character(words: str) -> str:
    """An alternation of words, parted by blanks, that tries only those that begin with the character at hand."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words.split(), key=len, reverse=True):
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(others)})" for first, others in rests.items())


VERB_WORD = _by_first_character(VERBS)
VERB = re.compile(rf"{MEAN}?(?:{VERB_WORD})(?!{NOUN_AFTER})")
STARTS_WITH_VERB = re.compile(rf"(?:{MEAN}|新|限期|现场|就地)?(?:{VERB_WORD})")
BARE_VERB = re.compile(
    rf"(?:{MEAN}|新|限期|现场)?(?:{VERB_WORD})(?:{VERB_WORD})?[了出到]?"
    r"|(?:每[日天月年]|[日月年])?可?(?:产|生产|处理|加工|供应|接待)|其余|剩余|余下"
)
REST = re.compile(r"其余|剩余|余下")
AGENT = (
    "中心|窗口|系统|平台|公司|集团|银行|机构|部门|单位|局|委员会|医院|法院|检察院|学校|站|大队|支队|中队|小组|专班|合作社|协会|联社"
    "|干部|人员|队员|志愿者|党员|民警|网格员|街道|社区|专家|团队|门诊|餐点|网点|驿站|园区|开发区|活动|招聘会|展会"
)
SUBJECT = re.compile(
    rf"[^，]{{0,24}}?(?:{AGENT}|全[县市镇乡区村省]|我[县市]|[镇乡县])(?=(?:{MEAN}|新)?(?:{VERB_WORD})(?!{NOUN_AFTER}))"
)
# Agents that can only be who acts, not what is acted upon, when nothing follows the verb: 窗口受理30件, but 企业备案30家.
OFFICE = re.compile(r"(?:中心|窗口|系统|平台|公司|局|委员会|门诊|餐点|网点|驿站|大队|街道)$")
PLACE = re.compile(r"全[县市镇乡区村省]|全街道|我[县市]|辖区|园区")
# What a place has rather than does: 全县农产品零售额2亿元 loses its subject unwillingly.
OF_PLACE = re.compile(r"率|额|总量|值|收入|面积|指数|支出|投资|存款|贷款|人口|里程|[案件户]数")
PEOPLE = re.compile(
    r"[^，]{0,8}?(?:群众|企业|居民|村民|农户|老人|学生|职工|商户|考生|家庭|对象|人员|机构|游客|儿童|村|社区)"
)

# --- quantities that are no figures ---------------------------------------------------------------
PLAN = re.compile(
    rf"(?:{ADVERB}|项目|该项目){{0,4}}(?:力争|目标(?!任务|责任|人群|完成)|下一步|有望|到20\d\d年|确保|明年|准备|要求|争取(?=[达到完实在位进跻])|可(?=[节增减实达带]))"
    r"|[^，]{0,14}?(?:预计|预期|拟(?!合|定|稿)|(?<!年度)计划(?=[总新投建实招在于到完开供种发培])|争取突破|将(?=[新投建于在继实完达开推安组再]))"
    r"|[^，]{0,10}[月日底年]前(?=[^，]*[完达新建实])"
)
# What is paid, allowed or asked for each one: a rule, not a result.
POLICY = re.compile(
    r"标准(?!化)|不得|最高|上限|以内的|给予|每(?!日可|天可|日处|日产|天产)|缴纳|收取|交费|奖励|补贴|可获|价格|免费|低于|高于|限额|封顶|满\d|以上的|未达|要求|不低于|不少于|至少"
)
# What a thing can do or how large it is, no more than its name: 日处理污水2万吨|的污水厂.
CAPACITY = re.compile(
    r"[日年月天时](?:均|可)?(?:处理|产|生产|加工|供|接待|吞吐|发电|消纳|收储|出栏)|容纳|容量|占地|总?投资|面积|[全总]长|直径"
)
TIMETABLE = re.compile(
    r"[^，]{0,12}每(?:周[一二三四五六日末天]|逢|月\d|[日天晚]\D{0,4}\d{1,2}[时点：:])"
)  # 5名志愿者每周三到岗
# Of whom there are so many, and nothing was done: 60岁以上老人4.5万人, 脱贫户1234户3456人.
POPULATION = re.compile(
    r"(?:我[县市]|[全该][县市镇乡村]|辖区|现?有)?(?:[\d一二三四五六七八九十]{1,3}周?岁[^，、]{0,10}|总人口|(?:常住|户籍|农村|农业)(?:人口|居民|户)"
    r"|(?:农村)?(?:脱贫|监测|低保|特困|五保|残疾|留守)[^，、]{0,3}?(?:人口|人员|户|对象|家庭|老人|儿童|人))"
)
OF_PEOPLE = ("人", "名", "位", "户")
ALL_OF_THEM = re.compile(r"[^，]{0,4}?(?:全部|均|已|都|得到|实现|享受|受益|完成|参加|稳定)")
CONDITION = re.compile(r"的|即|时|后|就|便")  # 积水超过10厘米即停运
RATE_FOR_EACH = re.compile(r"每[^，]{1,8}$|标准(?:为|是|由)?$")
NOT_DONE = re.compile(r"未|同期为|没有|不再|无一|连续$|半径$|相距|距离|外延|[宽深]$|(?<!提)高$|超过$")
DURATION = re.compile(r"(?:年|个月|天|周|小时|分钟|秒|工作日)$")
OF_TIME = re.compile(
    r"用时|耗时|历时|时长|时间|时限|期限|工期|周期|缩短|压缩|压减|节约|节省|减少|提前|平均|减至|降至|降到|工时"
)
THESE = re.compile(r"[这那该其]$|[上前]述$|任[选意]$")
LEADS_NUMBER = re.compile(
    r"(?:对|与|按照?|依托|将|把|围绕|针对|从|由|以|于|面向|距|为|给|向|在|每|分|分为|整合为|设|现有|下辖|所辖|辖)$"
)
FOR = re.compile(r"(?:为|对|向|给|与)$")
INPUT = re.compile(
    r"聘|抽调|选派|精选|选[取定择]|划|安排|配备|设[立置]|成立|组建|邀请|依托|购[置买]|遴选|配置|整合|摸清|梳理|建立|分为|实行|抽取|租|调度|分包|包联"
    r"|携带|涵盖|包括|细化|面向|要求|安装|占地|位于|预算|每|调取|依照|开列|落实"
)
OUTPUT = re.compile(r"(?<!年)(?:产量|产值|总产|单产|收入|营收|税收|[售易入出资]额|增加值|总值)")
EXCEEDS = re.compile(r"(?:达|突破|超过)(?:了|到)?$")
# A clause that opens with a number and says what became of all of them: 建成服务站12个，230个行政村实现全覆盖.
BECAME = re.compile(r"[^，的]{1,10}(?:全部|均|实现|完成|达到|通过|受益)")
# What 41家优质企业 or 29项制度 is as a result, where a sentence has no time word.
MADE = re.compile(r"(?:编制|制定|出台|修订|推出|完善|形成|印发)")
MADE_THING = re.compile(r"[^，]{0,8}(?:制度|机制|措施|办法|清单|标准|流程|规范|政策|方案)")
WON = re.compile(r"带动|惠及|吸引|帮助|吸纳|扶持|培训|服务")  # 带动300户年均增收5000元: both are results
GATHERED = re.compile(r"组织|出动|动员|发动|调动|调配|动用|派出|投入")  # 组织12辆宣传车: what the work took
PEOPLE_OR_TOOLS = re.compile(r"[人名位辆台支组队艘架个]")

# --- how quantities of one clause stand to each other ---------------------------------------------
CONNECTED = re.compile(r"、|和|及|与|并|/|以及|或")
SAME_KIND = re.compile(r"[^，、已有共均达为]{1,6}")
ADJACENT = re.compile(r"(?:共?计|总计|合计|共|约|近|达|累计|[ \u00a0]){0,3}")
FROM = re.compile(r"[由从][^，由从]{0,14}$")
TO = re.compile(r"[^，、]{0,8}[至到为成](?:了|约|近)?")
GOES_ON = re.compile(r"[等在于对为向并且用被由从将把与和及、的]|进行|全部|均|已|正|开")
LIST_MARK = re.compile(r"(?:、|以及|和|(?<!参)与|(?<![普涉])及|[ \u00a0])$")
STOP_AFTER_VERB = re.compile(r"[在于]|进行|用于|前往|赴")
END_OF_LABEL = re.compile(
    r"(?:基本|已|累计|共计|共|总计|(?<![通到抵送])达到?|突破|超过|(?<![签合节预租])约|(?<![附最临邻])近|逾|(?<![行作])为|了|高达|不足|[ \u00a0]){1,4}$"
)
BEFORE_LABEL = re.compile(r"^(?:其余|剩余|余下|仅|只)")
PART = re.compile(r"(?:其中|含)$")
OF_THE_LAST = re.compile(r"总投资|投资额|总?金额|总额|计")
MONEY_OR_SHARE = re.compile(r"[元%‰倍成]$|百分点$")
