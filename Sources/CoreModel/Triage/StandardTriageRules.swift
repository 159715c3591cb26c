extension TriageRules {
  /// The table that a new committee starts from; staff edit it.
  ///
  /// The order decides when a text names several matters: dangers come first, then what only the residents
  /// together can settle, then what is wrong by its own name, and last what says only who is concerned.
  /// 楼上, 隔壁 and 老人 stand in half of all texts, so that on their own they count last of all.
  package static let standard = TriageRules(
    dangers + deliberation + repairs + order + disputes + environment + services + lastResort)

  private static func rule(
    _ name: String, _ keywords: String, not excluding: String = "", at places: String = "",
    night: Bool = false, _ tier: Tier, _ category: String, _ handler: SuggestedHandler?,
    _ urgency: Urgency? = nil
  ) -> TriageRule {
    func words(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
    return TriageRule(
      name: name, keywords: words(keywords), excluding: words(excluding), places: words(places),
      atNightOnly: night, tier: tier, category: Category(category), handler: handler,
      urgency: urgency)
  }

  private static let dangers = [
    // Before everything: who is named here cannot wait, whatever else is wrong.
    rule(
      "生命危险",
      "昏迷 昏倒 昏过去 昏厥 晕倒 晕过去 晕厥 厥倒 厥过去 不省人事 没有意识 没意识 失去意识 没有呼吸 没呼吸 呼吸*停 呼吸困难 喘不上气 透不过气 叫不应 叫不醒 叫勿应 叫勿醒 喊不醒 流血 大出血 出血不止 吐血 是血 抽搐 口吐白沫 心脏病*发 心脏病犯 心梗 突然中风 突发 轻生 自杀 寻短见 想不开 不想活 割腕 上吊 跳楼 坠楼 跳河 要跳下去 想跳下去 喝农药 溺水 落水",
      not: "跳楼机 跳楼价 演练 防*讲座 急救*讲座 急救*培训 急救课 宣传", .first, "人员安全", .role(.dutyOfficer),
      .critical),
    rule(
      "电梯困人", "电梯*困 困*电梯 关*电梯里 关在电梯 电梯里出不来", not: "困难 困觉 犯困 演练", .first, "安全隐患",
      .crew(.maintenance), .critical),
    // In two clauses: 「电梯坏脱了，老人困在里头」.
    rule(
      "困在电梯", "困在里 困勒里 困了里 困牢 被困 有人困 关在里 关勒里 关牢 出不来 出勿来", not: "困难 困觉 犯困 演练 车*出不来",
      at: "电梯", .first, "安全隐患", .crew(.maintenance), .critical),
    rule(
      "燃气泄漏",
      "煤气味 燃气味 天然气味 煤气*中毒 一氧化碳 燃气*泄漏 煤气*泄漏 天然气*泄漏 燃气*泄露 煤气*泄露 天然气*泄露 燃气*漏气 煤气*漏 天然气*漏气 漏煤气 漏燃气",
      not: "演练 防*讲座 宣传 报警器*过期 报警器*没电", .first, "安全隐患", .role(.propertyManager), .critical),
    rule(
      "漏电", "漏电 触电 麻电 电到人 被电到 电线*裸露 电线*掉 电箱*冒", not: "漏电保护 漏电开关 防触电 宣传", .first, "安全隐患",
      .crew(.maintenance), .critical),
    // Before fire: the crew cuts the power, and 着火 is still fire.
    rule(
      "电路故障", "插座 电表箱 配电箱 电闸 总闸 空气开关 开关*火花", not: "着火 起火 火着 烧起来 冒烟 飞线 充电", .first, "水电维修",
      .crew(.maintenance), .urgent),
    rule(
      "火情", "着火 起火 火着 失火 冒烟 浓烟 烧起来 烧着了 火警 有火光 焦糊味 焦味 爆炸",
      not: "演练 演习 真着火 万一 冒烟过 怕着火 怕起火 容易着火 容易起火", .first, "安全隐患",
      .role(.propertyManager), .critical),
    rule(
      "人身危险", "摔倒 跌倒 掼倒 掼跤 掼了一跤 摔了一跤 跌了一跤 在家摔 走失 走丢 打人 持刀 拿刀 砍人 家暴 被打 砸到人 砸伤",
      not: "防摔倒 防跌倒 讲座 差点 怕砸 走失的狗 走失的猫", .first, "人员安全", .role(.dutyOfficer), .critical),
    rule(
      "高空抛物", "高空抛物 高空坠物 楼上*扔下 从天而降 从高层*掉", not: "装修", .second, "安全隐患", .role(.police), .urgent),
    rule(
      "房屋安全", "墙皮*脱落 外墙*脱落 外墙*掉 墙砖*掉 玻璃*掉下 玻璃*脱落 水泥块 钢筋*露 屋面*漏 顶楼*漏雨 屋顶*漏 房屋*裂缝",
      not: "维修资金 维修基金", .second, "安全隐患", .role(.propertyManager), .urgent),
    rule(
      "树木倒伏", "树*要倒 树*倒了 树*倒下 树倒 树*吹歪 树枝*断 树*断了 树枝*掉", .first, "绿化", .crew(.maintenance), .urgent),
    rule(
      "消防设施", "灭火器 消防栓 消火栓 消防门 防火门 烟感 消防水带 应急灯", .first, "安全隐患", .role(.propertyManager)),
    rule(
      "消防通道", "消防通道 生命通道 占*消防 消防登高", not: "楼道*堆 堆物 堆满", .first, "安全隐患", .crew(.grid), .urgent),
    rule(
      "飞线充电",
      "飞线 拉线*充 拉电线 私拉 电瓶*回家 电瓶*进门 电瓶车*上楼 电动车*上楼 电瓶*上楼 楼道*充电 电瓶车*电梯 电动车*电梯",
      not: "充电桩 充电棚 装修", .first, "安全隐患", .crew(.grid), .urgent),
    rule("井盖", "井盖 窨井", not: "反水 返水 堵", .first, "公共设施", .crew(.maintenance), .urgent),
  ]

  private static let deliberation = [
    rule("加装电梯", "加装电梯 电梯*加装 加梯", .third, "议事事项", .role(.director)),
    rule(
      "维修资金", "维修资金 维修基金 业委会 业主大会 换物业 物业*合同*到期 物业合同 大修", .third, "议事事项", .role(.secretary)),
    rule(
      "居民议事", "议事会 听证 开会 一起商量 大家商量 组织*谈谈 投票 表决", not: "开会室 借*开会 会议室", .third, "议事事项",
      .role(.director)),
    rule(
      "停车改造", "停车场*改造 停车*方案 增加车位 新增车位 改成车位 改*车位 一位难求 重新划线 错峰 人车分流 没地方停", .third, "议事事项",
      .role(.director)),
    rule(
      "充电设施", "充电棚 新建*车棚 建*车棚 新增*充电桩 增加*充电桩 加装*充电桩", not: "坏", .third, "议事事项", .role(.director)),
    rule(
      "适老化改造", "无障碍坡道 没有坡道 加*坡道 装*坡道 加*扶手 装*扶手 折叠座椅 装长椅 加*长椅 防滑", not: "咨询 补贴", .third, "议事事项",
      .role(.director)),
    rule(
      "公共空间",
      "公共空间 儿童乐园 儿童活动区 老人休息区 社区花园 微更新 微实事 楼组*改造 建议*改造 架空层 广场舞 没有*健身器材 没有*晾晒 垃圾房*太近 垃圾房*搬 垃圾房*改造 误时投放 误时点",
      .third, "议事事项", .role(.director)),
  ]

  private static let repairs = [
    rule(
      "电梯故障",
      "电梯*坏 电梯*停 电梯*故障 电梯*响 电梯*抖 电梯*不动 电梯*维修 电梯*夹 电梯*平层 电梯*沉 电梯*卡 电梯*按键 电梯按 电梯*失灵 电梯*对讲 电梯里*灯 电梯里*风扇 电梯*晃",
      not: "停电 断电", .first, "电梯", .crew(.maintenance), .urgent),
    rule(
      "停水停电", "停电 断电 跳闸 没电 停水 断水 没水", not: "停水通知 停电通知 咨询", .first, "水电维修",
      .crew(.maintenance), .urgent),
    rule(
      "水压水质", "水压 水*发黄 水*发黑 水*沉淀 水*怪味 水质 水*浑", .first, "水电维修", .role(.propertyManager)),
    rule(
      "邻里漏水",
      "楼上*漏 楼上*渗 隔壁*漏 隔壁*渗 楼下*渗 对门*渗 邻居*漏 渗*我家 漏*我家 漏水*又漏",
      at: "不承认 不认账 不肯 只肯 赔 踢皮球 推来推去 调解 协调 居委 不开门 联系不上 说是 谈了 不配合",
      .second, "邻里纠纷", .crew(.mediation)),
    rule("水管爆裂", "爆管 水管*爆 水管*裂 喷水 水漫 大量漏水", .first, "水电维修", .crew(.maintenance), .urgent),
    rule(
      "反水堵塞",
      "反水 返水 倒灌 堵塞 下水*堵 管道*堵 马桶*堵 地漏*堵 水管*堵 水槽*堵 窨井*堵 水*下不去 地漏 污水*溢 满溢", not: "堵车 消防通道", .first,
      "水电维修", .crew(.maintenance), .urgent),
    rule(
      "晾晒滴水", "空调*滴水 空调水 空调*滴下 外机*滴水 晾衣*滴 衣服*滴 不拧干 拖把*滴水 花*浇水*滴", .first, "邻里纠纷", .crew(.grid)),
    rule(
      "积水", "积水 车库*进水 车库*滴水 车库*漏 车库顶 排水泵 雨水口 水没到", .first, "公共设施", .crew(.maintenance)),
    rule(
      "渗漏水", "漏水 渗水 滴水 漏雨 水管*漏 龙头*漏 龙头*关不紧 阀*关不紧 墙*渗 水表*转", .first, "水电维修",
      .crew(.maintenance)),
    rule(
      "公共照明", "灯不亮 灯*不亮 灯坏 灯*坏 灯*闪 灯*一半 灯*关不掉 灯*不灭 没有灯 太黑 路灯 楼道灯 声控灯 感应灯", .first, "水电维修",
      .crew(.maintenance)),
    rule(
      "门禁道闸", "门禁 道闸 单元门*坏 单元门*关 单元门*锁 单元门*响 单元门*开 单元门*弹簧 铁门*坏 楼宇门 人行门 对讲 闭门器 门锁 刷卡 大门*坏",
      not: "消防", .first, "公共设施", .crew(.maintenance)),
    rule(
      "充电桩", "充电桩 充电口 车棚*坏 车棚*不够 没有喷淋", not: "新能源车位 占", .second, "公共设施", .role(.propertyManager)),
    rule(
      "公共设施损坏", "健身器材*坏 健身器材 长椅 栏杆 扶手 信报箱 晾衣架 地砖 路面*坑 台阶 监控*坏 雨棚*坏 雨棚*破 雨棚*漏",
      .first, "公共设施", .crew(.maintenance)),
  ]

  private static let order = [
    rule(
      "犬只伤人", "狗*咬 被*咬 咬了人 大狗 恶犬 烈性犬 大型犬 没办证 狂犬", .second, "养宠", .role(.police), .urgent),
    rule(
      "养犬", "遛狗 狗*叫 狗绳 不牵绳 狗*屎 狗*粪 狗*尿 宠物 流浪猫 流浪狗 野猫 野狗 养狗 猫*叫 没牵绳", .first, "养宠",
      .crew(.grid)),
    rule(
      "违法建筑", "违建 违章 违法搭建 搭建 封阳台 破墙 开门洞 私搭 承重墙 阳光房", not: "搭建*舞台", .second, "违法建设",
      .crew(.grid)),
    rule(
      "群租", "群租 日租 隔断 隔成 二房东 短租 民宿 上下铺", .second, "房屋租赁", .role(.police)),
    rule(
      "治安诈骗", "偷 被盗 小偷 诈骗 被骗 骗钱 骗子 可疑 赌 打架 推销", not: "防骗 讲座 差点", .second, "治安",
      .role(.police), .urgent),
    rule(
      "物业服务",
      "物业费 物业*态度 物业*不管 物业*不来 物业*没人 物业*不理 报修*没人 报修*不来 物业*收费 物业*服务 停车费 公共收益 广告费 保安*态度 保安岗",
      .second, "物业服务", .role(.propertyManager)),
    rule(
      "车位纠纷", "固定车位 地锁 人防车位 车位*卖 车位*租 月租 租金*涨 车位*长期", .second, "停车管理",
      .role(.propertyManager)),
    rule(
      "停车秩序",
      "乱停 违停 占*车位 车位*占 占位 堵车 挡住车 挡*车 僵尸车 外来车 车*出不来 车停在 车*停在*路 挪车 共享单车 新能源车位 非机动车*停 停车*难 停车*乱",
      .first, "停车管理", .role(.propertyManager)),
  ]

  private static let disputes = [
    rule(
      "家庭矛盾", "婆媳 夫妻 离婚 赡养 遗产 兄弟姐妹 家庭矛盾 轮流照顾", .second, "家庭矛盾", .crew(.mediation)),
    rule(
      "商户扰民",
      "收废品 小店 饭店 烧烤 面馆 餐馆 抽油烟机 棋牌室 麻将声 健身房 奶茶店 商铺 叫卖 底楼*油烟", not: "翻", .second,
      "噪声扰民", .crew(.grid)),
    rule(
      "邻里噪声", "跑跳 拍皮球 练琴 弹琴 脚步声 直播 砸铁 打呼 养鸟 外机*响 外机*嗡 外机*吵 外机*对着 外机*热风", .second,
      "噪声扰民", .crew(.mediation)),
    rule(
      "装修扰民", "装修 电钻 施工*吵 施工*声 冲击钻", not: "装修垃圾 装修*补贴 咨询", .first, "噪声扰民",
      .role(.propertyManager)),
    rule(
      "夜间垃圾扰民", "翻捡垃圾 翻垃圾 捡垃圾 翻*垃圾桶 垃圾*声音 垃圾*响", night: true, .first, "环境卫生",
      .crew(.nightPatrol), .urgent),
    rule(
      "夜间噪声",
      "噪声 噪音 太吵 很吵 吵得 吵架 声响大 声音*大 大声 跳舞 音响 放音乐 唱歌 卡拉 麻将 搬家具 喝酒 报警器 喇叭 施工 敲墙", night: true, .first,
      "噪声扰民", .crew(.nightPatrol), .urgent),
    rule(
      "噪声扰民", "噪声 噪音 太吵 很吵 吵得 扰民 声响大 大声 跳舞 音响 卡拉 麻将 搬家具 报警器 敲墙 喇叭", not: "垃圾", .second, "噪声扰民",
      .crew(.mediation)),
    rule(
      "占用公共部位", "公共绿地 公共走道 公共过道 公共部位 圈*院子 摄像头*对着 晾衣位置 晾晒位置 储物柜 种菜 养鸡", .second, "邻里纠纷",
      .crew(.mediation)),
  ]

  private static let environment = [
    rule(
      "楼道堆物", "楼道*堆 堆物 堆放 杂物 堆满 鞋柜 放在楼道 放楼道里 楼道*放*东西", not: "垃圾 捡废品", .first, "环境卫生",
      .crew(.grid)),
    rule(
      "垃圾清运",
      "垃圾*满 垃圾*堆 垃圾*臭 垃圾*没清 垃圾*没人 扔垃圾 小包垃圾 建筑垃圾 装修垃圾 大件垃圾 湿垃圾 垃圾分类 翻捡垃圾 翻*垃圾桶 翻垃圾 旧沙发 旧家具 床垫 扔在 垃圾房*锁 垃圾房*水",
      .first, "环境卫生", .role(.propertyManager)),
    rule("虫害鼠害", "老鼠 蟑螂 白蚁 马蜂 蜂窝 除四害", .first, "环境卫生", .role(.propertyManager)),
    rule(
      "绿化修剪", "修剪 树*挡 树*遮 树枝 绿化 草坪 草长 毁绿 毛毛虫 打药 蚊子", .first, "绿化", .role(.propertyManager)),
    rule(
      "卫生保洁", "保洁 打扫 没来扫 小便 大便 粪 脏 异味 臭味 油烟 小广告", not: "马桶", .first, "环境卫生", .role(.propertyManager)
    ),
    rule("垃圾设施", "垃圾房 垃圾桶", .first, "环境卫生", .role(.propertyManager)),
  ]

  private static let services = [
    rule(
      "证明办理", "证明 盖章 居住证 户口 社保 医保 敬老卡 津贴 长护险 廉租房 备案 补贴 办理流程 材料", .first, "咨询办事",
      .role(.dutyOfficer)),
    rule(
      "便民服务", "想借 借*轮椅 借*活动室 预约 打印 报名 几点开 哪天", .first, "咨询办事", .role(.dutyOfficer)),
    rule(
      "困难救助", "低保 困难 救助 补助 失业 帮扶 没人照顾 子女不管 子女*不管 捡废品", .second,
      "民生救助", .role(.director)),
    rule(
      "养老助残",
      "独居 孤老 助餐 送餐 养老 残疾 失能 陪诊 没人陪 没见出门 没出门 助听器 轮椅*下楼 轮椅下 抬*轮椅 坡道 透析 忘带钥匙 进不了门 叫车 无障碍",
      .first, "为老助残", .role(.dutyOfficer)),
    rule("咨询", "咨询 想问 怎么办 怎么申请 怎么报 哪里 电话多少 几点", .first, "咨询办事", .role(.dutyOfficer)),
    rule("停车其他", "停车 车位 非机动车", not: "停车场 非机动车库 建议", .first, "停车管理", .role(.propertyManager)),
    rule("建议", "建议 希望增设 倡议", .second, "意见建议", .role(.director)),
  ]

  /// Words that say who is concerned, or only that somebody asks.
  private static let lastResort = [
    rule(
      "邻里纠纷", "邻居 邻里 吵架 矛盾 纠纷 赔偿 调解 楼上 楼下 隔壁 对门", not: "隔壁阿婆 请问 咨询", .second, "邻里纠纷",
      .crew(.mediation)),
    rule("老人", "老人 轮椅 阿婆 老伯", not: "家里有老人 老人多", .first, "为老助残", .role(.dutyOfficer)),
    rule("询问", "请问 怎么 什么时候 能不能", .first, "咨询办事", .role(.dutyOfficer)),
  ]
}
