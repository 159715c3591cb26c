import CoreModel
import TerminalKit

/// Everything that can be done by key, as data. One table feeds the dispatch, the footer, the action
/// menu, the help, the palette and docs/keys.md, so that they cannot disagree.
struct DeskCommand: Sendable, Identifiable {
  /// Stable name.
  let id: CommandID
  /// The same as text, for menus and clicks.
  let name: String
  /// The keys that give it; the first is shown.
  let keys: [Key]
  /// Two to four characters for the footer.
  let short: String
  /// A sentence for menus, help and the palette.
  let long: String
  /// Where the keys work.
  let scope: Scope
  /// Whether it asks before it acts, or its form shows that it is serious.
  let isDangerous: Bool
  /// Rank in the footer; nil keeps it out. Smaller stays longer when the window is narrow.
  let footerRank: Int?
  /// The same on the 12345 screen, before those that have none there.
  let ticketRank: Int?

  init(
    id: CommandID, keys: [Key], short: String, long: String, scope: Scope,
    isDangerous: Bool = false, footerRank: Int? = nil, ticketRank: Int? = nil
  ) {
    self.id = id
    name = "\(id)"
    self.keys = keys
    self.short = short
    self.long = long
    self.scope = scope
    self.isDangerous = isDangerous
    self.footerRank = footerRank
    self.ticketRank = ticketRank
  }

  /// The steps that it gives: one of them at a time, whichever is possible.
  var kinds: [CommandKind] {
    switch id {
    case .step(let kind): [kind]
    case .either(let usual, let after): [usual, after]
    default: []
    }
  }

  /// Whether it is a step of the hotline, which only tickets have.
  var isOfTickets: Bool { kinds.contains { CommandKind.ofTickets.contains($0) } }

  /// Where a command's keys work.
  enum Scope: String, CaseIterable, Sendable {
    /// Everywhere outside text fields.
    case everywhere
    /// In every list.
    case list
    /// On a selected request.
    case request
    /// On the 值班 screen, before what the same key means elsewhere.
    case roster
    /// On the 晨会 screen, likewise.
    case morning
    /// On each of the screens under 5, on 督办 and on 统计, likewise.
    case council, projects, whistles, mediations, supervision, statistics
    /// On all screens under 5, behind their own keys.
    case deliberation

    /// Whether its keys work on screens of their own only.
    var isOfBoards: Bool { ![.everywhere, .list, .request].contains(self) }
  }
}

/// The stable names of the commands.
enum CommandID: Hashable, Sendable {
  case workbench, hotlineScreen, groupsScreen
  case help, palette, quit, redraw, signOut
  case nextPane, previousPane, zoom, theme
  case lineUp, lineDown, pageUp, pageDown, first, last
  case mark, markAll
  case quickAdd, filter, nextView, clearFilter, importTickets, pasteChat
  case actions, details
  case templates, reminders
  case clusters
  case settings
  case facets, views, dropCondition
  case caller
  /// A step of the request's life.
  case step(CommandKind)
  case drafts
  /// One key for two steps of which at most one is possible: the second when the model lets it pass, else the
  /// first, such as asking the city for something and writing its answer down.
  case either(CommandKind, CommandKind)
  /// 办下一步: the step that is owed next.
  case next
  case score
  /// 6 晨会, and what a key does there alone.
  case morningScreen, morning(MorningKey)
  case checks, requestChecks
  case todaySummary, trend
  case rosterExport, rosterImport
  case rosterScreen
  case rosterTurn, rosterSpan, rosterLeft, rosterRight, rosterBack, rosterForward
  case rosterToday, rosterProblem, rosterActions, rosterAdd, rosterChange, rosterCancel
  case rosterSwap, rosterSwaps, rosterHours
  case handover
  case rosterPlan, rosterAbsences
  /// 去向 of a request.
  case onward
  case councilScreen, supervisionScreen, statisticsScreen
  case nextDeliberation, previousDeliberation
  case council(CouncilKey)
  case project(ProjectKey)
  case whistle(WhistleKey)
  case mediation(MediationKey)
  case supervision(SupervisionKey)
  case statistics(StatisticsKey)
}

extension DeskCommand {
  /// Every command, in the order of the help page.
  static let all: [DeskCommand] =
    [
      DeskCommand(
        id: .workbench, keys: [Key("1")], short: "工作台", long: "工作台：诉求、楼组、值班、12345 四个窗格",
        scope: .everywhere),
      DeskCommand(
        id: .hotlineScreen, keys: [Key("2")], short: "12345", long: "12345 工单收件箱",
        scope: .everywhere),
      DeskCommand(
        id: .groupsScreen, keys: [Key("3")], short: "楼组", long: "楼组一览", scope: .everywhere),
      DeskCommand(
        id: .morningScreen, keys: [Key("6"), Key(.function(6))], short: "晨会",
        long: "晨会：昨日数字、夜间值守、要议定的、今日到期，已经写好", scope: .everywhere),
      DeskCommand(
        id: .rosterScreen, keys: [Key("4"), Key(.function(4))], short: "值班表",
        long: "值班表：一周或一个月，按班次、按人，缺岗和重班一眼看见", scope: .everywhere),
      DeskCommand(
        id: .councilScreen, keys: [Key("5"), Key(.function(5))], short: "议事会",
        long: "议事会、微实事、吹哨、调解：居委会一家办不了的，办到销项", scope: .everywhere),
      DeskCommand(
        id: .supervisionScreen, keys: [Key("7"), Key(.function(7))], short: "督办屏",
        long: "督办：不认可、超时、压着不动、退回、反复，一层层看下去", scope: .everywhere),
      DeskCommand(
        id: .statisticsScreen, keys: [Key("8"), Key(.function(8))], short: "统计",
        long: "统计：月、季、年的数字，每个都能打开看是哪些诉求、怎么算的", scope: .everywhere),
      DeskCommand(
        id: .quickAdd, keys: [Key("n"), Key(.insert)], short: "新诉求", long: "登记新诉求（一行写完）",
        scope: .everywhere, footerRank: 2),
      DeskCommand(
        id: .filter, keys: [Key("/"), .ctrl("f")], short: "查找", long: "边输边查：内容、地点、人、编号、拼音首字母",
        scope: .everywhere, footerRank: 9),
      DeskCommand(
        id: .palette, keys: [Key(":"), .ctrl("p"), Key(.function(2))], short: "命令",
        long: "命令面板：按名称或拼音首字母找命令", scope: .everywhere),
      DeskCommand(
        id: .help, keys: [Key("?"), Key(.function(1))], short: "帮助", long: "按键说明",
        scope: .everywhere,
        footerRank: 3, ticketRank: 3),
      DeskCommand(
        id: .importTickets, keys: [Key("I")], short: "导入",
        long: "导入 12345 工单表、回访结果（Excel、CSV），先看后导",
        scope: .everywhere),
      DeskCommand(
        id: .clusters, keys: [Key("C")], short: "一类事", long: "一类事：同一处的同类诉求，可并为一件或提交议事会",
        scope: .everywhere),
      DeskCommand(
        id: .pasteChat, keys: [Key("w")], short: "群聊", long: "粘贴微信群聊天，挑出诉求一次登记",
        scope: .everywhere, footerRank: 21),
      DeskCommand(
        id: .drafts, keys: [Key("D")], short: "草稿", long: "没写完的草稿：接着写、复制或扔掉",
        scope: .everywhere),
      DeskCommand(
        id: .nextPane, keys: [Key(.tab)], short: "下一格", long: "到下一个窗格；12345 收件箱里到下一个状态",
        scope: .everywhere,
        footerRank: 12),
      DeskCommand(
        id: .previousPane, keys: [Key(.backTab)], short: "上一格", long: "到上一个窗格；12345 收件箱里到上一个状态",
        scope: .everywhere),
      DeskCommand(
        id: .zoom, keys: [Key("z")], short: "放大", long: "放大或还原当前窗格", scope: .everywhere,
        footerRank: 13),
      DeskCommand(
        id: .theme, keys: [Key("M")], short: "配色", long: "切换深色、浅色、16 色、单色配色", scope: .everywhere),
      DeskCommand(
        id: .signOut, keys: [Key("W")], short: "换人", long: "换一位值班人员登录", scope: .everywhere),
      DeskCommand(
        id: .templates, keys: [Key("Y")], short: "模板", long: "话术模板：看、改、新写给居民的话",
        scope: .everywhere),
      DeskCommand(
        id: .settings, keys: [Key("S")], short: "设置", long: "设置：居民区、小区、楼组、人员、时段、班次",
        scope: .everywhere),
      DeskCommand(
        id: .reminders, keys: [Key("B")], short: "提醒", long: "提醒：快到期、刚超时、急件没响应的，看和确认",
        scope: .everywhere, footerRank: 16),
      DeskCommand(
        id: .score, keys: [Key("=")], short: "成绩", long: "月度成绩：办结率、满意率等各项的算法、工单和得分",
        scope: .everywhere),
      DeskCommand(
        id: .handover, keys: [Key("+")], short: "交接班",
        long: "交接班：签到、签退、交班、接班签字，打开现在该办的那一样", scope: .everywhere, footerRank: 22),
      DeskCommand(
        id: .checks, keys: [Key("9")], short: "检查单", long: "检查单：夜巡、五必查、巡群，打点，发现问题登记成诉求",
        scope: .everywhere),
      DeskCommand(
        id: .todaySummary, keys: [Key("0")], short: "今日小结",
        long: "今日小结：给各楼组微信群的话，不带个人信息，一键复制", scope: .everywhere),
      DeskCommand(
        id: .trend, keys: [Key("-")], short: "趋势", long: "趋势：一件事或一个地方每天几件，标出措施前后",
        scope: .everywhere),
      DeskCommand(
        id: .redraw, keys: [.ctrl("l")], short: "重画", long: "重画屏幕", scope: .everywhere),
      DeskCommand(
        id: .quit, keys: [Key("q"), .ctrl("c")], short: "退出", long: "退出值班台", scope: .everywhere,
        isDangerous: true, footerRank: 20),

      DeskCommand(
        id: .actions, keys: [Key(.enter)], short: "可做的事", long: "可做的事：列出现在能做的和不能做的原因",
        scope: .list, footerRank: 1, ticketRank: 1),
      DeskCommand(
        id: .details, keys: [Key(.right)], short: "详情", long: "看全文、时间线和每个时限的由来",
        scope: .list, footerRank: 11),
      DeskCommand(
        id: .lineDown, keys: [Key(.down), Key("j")], short: "下一条", long: "下一条", scope: .list),
      DeskCommand(
        id: .lineUp, keys: [Key(.up), Key("k")], short: "上一条", long: "上一条", scope: .list),
      DeskCommand(
        id: .pageDown, keys: [Key(.pageDown), .ctrl("d")], short: "下一页", long: "下一页", scope: .list),
      DeskCommand(
        id: .pageUp, keys: [Key(.pageUp), .ctrl("u")], short: "上一页", long: "上一页", scope: .list),
      DeskCommand(
        id: .first, keys: [Key(.home), Key("g")], short: "最前", long: "到第一条", scope: .list),
      DeskCommand(
        id: .last, keys: [Key(.end), Key("G")], short: "最后", long: "到最后一条", scope: .list),
      DeskCommand(
        id: .nextView, keys: [Key("v"), Key(.function(3))], short: "视图",
        long: "换视图：待办、超时、今日、已结、全部", scope: .list, footerRank: 14),
      DeskCommand(
        id: .views, keys: [Key("V")], short: "视图表", long: "视图一览：我承办的、今晚到期、自己存的……",
        scope: .list),
      DeskCommand(
        id: .facets, keys: [Key("F")], short: "筛选", long: "筛选：级别、状态、来源、楼组、承办、日期，带件数",
        scope: .list, footerRank: 19),
      DeskCommand(
        id: .dropCondition, keys: [Key(.backspace)], short: "去一项", long: "去掉最后一个查找或筛选条件",
        scope: .list),
      DeskCommand(
        id: .clearFilter, keys: [Key(.escape)], short: "清除", long: "先清除标记，再清除查找条件", scope: .list),
      DeskCommand(
        id: .mark, keys: [Key(" "), .ctrl("t")], short: "标记", long: "标记或取消标记这一条，到下一条", scope: .list,
        footerRank: 18),
      DeskCommand(
        id: .markAll, keys: [Key("A")], short: "全部标记", long: "标记列表里的全部（最多 500 件）", scope: .list),
    ] + steps + ticketSteps + roster + morning + deliberation + council + project + whistle
    + mediation + supervision + statistics

  private static let steps: [DeskCommand] = [
    step(.respond, "r", "答复了居民，记下来（再次沟通也记在这里）", rank: 4),
    step(.triage, "t", "定一级、二级、三级（三层筛）", rank: 5),
    step(.dispatch, "d", "派给承办人，或放进班组由人抢单", rank: 6),
    step(.accept, "a", "承办人接单（抢单）"),
    step(.arrive, "o", "承办人已到现场"),
    step(.resolve, "c", "记录处置结果和凭证", rank: 7, short: "处置"),
    step(.feedback, "f", "把结果告知居民", rank: 8),
    step(.confirm, "s", "居民认可，办结"),
    step(.reject, "x", "居民不认可，转书记督办"),
    step(.supervise, "b", "书记受理督办，提出要求", short: "督办"),
    step(.hold, "p", "暂停办理，写明原因和到期时间"),
    step(.resume, "P", "恢复办理"),
    step(.escalate, "e", "升为三级，提交议事会", short: "上议事会"),
    step(.note, "m", "补充备注"),
    step(.amend, "i", "更正登记内容：文字、地点、联系人"),
    step(.revealPhone, "T", "查看完整电话（会留下记录）", short: "看电话"),
    step(.inform, "y", "复制给居民的话（群消息或答复本人），并记下已告知", rank: 15, short: "告知"),
    step(.undo, "u", "撤回上一步", rank: 10, short: "撤回"),
    step(.link, "L", "并入主件：各自保留编号、历史和时限", short: "并件"),
    step(.unlink, "K", "解除并件：以后各办各的", short: "解除"),
    step(.reopen, "R", "重新打开已办结的诉求"),
    step(.assign, "@", "交办：谁、什么时候办好，作为这件诉求的下一步"),
    step(.settleTask, "*", "交办办好了，或不办了", short: "办好"),
    step(.changeTask, "&", "交办改期或换人", short: "改期"),
    DeskCommand(
      id: .onward, keys: [Key(">")], short: "去向", long: "去向：列入的议题、微实事、吹哨、调解，到那里去看",
      scope: .request),
    DeskCommand(
      id: .either(.inquire, .closeInquiry), keys: [Key("^")], short: "督办问询",
      long: "督办问询或要求，带答复期限；有了答复就看过阅结或退回", scope: .request),
    step(.answerInquiry, "%", "答复督办的问询和要求", short: "答督办"),
    step(.cancel, "X", "撤销：登记错了、重复登记或居民撤回", dangerous: true),
  ]

  /// The steps of the hotline, in the order of a ticket's life.
  private static let ticketSteps: [DeskCommand] = [
    DeskCommand(
      id: .next, keys: [Key(".")], short: "下一步", long: "办下一步：打开现在该办的那一步", scope: .request,
      footerRank: 17, ticketRank: 2),
    ticketStep(.sign, "N", "签收工单（办任何一步都算签收）", rank: 4),
    ticketStep(.contact, "l", "先行联系：已联、未联，可同时记接单见面", rank: 5),
    ticketStep(.meet, "h", "三见面：接单、过程、办结，见到或见不到", rank: 6),
    ticketStep(.interim, ",", "中途汇报：夜间急单先处置、先报市热线", short: "汇报"),
    ticketStep(.share, "Z", "转办或请别的单位协办", rank: 12, short: "转协办"),
    DeskCommand(
      id: .either(.askReturn, .answerReturn), keys: [Key("U")], short: "退单",
      long: "申请退单；等着答复时记市里的答复", scope: .request, ticketRank: 9),
    DeskCommand(
      id: .either(.askExtension, .answerExtension), keys: [Key("E")], short: "延期",
      long: "申请延期；等着答复时记市里的答复", scope: .request, ticketRank: 8),
    DeskCommand(
      id: .either(.order, .review), keys: [Key("Q")], short: "督办单",
      long: "记下督办单；回复办结以后记回访复核", scope: .request, ticketRank: 11),
    ticketStep(.waive, "!", "书记放行：没有见全三次面也可以办结", short: "放行"),
    ticketStep(.reply, "H", "填写并报出回复；报出以后看原文、复制", rank: 7),
    ticketStep(.visit, "O", "回访：本居或市热线回访的结果", rank: 10),
    ticketStep(.correctTicket, "J", "更正工单：类型、匿名、保密、公开、主办协办", short: "改工单"),
    DeskCommand(
      id: .caller, keys: [Key(";")], short: "来电人", long: "同一来电人：这个号码报过的全部诉求和工单",
      scope: .request),
    DeskCommand(
      id: .requestChecks, keys: [Key("#")], short: "步骤单", long: "步骤单：为这件诉求走调解四步法、五步法、应急步骤",
      scope: .request),
  ]

  private static func ticketStep(
    _ kind: CommandKind, _ key: Character, _ long: String, rank: Int? = nil, short: String? = nil
  ) -> DeskCommand {
    DeskCommand(
      id: .step(kind), keys: [Key(key)], short: short ?? kind.title, long: long, scope: .request,
      ticketRank: rank)
  }

  private static func step(
    _ kind: CommandKind, _ key: Character, _ long: String, rank: Int? = nil, short: String? = nil,
    dangerous: Bool = false
  ) -> DeskCommand {
    DeskCommand(
      id: .step(kind), keys: [Key(key)], short: short ?? kind.title, long: long, scope: .request,
      isDangerous: dangerous, footerRank: rank)
  }

  /// The command with this name.
  static func named(_ id: CommandID) -> DeskCommand? { byID[id] }

  /// The command that a key gives on a screen, if any: that of the screen itself first.
  static func forKey(_ key: Key, on screen: ScreenID = .workbench) -> DeskCommand? {
    screen.scope.flatMap { byScope[$0]?[key] } ?? byKey[key]
  }

  private static let byID = Dictionary(
    all.flatMap { command in
      ([command.id] + command.kinds.map(CommandID.step)).map { ($0, command) }
    }
  ) { first, _ in first }
  private static let byKey = keys(of: all.filter { !$0.scope.isOfBoards })
  private static let byScope = Dictionary(
    uniqueKeysWithValues: Scope.allCases.filter(\.isOfBoards).map { scope in
      // What turns the pages under 5 comes behind a page's own keys.
      let isPage = ScreenID.deliberation.contains { $0.scope == scope }
      return (scope, keys(of: all.filter { $0.scope == scope } + (isPage ? deliberation : [])))
    })

  private static let deliberation: [DeskCommand] = [
    DeskCommand(
      id: .nextDeliberation, keys: [Key(.tab)], short: "换页", long: "到下一页：议事会、微实事、吹哨、调解",
      scope: .deliberation, footerRank: 90),
    DeskCommand(
      id: .previousDeliberation, keys: [Key(.backTab)], short: "往回换", long: "到前一页：议事会、微实事、吹哨、调解",
      scope: .deliberation),
  ]

  private static func keys(of commands: [DeskCommand]) -> [Key: DeskCommand] {
    Dictionary(commands.flatMap { command in command.keys.map { ($0, command) } }) { first, _ in
      first
    }
  }
}

extension ScreenID {
  /// Whose keys come before those that work everywhere.
  var scope: DeskCommand.Scope? {
    switch self {
    case .roster: .roster
    case .morning: .morning
    case .council: .council
    case .projects: .projects
    case .whistles: .whistles
    case .mediations: .mediations
    case .supervision: .supervision
    case .statistics: .statistics
    case .workbench, .hotline, .groups: nil
    }
  }
}
