extension TriageRules {
  /// The table that a new committee starts from; staff edit it.
  ///
  /// Dangers come first, then what the crew mends, then what takes several parties, then what only
  /// the residents together can settle. The order decides when a text names several matters.
  package static let standard = TriageRules(
    dangers + repairs + environment + order + neighbours + deliberation + services)

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
    rule(
      "电梯困人", "电梯*困 困*电梯 关在电梯 电梯里出不来", not: "困难 演练", .first, "安全隐患",
      .crew(.maintenance), .critical),
    rule(
      "燃气泄漏", "煤气味 燃气味 燃气*泄漏 煤气*泄漏 天然气*泄漏 燃气*漏气 煤气*漏", .first, "安全隐患",
      .role(.propertyManager), .critical),
    rule(
      "火情", "着火 起火 冒烟 烧起来 火警 有火光 焦糊味 焦味", not: "演练 演习", .first, "安全隐患",
      .role(.propertyManager), .critical),
    rule(
      "人身危险", "摔倒 晕倒 昏倒 跌倒 轻生 跳楼 自杀 叫不应 走失 走丢 打人 持刀 家暴 被打", not: "防摔倒 防跌倒 讲座",
      .first, "人员安全", .role(.dutyOfficer), .critical),
    rule(
      "高空坠物", "高空抛物 高空坠物 墙皮*脱落 外墙*脱落 玻璃*掉 掉下来 砸到", .first, "安全隐患", .role(.propertyManager), .urgent),
    rule("树木倒伏", "树*倒 树枝*断 树枝*掉", .first, "安全隐患", .crew(.maintenance), .urgent),
    rule("漏电", "漏电 触电 电线*裸露 电线*掉 电箱*冒", .first, "安全隐患", .crew(.maintenance), .critical),
    rule("消防通道", "消防通道 生命通道 占*消防 消防登高", .first, "安全隐患", .crew(.grid), .urgent),
    rule(
      "飞线充电", "飞线 电瓶车*上楼 电动车*上楼 电瓶*上楼 楼道*充电 电瓶车*进电梯 电动车*进电梯", .first, "安全隐患", .crew(.grid), .urgent),
    rule("井盖", "井盖 窨井", .first, "安全隐患", .crew(.maintenance), .urgent),
  ]

  private static let repairs = [
    rule(
      "电梯故障", "电梯*坏 电梯*停 电梯*故障 电梯*异响 电梯*抖 电梯*不动 电梯*维修", not: "加装 加梯", .first, "电梯",
      .crew(.maintenance), .urgent),
    rule("停水停电", "停电 断电 跳闸 没电 停水 断水 没水", not: "通知", .first, "水电维修", .crew(.maintenance), .urgent),
    rule("水管爆裂", "爆管 水管*爆 水管*裂 喷水 水漫 大量漏水", .first, "水电维修", .crew(.maintenance), .urgent),
    rule(
      "反水堵塞", "反水 返水 倒灌 堵塞 堵了 堵住 下水道*堵 马桶*堵 污水*溢 满溢", not: "堵车", .first, "水电维修",
      .crew(.maintenance), .urgent),
    rule("渗漏水", "漏水 渗水 滴水 漏雨 水管*漏 龙头*漏 墙*渗", .first, "水电维修", .crew(.maintenance)),
    rule("公共照明", "灯不亮 灯*不亮 灯坏 灯*坏 灯*闪 没有灯 太黑 路灯 楼道灯", .first, "水电维修", .crew(.maintenance)),
    rule("门禁道闸", "门禁 道闸 单元门 铁门 楼宇门 对讲 门锁 刷卡 大门*坏", .first, "公共设施", .crew(.maintenance)),
    rule("公共设施损坏", "健身器材 长椅 栏杆 扶手 信报箱 晾衣架 地砖 路面*坑 台阶 监控 雨棚", .first, "公共设施", .crew(.maintenance)),
  ]

  private static let environment = [
    rule(
      "夜间垃圾扰民", "翻捡垃圾 翻垃圾 捡垃圾 垃圾*声音 垃圾*响", night: true, .first, "环境卫生", .crew(.nightPatrol), .urgent
    ),
    rule(
      "垃圾清运", "垃圾*满 垃圾*臭 垃圾*没清 垃圾*没人 乱扔垃圾 小包垃圾 建筑垃圾 装修垃圾 大件垃圾 垃圾房 垃圾桶 垃圾分类 翻捡垃圾", .first, "环境卫生",
      .role(.propertyManager)),
    rule("楼道堆物", "楼道*堆 堆物 堆放 杂物 堆满 鞋柜", .first, "环境卫生", .crew(.grid)),
    rule(
      "卫生保洁", "保洁 打扫 小便 大便 粪 脏 异味 臭味 油烟 小广告", not: "马桶", .first, "环境卫生", .role(.propertyManager)),
    rule("虫害鼠害", "老鼠 蟑螂 白蚁 蚊子 马蜂 蜂窝 除四害", .first, "环境卫生", .role(.propertyManager)),
    rule("绿化修剪", "修剪 树*挡光 树*遮 绿化 草坪 毁绿 种菜", .first, "绿化", .role(.propertyManager)),
  ]

  private static let order = [
    rule(
      "夜间噪声", "噪声 噪音 太吵 很吵 吵得 声响大 声音*大 跳舞 音响 唱歌 施工", night: true, .first, "噪声扰民",
      .crew(.nightPatrol), .urgent),
    rule(
      "停车秩序", "停车 车位 乱停 占位 堵车 挡住车 僵尸车 违停 地锁 非机动车 共享单车", not: "停车场*改造", .first, "停车管理",
      .role(.propertyManager)),
    rule("养犬", "遛狗 狗*叫 狗*咬 狗绳 不牵绳 狗*屎 恶犬 宠物 流浪猫 流浪狗 养狗 养鸡", .second, "养宠", .crew(.grid)),
    rule("装修扰民", "装修 敲墙 电钻 承重墙", .second, "噪声扰民", .role(.propertyManager)),
    rule("违法建筑", "违建 违章 违法搭建 搭建 封阳台 破墙 开门洞 私搭", .second, "违法建设", .crew(.grid)),
    rule("群租", "群租 日租 隔断 二房东 短租", .second, "房屋租赁", .role(.police)),
    rule("治安诈骗", "偷 被盗 小偷 诈骗 骗 可疑 赌 打架 推销", not: "防骗 讲座", .second, "治安", .role(.police), .urgent),
  ]

  private static let neighbours = [
    rule("噪声扰民", "噪声 噪音 太吵 很吵 吵得 扰民 声响大 脚步声 跳舞 音响 弹琴", .second, "噪声扰民", .crew(.mediation)),
    rule("邻里纠纷", "邻居 楼上 楼下 隔壁 邻里 吵架 矛盾 纠纷 赔偿 调解 晾衣", .second, "邻里纠纷", .crew(.mediation)),
    rule("家庭矛盾", "婆媳 夫妻 离婚 子女 赡养 遗产", .second, "家庭矛盾", .crew(.mediation)),
    rule("物业服务", "物业费 物业*态度 物业*不管 保安 物业*收费 物业*服务", .second, "物业服务", .role(.propertyManager)),
  ]

  private static let deliberation = [
    rule("加装电梯", "加装电梯 电梯*加装 加梯", .third, "议事事项", .role(.director)),
    rule("停车改造", "停车场*改造 停车*方案 增加车位 新增车位 充电桩 车棚", .third, "议事事项", .role(.director)),
    rule("公共空间", "公共空间 活动室 儿童乐园 小花园 微更新 楼组*改造 架空层 凉亭", .third, "议事事项", .role(.director)),
    rule("维修资金", "维修资金 维修基金 业委会 业主大会 公共收益 换物业 大修", .third, "议事事项", .role(.secretary)),
  ]

  private static let services = [
    rule("养老助残", "独居 孤老 老人 助餐 送餐 养老 残疾 轮椅 无障碍 失能 陪诊", .first, "为老助残", .role(.dutyOfficer)),
    rule("困难救助", "低保 困难 救助 补助 失业 帮扶 临时救助", .second, "民生救助", .role(.director)),
    rule("证明办理", "证明 盖章 居住证 户口 社保 医保 怎么办理 办理流程 材料", .first, "咨询办事", .role(.dutyOfficer)),
    rule("咨询", "咨询 请问 怎么 哪里 什么时候 几点 电话多少", .first, "咨询办事", .role(.dutyOfficer)),
    rule("建议", "建议 希望增设 能不能 倡议", .second, "意见建议", .role(.director)),
  ]
}
