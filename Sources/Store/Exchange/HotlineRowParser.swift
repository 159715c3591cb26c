import CoreModel

/// Makes a ticket of one row's cells, or says why not.
struct HotlineRowParser {
  let header: HotlineHeader
  /// When a row without any date counts as received.
  let now: Instant

  /// Which columns hold dates.
  private let isDate: [Bool]

  // A file repeats a few kinds, states and categories thousands of times.
  private var kinds: [String: TicketKind] = [:]
  private var closedStates: [String: Bool] = [:]
  private var categories: [String: [String]] = [:]

  struct Unacceptable: Error {
    var reason: String
    init(_ reason: String) { self.reason = reason }
  }

  init(header: HotlineHeader, now: Instant) {
    self.header = header
    self.now = now
    let dates = Set([.assigned, .received, .due, .closed].flatMap(header.positions(of:)))
    isDate = header.columns.indices.map(dates.contains)
  }

  /// - Throws: Why the row cannot be imported.
  mutating func parse(_ cells: [String], line: Int) throws(Unacceptable) -> HotlineRow {
    var used = [Bool](repeating: false, count: cells.count)
    let number = try number(take(.number, cells, &used))
    let text = try words(title: take(.title, cells, &used), content: take(.content, cells, &used))
    let assigned = try date(.assigned, cells, &used)?.start
    let received = try date(.received, cells, &used)?.start
    let dueMoment = try date(.due, cells, &used)
    let closedMoment = try date(.closed, cells, &used)
    let state = take(.state, cells, &used)
    let isClosed = isClosed(state: state, isDated: closedMoment != nil)
    let receivedAt = received ?? assigned ?? (isClosed ? closedMoment?.start : nil) ?? now
    let assignedAt = assigned ?? receivedAt
    let due = dueMoment?.due(assignedAt: assignedAt)
    let closedAt = closedMoment?.end(after: receivedAt, assignedAt)
    try check(
      receivedAt: receivedAt, assignedAt: assignedAt, closedAt: closedAt, isClosed: isClosed)

    var closing: HotlineClosing?
    if isClosed {
      closing = HotlineClosing(
        at: closedAt ?? assignedAt, outcome: take(.outcome, cells, &used),
        satisfaction: take(.satisfaction, cells, &used))
    } else {
      // An open ticket has no closing to keep them in.
      for index in positions(.closed) { used[index] = false }
    }
    var stated: StatedDates = []
    if received != nil { stated.insert(.received) }
    if assigned != nil { stated.insert(.assigned) }
    if closedAt != nil { stated.insert(.closed) }
    let kindText = take(.kind, cells, &used)
    let category = category(cells, &used)
    let caller = take(.caller, cells, &used)
    let phone = take(.phone, cells, &used)
    let place = take(.place, cells, &used)
    let urgencyText = positions(.urgency).lazy.map { cells[$0] }.first { !$0.isEmpty } ?? ""
    var others: [String: String] = [:]
    for (index, cell) in cells.enumerated()
    where !cell.isEmpty && !used[index] && !header.isOwn[index] {
      others[header.columns[index]] = cell
    }
    return HotlineRow(
      line: line,
      ticket: HotlineTicket(
        number: number, kind: kind(kindText), kindText: kindText,
        categoryPath: category, assignedAt: assignedAt, statedDueAt: due, stateText: state,
        otherColumns: others),
      text: text, place: RequestPlace(detail: place.isEmpty ? nil : place),
      resident: Resident(
        name: caller.isEmpty ? nil : caller, phone: phone.isEmpty ? nil : phone),
      urgency: HotlineRowParser.urgency(urgencyText), receivedAt: receivedAt,
      stated: stated, closing: closing,
      fingerprint: fingerprint(cells),
      isOurs: zip(header.isOwn, cells).contains { $0 && !$1.isEmpty })
  }

  // MARK: Cells

  /// The beginning of what a row has for a field, for whoever looks for the row.
  func shown(_ field: HotlineHeader.Field, _ cells: [String]) -> String {
    String(callerBlank(cells).blanked(first(field, cells)).prefix(ImportPreview.Row.kept))
  }

  /// What blanks the caller of a row that is not taken.
  private func callerBlank(_ cells: [String]) -> CallerBlank {
    var privacy = CallerPrivacy.open
    for (column, cell) in zip(header.columns, cells) where CallerPrivacy.isSaid(inColumn: column) {
      privacy = max(privacy, CallerPrivacy(column: column, value: cell))
    }
    return CallerBlank(privacy, names: [first(.caller, cells)], phones: [first(.phone, cells)])
  }

  private func first(_ field: HotlineHeader.Field, _ cells: [String]) -> String {
    positions(field).lazy.map { cells[$0] }.first { !$0.isEmpty } ?? ""
  }

  private func positions(_ field: HotlineHeader.Field) -> [Int] { header.positions(of: field) }

  /// The first cell that fills a field; the columns that could have stay with the others.
  private func take(
    _ field: HotlineHeader.Field, _ cells: [String], _ used: inout [Bool]
  ) -> String {
    guard let index = positions(field).first(where: { !cells[$0].isEmpty }) else { return "" }
    used[index] = true
    return cells[index]
  }

  private func date(
    _ field: HotlineHeader.Field, _ cells: [String], _ used: inout [Bool]
  ) throws(Unacceptable) -> HotlineMoment? {
    for index in positions(field) where !cells[index].isEmpty {
      switch DateSpelling.read(cells[index]) {
      case .instant(let instant):
        used[index] = true
        return .exact(instant)
      case .day(let day):
        used[index] = true
        return .day(day)
      case .impossible:
        throw Unacceptable("「\(header.columns[index])」没有这个时间：\(shown(cells[index]))")
      case .other:
        // 「5个工作日」 as a limit is no date, and kept as it is.
        guard field != .due else { continue }
        throw Unacceptable("「\(header.columns[index])」看不懂这个时间：\(shown(cells[index]))")
      }
    }
    return nil
  }

  /// The beginning of a cell for a message: where the wrong column was taken for a date, it may be a telephone.
  private func shown(_ cell: String) -> String {
    // Masked before it is cut: half a number is none that would be found.
    String(Privacy.masked(String(cell.prefix(80))).prefix(30))
  }

  /// ="0123" is how spreadsheets are told to keep zeros; ' too.
  static func plainNumber(_ cell: String) -> String {
    if cell.hasPrefix("=\""), cell.hasSuffix("\""), cell.utf8.count > 3 {
      return String(cell.dropFirst(2).dropLast())
    }
    return cell.hasPrefix("'") ? String(cell.dropFirst()) : cell
  }

  private func number(_ cell: String) throws(Unacceptable) -> String {
    let number = HotlineRowParser.plainNumber(cell)
    guard !number.isEmpty else { throw Unacceptable("没有工单编号") }
    let isScientific =
      number.holds("E+") && number.allSatisfy { "0123456789.E+".contains($0) }
    guard !isScientific else {
      throw Unacceptable("工单编号 \(number) 被表格软件改成了科学计数，请把该列设为文本后重新导出")
    }
    guard number.utf8.count <= 100 else { throw Unacceptable("工单编号过长") }
    return number
  }

  private func words(title: String, content: String) throws(Unacceptable) -> String {
    let text: String
    if title.isEmpty || content.holds(title) {
      text = content
    } else if content.isEmpty || title.holds(content) {
      text = title
    } else {
      let ends = HotlineRowParser.pauses.contains { title.hasSuffix($0) }
      text = title + (ends ? "" : "：") + content
    }
    guard !text.isEmpty else { throw Unacceptable("没有诉求内容") }
    guard text.isAtMost(RequestHistory.longestText) else {
      throw Unacceptable("诉求内容超过 \(RequestHistory.longestText) 字")
    }
    return text
  }

  private static let pauses = ["。", "？", "！", "：", "；", "，"]

  /// `A->B->C`, `A>B>C`, `A/B/C`, or several columns.
  private mutating func category(_ cells: [String], _ used: inout [Bool]) -> [String] {
    let path = take(.category, cells, &used)
    guard path.isEmpty else {
      if let known = categories[path] { return known }
      let parts = HotlineRowParser.categoryParts(of: path)
      if categories.count < HotlineRowParser.mostRemembered { categories[path] = parts }
      return parts
    }
    var parts: [String] = []
    for index in header.categoryParts where !cells[index].isEmpty {
      used[index] = true
      if parts.last != cells[index] { parts.append(cells[index]) }
    }
    return parts
  }

  static func categoryParts(of path: String) -> [String] {
    let arrows = path.contains(">") || path.contains("→") || path.contains("＞")
    return path.split { arrows ? "->→＞－".contains($0) : $0 == "/" }
      .map { String($0).tidied }.filter { !$0.isEmpty }
  }

  private mutating func kind(_ text: String) -> TicketKind {
    if let known = kinds[text] { return known }
    let kind = TicketKind(text: text)
    if kinds.count < HotlineRowParser.mostRemembered { kinds[text] = kind }
    return kind
  }

  private mutating func isClosed(state: String, isDated: Bool) -> Bool {
    if state.isEmpty { return isDated }
    if let known = closedStates[state] { return known }
    let isClosed = HotlineRowParser.isClosed(state)
    if closedStates.count < HotlineRowParser.mostRemembered { closedStates[state] = isClosed }
    return isClosed
  }

  private static let mostRemembered = 1000

  private func check(
    receivedAt: Instant, assignedAt: Instant, closedAt: Instant?, isClosed: Bool
  ) throws(Unacceptable) {
    let latest = now.adding(minutes: 5)
    guard receivedAt <= latest, assignedAt <= latest else {
      throw Unacceptable("收到或派单时间在将来：\(max(receivedAt, assignedAt).dateTimeText(relativeTo: now))")
    }
    guard isClosed, let closedAt else { return }
    guard closedAt <= latest else {
      throw Unacceptable("办结时间在将来：\(closedAt.dateTimeText(relativeTo: now))")
    }
    guard closedAt >= receivedAt else {
      throw Unacceptable(
        "办结时间 \(closedAt.dateTimeText(relativeTo: now)) 早于收到时间 "
          + receivedAt.dateTimeText(relativeTo: now))
    }
  }

  static func isClosed(_ state: String) -> Bool {
    if ["未", "待", "不", "部分", "即将"].contains(where: state.contains) { return false }
    return ["回复完成", "办结", "结案", "完成", "归档", "关闭"].contains(where: state.contains)
  }

  static func urgency(_ text: String) -> Urgency {
    if text.isEmpty { return .normal }
    if text.contains("特急") || text.contains("特提") { return .critical }
    if text.contains("不") || text.contains("非") { return .normal }
    return text.contains("急") ? .urgent : .normal
  }

  // MARK: Fingerprint

  /// FNV-1a over names and values of the meaningful columns, in the order of their names.
  private func fingerprint(_ cells: [String]) -> String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      // No byte of UTF-8, so that ab|c and a|bc differ.
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    if !header.decisions.isEmpty { add(header.decisions) }
    for index in header.meaningful where !cells[index].isEmpty {
      add(header.columns[index])
      if isDate[index], let moment = HotlineMoment(DateSpelling.read(cells[index])) {
        add(String(moment.start.milliseconds))
      } else {
        add(cells[index])
      }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

extension String {
  /// Whether the other text occurs in it, byte for byte: much faster than by characters.
  fileprivate func holds(_ other: String) -> Bool {
    var mine = self
    var theirs = other
    return mine.withUTF8 { whole in
      theirs.withUTF8 { part in
        guard let first = part.first else { return true }
        var index = 0
        while index + part.count <= whole.count {
          if whole[index] == first,
            whole[index..<(index + part.count)].elementsEqual(part)
          {
            return true
          }
          index += 1
        }
        return false
      }
    }
  }
}
