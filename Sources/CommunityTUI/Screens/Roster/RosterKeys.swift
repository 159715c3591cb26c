import CoreModel
import Store
import TerminalKit

extension DeskCommand {
  /// The keys of the screen.
  static let roster: [DeskCommand] = [
    own(.rosterTurn, [Key(.tab)], "按人按班", "换看法：按班次、按人", rank: 2),
    own(.rosterSpan, [Key("m")], "周或月", "看一周或者一个月", rank: 3),
    own(.rosterLeft, [Key(.left)], "往左", "往左一格；到头就是前一周、前一月"),
    own(.rosterRight, [Key(.right)], "往右", "往右一格；到头就是后一周、后一月"),
    own(.rosterBack, [Key(.pageUp), Key("[")], "往前翻", "前一周或前一个月", rank: 5),
    own(.rosterForward, [Key(.pageDown), Key("]")], "往后翻", "后一周或后一个月", rank: 4),
    own(.rosterToday, [Key("t"), Key(.home)], "今天", "回到今天", rank: 6),
    own(.rosterProblem, [Key("g")], "找问题", "到下一处缺岗、重班、请假还排了班的地方", rank: 1),
    own(.rosterActions, [Key(.enter)], "办这一格", "这一格可做的事：添加、修改、取消、换班", rank: 0),
    own(.rosterAdd, [Key("a")], "添加班次", "在选中的日子添加一个班次", rank: 9),
    own(.rosterChange, [Key("e")], "修改班次", "修改选中的班次：时间、换人、备注", rank: 10),
    own(.rosterCancel, [Key("d"), Key(.delete)], "取消班次", "取消选中的班次"),
    own(.rosterSwap, [Key("h")], "换班", "提出换班：跟别人换一个班，或者请人替班", rank: 11),
    own(.rosterSwaps, [Key("H")], "换班表", "换班一览：同意、不同意、撤回", rank: 12),
    own(.rosterHours, [Key("s")], "工时", "工时：每个人值了多少班、多少小时、几个夜班", rank: 13),
    own(.rosterPlan, [Key("p")], "排班", "按值班规则排一个月：先看方案和原因，采用后还能撤回", rank: 7),
    own(.rosterAbsences, [Key("l")], "请假", "请假与意愿：看、登记、取消", rank: 8),
    own(.rosterExport, [Key("x")], "导出", "导出这个月的值班表：Excel，或打印 A4 的网页", rank: 21),
    own(.rosterImport, [Key("i")], "导入班表", "从现有的 Excel、CSV 值班表导入，先看后导", rank: 22),
  ]

  private static func own(
    _ id: CommandID, _ keys: [Key], _ short: String, _ long: String, rank: Int? = nil
  ) -> DeskCommand {
    DeskCommand(id: id, keys: keys, short: short, long: long, scope: .roster, footerRank: rank)
  }
}

extension AppState {
  /// Shows the roster.
  mutating func openRosterScreen() -> [Effect] {
    if roster.board == nil { roster.day = now.day }
    return go(to: .roster) + loadRosterBoard()
  }

  /// Reads the days that are shown; nothing where another screen is up.
  func loadRosterBoard() -> [Effect] {
    guard let session, screen == .roster else { return [] }
    return [.roster(.load(session.scope, from: roster.first, through: roster.last))]
  }

  /// Takes the roster of some days in.
  mutating func install(_ board: RosterBoard) {
    guard let session else { return }
    roster.board = board
    roster.problems = RosterProblems(
      shifts: board.shifts, leaves: board.leaves, directory: session.directory,
      book: session.dutyBook, calendar: session.rules.deadlines.calendar
    ).found(from: board.first, through: board.last)
    scrollRoster()
  }

  /// A key of the screen.
  mutating func runRoster(_ id: CommandID, by key: Key?) -> [Effect] {
    switch id {
    case .rosterTurn:
      roster.arrangement = roster.arrangement == .byShift ? .byPerson : .byShift
      roster.line = nil
      roster.top = 0
      scrollRoster()
      return []
    case .rosterSpan:
      roster.span = roster.span == .week ? .month : .week
      roster.top = 0
      return loadRosterBoard()
    case .rosterLeft: return stepInRoster(rows: 0, columns: -1)
    case .rosterRight: return stepInRoster(rows: 0, columns: 1)
    case .rosterBack: return turnRoster(by: -1)
    case .rosterForward: return turnRoster(by: 1)
    case .rosterToday: return selectInRoster(now.day)
    case .rosterProblem: return nextRosterProblem()
    case .rosterActions: return openRosterActions()
    case .rosterAdd: return roster.shown == nil ? [] : addToRoster()
    case .rosterChange: return begin(.change, by: key)
    case .rosterCancel: return begin(.cancel, by: key)
    case .rosterSwap: return begin(.swap, by: key)
    case .rosterSwaps: return openSwaps()
    case .rosterHours: return openHours()
    default: return []
    }
  }

  /// Moves its selection.
  mutating func moveInRoster(_ step: ListStep<RequestID>) -> [Effect] {
    switch step {
    case .lines(let count): return stepInRoster(rows: count, columns: 0)
    case .pages(let count): return turnRoster(by: count)
    case .home: return selectInRoster(now.day)
    case .end: return selectInRoster(roster.last)
    case .row, .select: return []
    }
  }

  /// A week on, or a month.
  private mutating func turnRoster(by count: Int) -> [Effect] {
    selectInRoster(
      roster.span == .week
        ? roster.day.adding(days: 7 * count) : roster.day.adding(months: count))
  }

  /// Goes to a day, reading its week or month when it is another one.
  mutating func selectInRoster(_ day: Day) -> [Effect] {
    let first = roster.first
    roster.day = day
    defer { scrollRoster() }
    return roster.first == first ? [] : loadRosterBoard()
  }

  /// Moves by cells of the table as it is drawn.
  private mutating func stepInRoster(rows: Int, columns: Int) -> [Effect] {
    guard let grid = rosterGrid else { return [] }
    // On the month by shift the days go down, everywhere else they go to the right.
    let (days, lines) = grid.isUpright ? (rows, columns) : (columns, rows)
    if lines != 0, !grid.lines.isEmpty {
      let index = min(max(0, grid.lineIndex + lines), grid.lines.count - 1)
      roster.line = grid.lines[index]
    }
    return selectInRoster(roster.day.adding(days: days))
  }

  /// To the next thing that is wrong; round and round.
  private mutating func nextRosterProblem() -> [Effect] {
    guard let grid = rosterGrid, roster.shown != nil else { return [] }
    // In the table by person a gap is nobody's: it is looked for in the table by shift.
    let open = grid.open
    guard !open.isEmpty else {
      say("这\(roster.span == .week ? "一周" : "一个月")往后没有缺岗、重班，也没有请假、免排还排了班的", .success)
      return []
    }
    var places: [(day: Day, line: RosterState.Line?, text: String)] = []
    for problem in open {
      let place = (problem.day, grid.line(of: problem), problem.text(in: grid.session.directory))
      if places.last.map({ $0.day == place.0 && $0.line == place.1 }) != true {
        places.append(place)
      }
    }
    let lines: [RosterState.Line?] = grid.lines
    func rank(_ day: Day, _ line: RosterState.Line?) -> (Int, Int) {
      (day.number, lines.firstIndex(of: line) ?? lines.count)
    }
    places.sort { rank($0.day, $0.line) < rank($1.day, $1.line) }
    let here = rank(roster.day, grid.selected?.line)
    let next = places.first { rank($0.day, $0.line) > here } ?? places[0]
    if let line = next.line {
      roster.line = line
    } else {
      roster.arrangement = .byShift
      let problem = open.first { $0.day == next.day }
      roster.line = problem.flatMap { rosterGrid?.line(of: $0) }
    }
    let effects = selectInRoster(next.day)
    say("\(open.count) 处要看：\(next.text)", .warning)
    return effects
  }

  /// The table as it stands.
  var rosterGrid: RosterGrid? {
    session.map { RosterGrid(roster, session: $0, now: now) }
  }

  /// Keeps the selection on the screen.
  mutating func scrollRoster() {
    guard let session, let rect = layout?.panes[.requests] else { return }
    let screen = RosterScreen(state: self, session: session)
    roster.top = screen.top(in: rect)
  }
}
