import CoreModel

/// A request that is open right now and written by hand, so that the desk looks alive at first sight.
struct DemoScene: Sendable {
  let status: RequestStatus
  let tier: Tier
  let age: Int
  let lastStep: Int
  let pooled: Bool
  let channel: Channel
  let urgency: Urgency
  let group: String
  let room: String
  let detail: String?
  let keyword: String
  let ticketKind: TicketKind?
  let ticketState: TicketState?
  let resident: Resident?
  let text: String

  private init(
    _ status: RequestStatus, _ tier: Tier, age: Int, lastStep: Int = 0, pooled: Bool = false,
    _ channel: Channel, urgency: Urgency = .normal, _ group: String, _ room: String = "",
    at detail: String? = nil, about keyword: String, ticket ticketKind: TicketKind? = nil,
    standing ticketState: TicketState? = nil, by resident: Resident? = nil, _ text: String
  ) {
    self.status = status
    self.tier = tier
    self.age = age
    self.lastStep = lastStep
    self.pooled = pooled
    self.channel = channel
    self.urgency = urgency
    self.group = group
    self.room = room
    self.detail = detail
    self.keyword = keyword
    self.ticketKind = ticketKind
    self.ticketState = ticketState
    self.resident = resident
    self.text = text
  }

  /// Where it stands.
  var openCase: DemoOpenCase {
    DemoOpenCase(
      status: status, tier: tier, age: age, lastStep: lastStep, pooled: pooled, ticket: ticketState)
  }

  /// The draft of it.
  func draft(in places: DemoPlaces, now: Instant) -> DemoDraft {
    let home = places.household(of: group, room: room)
    return DemoDraft(
      receivedAt: now.adding(minutes: -age), matter: matter, tier: tier, channel: channel,
      urgency: urgency, group: home.group,
      place: RequestPlace(
        group: places.groups[home.group].id, room: room.isEmpty ? nil : room, detail: detail),
      resident: resident ?? home.resident, text: text, open: openCase, ticketKind: ticketKind)
  }

  private var matter: DemoMatter {
    let all = DemoCatalogue.tiers[tier.rawValue - 1].matters
    return all.first { $0.keyword == keyword } ?? all[0]
  }

  /// Everything that is open in a neighbourhood of the usual size, the most telling first: a smaller
  /// one has only the first of them.
  static let all: [DemoScene] = [
    DemoScene(
      .registered, .first, age: 3, .weChatGroup, urgency: .urgent, "12号楼", "502", about: "灯不亮",
      by: Resident(name: "李阿姨", phone: "13800002046"), "楼道灯不亮，刚才有位老人摔了一跤，人没大事，麻烦快点来看看"),
    DemoScene(
      .dispatched, .first, age: 24, lastStep: 11, pooled: true, .qrCode, "3号楼", "1201",
      about: "漏水", "厨房水管漏水，拿盆接着都来不及，柜子里全是水"),
    DemoScene(
      .arrived, .first, age: 340, lastStep: 290, .phone, "木荷苑3号", "101", about: "堵",
      "一楼下水道返水，污水漫到客厅了，早上就说了还没通好"),
    DemoScene(
      .registered, .second, age: 55, .hotline, "8号楼", "101", about: "油烟", ticket: .complaint,
      "市民来电反映：收废品的天天在北门敲敲打打，喇叭从早叫到晚，噪音扰民，希望尽快处理"),
    DemoScene(
      .rejected, .second, age: 2700, lastStep: 150, .phone, "5号楼", "702", about: "噪声",
      "楼上小孩天天拍皮球跑跳，说好九点以后不吵，昨晚十点多又开始了"),
    DemoScene(
      .registered, .first, age: 7, .phone, "木荷苑5号", "302", at: "北门垃圾房", about: "翻捡垃圾",
      "又有人夜间翻捡垃圾，瓶子哐当响，推车停在我们窗下，老人睡不好"),
    DemoScene(
      .escalated, .third, age: 4200, lastStep: 1200, .visitor, "木荷苑8号", "501", about: "加装电梯",
      "我们楼想加装电梯，还差两户签字，费用分摊也谈不拢，请居委组织大家坐下来谈"),
    DemoScene(
      .held, .second, age: 3100, lastStep: 1500, .visitor, "真源1062号", "601", about: "渗水",
      "楼上卫生间渗水到我家，吊顶发霉，楼上人在外地要周末才回来"),
    DemoScene(
      .accepted, .second, age: 1700, lastStep: 1500, .hotline, "15号楼", "903", about: "车位",
      ticket: .help, "来电人表示，固定车位被邻居装了地锁，交了钱停不了，要求协调处理"),
    DemoScene(
      .responded, .first, age: 22, lastStep: 16, .weChatGroup, "真源1058号", "203", about: "堵",
      "马桶反水，卫生间地上全是脏水，家里有小孩，能不能快点"),
    DemoScene(
      .accepted, .first, age: 28, lastStep: 9, .weChatGroup, "8号楼", "1102", about: "门禁",
      "单元门禁坏了，刷卡没反应，门一直开着，外卖随便进出"),
    DemoScene(
      .fedBack, .first, age: 230, lastStep: 100, .visitor, "木荷苑11号", "404", about: "老人",
      "隔壁独居阿婆两天没见出门，敲门没人应，麻烦上门看看"),
    DemoScene(
      .triaged, .first, age: 34, lastStep: 10, .hotline, "20号楼", "1501", about: "咨询",
      ticket: .inquiry, "市民来电：咨询适老化改造补贴怎么申请，家里老人八十六岁，要准备什么材料"),
    DemoScene(
      .arrived, .first, age: 75, lastStep: 30, .patrol, "木荷苑6号", at: "非机动车库", about: "飞线充电",
      "车库旁边三辆电瓶车飞线充电，插线板放在地上，已拍照"),
    DemoScene(
      .accepted, .second, age: 1560, lastStep: 1480, .weChatGroup, "2号楼", "301",
      at: "2号楼门口", about: "高空抛物", "有人高空抛物，半袋垃圾砸在单元门口，差点砸到接孩子的人"),
    DemoScene(
      .resolved, .first, age: 105, lastStep: 20, .phone, "22号楼", "1102", about: "电梯",
      "电梯关门夹人，爷叔的手被夹了一下，已经不敢坐了"),
    DemoScene(
      .registered, .first, age: 24, lastStep: 24, .hotline, "11号楼", "602", about: "咨询",
      ticket: .suggestion, standing: .toSign, "市民建议：小区东门早高峰太挤，建议把岗亭边的小门也打开"),
    DemoScene(
      .registered, .first, age: 260, lastStep: 35, .hotline, "18号楼", "1402", about: "漏水",
      ticket: .help, standing: .toContact, "来电人表示，地下车库入口一直滴水，地面打滑，要求物业检修"),
    DemoScene(
      .resolved, .second, age: 1700, lastStep: 70, .hotline, "6号楼", "303", about: "油烟",
      ticket: .complaint, standing: .toReply, "来电人投诉，楼下小饭店油烟直接排到楼上，晚上开窗全是味道"),
    DemoScene(
      .replied, .second, age: 2900, lastStep: 400, .hotline, "真源1060号", "402", about: "噪声",
      ticket: .complaint, standing: .toVisit, "来电人反映，隔壁装修周末也在敲墙，孩子要中考，要求制止"),
    DemoScene(
      .registered, .second, age: 6000, lastStep: 200, .hotline, "7号楼", "1101", about: "车位",
      ticket: .help, standing: .review, "来电人反映，小区机动车乱停堵住消防通道，多次反映没有改观"),
    DemoScene(
      .registered, .first, age: 1300, lastStep: 180, .hotline, "木荷苑2号", "201", about: "咨询",
      ticket: .help, standing: .returning, "来电人反映，小区门口市政道路的路灯连着坏了五盏，要求修复"),
    DemoScene(
      .accepted, .second, age: 2800, lastStep: 300, .hotline, "9号楼", "801", about: "渗水",
      ticket: .help, standing: .extending, "来电人表示，外墙渗水多年，雨天客厅墙面起皮，要求彻底维修"),
  ]
}
