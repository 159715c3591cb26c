import CoreModel
import Store
import TerminalKit

/// 月度成绩: the figures of a month by both bases, a sheet with points, and the tickets behind each figure.
struct ScoreBox: Sendable {
  /// The month.
  var month: ScoreMonth
  /// What was read of it; nil while it is being read.
  var survey: ScoreSurvey?
  /// The basis that Enter and the sheet go by.
  var basis = ScoreBasis.closing
  /// The selected figure.
  var index = 0
  /// The first one shown.
  var top = 0
  /// Which of the book's sheets is shown.
  var sheetIndex = 0
  /// The figure that is open, with its tickets.
  var opened: Opened?

  /// A figure that is looked into.
  struct Opened: Sendable {
    /// The figure.
    var kind: ScoreFigureKind
    /// Its tickets, what lowers it first.
    var rows: [Row]
    /// The selected ticket.
    var index = 0
    /// The first one shown.
    var top = 0
  }

  /// A ticket of the figure that is open.
  struct Row: Sendable {
    /// The ticket.
    var facts: TicketFacts
    /// How it counts.
    var entry: ScoreFigure.Entry
  }

  /// The selected figure.
  var kind: ScoreFigureKind {
    let all = ScoreFigureKind.allCases
    return all[min(max(0, index), all.count - 1)]
  }

  /// The sheet that is shown.
  func sheet(in book: ScoreBook) -> ScoreSheet? {
    book.sheets.isEmpty ? nil : book.sheets[sheetIndex % book.sheets.count]
  }
}

extension AppState {
  /// Opens 月度成绩 of this month.
  mutating func openScore() -> [Effect] {
    guard let session else { return [] }
    let box = ScoreBox(
      month: ScoreMonth(of: now.day),
      basis: session.rules.scores.sheets.first?.basis ?? .closing)
    overlays.append(.score(box))
    return [.loadScore(session.scope, box.month)]
  }

  /// Takes in what was read, unless another month was asked for meanwhile.
  mutating func install(_ survey: ScoreSurvey) {
    let room = scoreRoom
    changeScore { box in
      guard box.month == survey.month else { return }
      let selected = box.opened?.row?.facts.id
      box.survey = survey
      guard var opened = box.opened else { return }
      opened.rows = box.rows(of: opened.kind)
      opened.index =
        opened.rows.firstIndex { $0.facts.id == selected }
        ?? min(opened.index, max(0, opened.rows.count - 1))
      opened.top = ClusterBox.scrolled(opened.top, to: opened.index, rows: room.listRows)
      box.opened = opened
    }
  }

  /// Reads again what 月度成绩 shows, after something was written.
  func refreshScore() -> [Effect] {
    guard let session else { return [] }
    for case .score(let box) in overlays { return [.loadScore(session.scope, box.month)] }
    return []
  }

  private mutating func changeScore(_ change: (inout ScoreBox) -> Void) {
    guard let place = overlays.lastIndex(where: { if case .score = $0 { true } else { false } }),
      case .score(var box) = overlays[place]
    else { return }
    change(&box)
    overlays[place] = .score(box)
  }

  // MARK: Keys

  mutating func handle(_ event: InputEvent, in box: ScoreBox) -> [Effect] {
    guard case .key(let typed) = event else { return [] }
    let key = CommandKeys.normalise(typed) ?? typed
    var box = box
    if key == Key("y") {
      copyScore(box)
      return []
    }
    if let effects = box.opened == nil ? keyInFigures(key, &box) : keyInTickets(key, &box) {
      return effects
    }
    replaceTop(with: .score(box))
    return []
  }

  /// Moves, and answers nil; what does more answers with its effects.
  private mutating func keyInFigures(_ key: Key, _ box: inout ScoreBox) -> [Effect]? {
    switch key.code {
    case .left, .character("["): return setMonth(box.month.adding(months: -1), &box)
    case .right, .character("]"): return setMonth(box.month.adding(months: 1), &box)
    case .tab, .backTab:
      box.basis = box.basis == .closing ? .receipt : .closing
      return nil
    case .character("s"):
      guard let session, !session.rules.scores.sheets.isEmpty else { return nil }
      box.sheetIndex = (box.sheetIndex + 1) % session.rules.scores.sheets.count
      box.basis = box.sheet(in: session.rules.scores)?.basis ?? box.basis
      return nil
    case .character("e"): return openScoreForm()
    case .character(" "):
      openScoreText(box)
      return []
    case .enter:
      guard let survey = box.survey else { return nil }
      guard survey[box.basis][box.kind].denominator > 0 else {
        say("「\(box.kind.title)」这个月没有可计的工单", .info)
        return nil
      }
      box.opened = ScoreBox.Opened(kind: box.kind, rows: box.rows(of: box.kind))
      return nil
    case .escape, .character("q"), .character("="):
      closeTop()
      return []
    default:
      if key == .ctrl("c") {
        closeTop()
        return []
      }
      let count = ScoreFigureKind.allCases.count
      box.index = ClusterBox.moved(box.index, by: key, count: count, page: scoreRoom.figureRows)
      box.top = ClusterBox.scrolled(box.top, to: box.index, rows: scoreRoom.figureRows)
      return nil
    }
  }

  private mutating func keyInTickets(_ key: Key, _ box: inout ScoreBox) -> [Effect]? {
    guard var opened = box.opened else { return nil }
    switch key.code {
    case .escape, .left, .character("q"):
      box.opened = nil
      return nil
    case .right, .character(" "):
      return opened.row.map { [.loadReading($0.facts.id)] } ?? []
    case .enter:
      guard let row = opened.row else { return nil }
      closeTop()
      return showTicket(row.facts.id)
    default:
      opened.index = ClusterBox.moved(
        opened.index, by: key, count: opened.rows.count, page: scoreRoom.listRows)
      opened.top = ClusterBox.scrolled(opened.top, to: opened.index, rows: scoreRoom.listRows)
      box.opened = opened
      return nil
    }
  }

  /// Selects a ticket on the screen of the hotline, be it open or closed.
  private mutating func showTicket(_ id: RequestID) -> [Effect] {
    screen = .hotline
    isZoomed = false
    apply(ViewDefinition(base: .all), named: nil, in: .tickets)
    return resizeLists() + [reload(.tickets, selecting: id)]
  }

  private mutating func setMonth(_ month: ScoreMonth, _ box: inout ScoreBox) -> [Effect]? {
    guard let session, month != box.month else { return nil }
    guard month <= ScoreMonth(of: now.day) else {
      say("\(month.title) 还没有到", .info)
      return nil
    }
    box.month = month
    box.survey = nil
    replaceTop(with: .score(box))
    return [.loadScore(session.scope, month)]
  }

  private func scoreText(_ box: ScoreBox) -> String? {
    guard let session, let survey = box.survey else { return nil }
    return survey.text(
      of: box.sheet(in: survey.book), by: box.basis,
      neighborhood: session.directory.neighborhood.name)
  }

  /// Everything in words: the sheet, its notes, and every formula by both bases.
  private mutating func openScoreText(_ box: ScoreBox) {
    guard let text = scoreText(box) else { return }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.isEmpty ? DetailLine.blank : .text([Span(String(line))])
    }
    overlays.append(
      .reading(
        ReadingView(
          title: "月度成绩 · \(box.month.title)", view: DetailView(lines, glyphs: look.glyphs),
          hint: "y 复制  ↑↓ 翻看  Esc 回", copy: text)))
  }

  private mutating func copyScore(_ box: ScoreBox) {
    guard let text = scoreText(box) else {
      say("还在统计，请稍候再按 y", .info)
      return
    }
    clipboard = text
    say("\(box.month.title)成绩已送到本机剪贴板（终端支持时）；也可以用 juwei hotline score 打印")
  }
}

extension ScoreBox {
  /// The keys for the footer.
  var footerPairs: [(String, String)] {
    if opened != nil {
      return [("↑↓", "选择"), ("Enter", "到这件工单"), ("空格", "看全文"), ("y", "复制成绩"), ("Esc", "回")]
    }
    return [
      ("←→", "换月"), ("Enter", "看工单"), ("Tab", "换口径"), ("s", "换表"), ("空格", "全文"),
      ("e", "改表"), ("y", "复制"), ("Esc", "关闭"),
    ]
  }

  /// The tickets of a figure by the basis.
  func rows(of kind: ScoreFigureKind) -> [Row] {
    survey?[basis].tickets(of: kind).map { Row(facts: $0.facts, entry: $0.entry) } ?? []
  }
}

extension ScoreBox.Opened {
  /// The selected ticket.
  var row: ScoreBox.Row? { rows.indices.contains(index) ? rows[index] : nil }
}
