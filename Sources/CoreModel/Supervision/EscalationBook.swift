/// Whom a level of escalation reminds.
package enum EscalationRecipient: String, CaseIterable, Codable, Sendable {
  /// 承办人: who works on it; what is the desk's own, 值班.
  case handler
  /// 值班: whoever is at the desk.
  case desk
  /// 主任.
  case director
  /// 书记.
  case secretary
  /// 街镇督导.
  case supervisor

  /// The Chinese word, as the text has it.
  package var title: String {
    switch self {
    case .handler: "承办人"
    case .desk: "值班"
    case .director: "主任"
    case .secretary: "书记"
    case .supervisor: "街镇督导"
    }
  }
}

/// 督办层级: how long before or after a deadline whom it reminds.
package struct EscalationLevel: Hashable, Sendable {
  /// A unit of time.
  package enum Unit: String, CaseIterable, Sendable {
    case minutes = "分钟"
    case hours = "小时"
    case days = "天"
    case workingDays = "工作日"
  }

  /// What is owed; nil for everything.
  package var about: ObligationKind?
  /// Whether it comes before the deadline.
  package var isBefore: Bool
  /// How many units before or after.
  package var amount: Int
  /// Of what.
  package var unit: Unit
  /// Whom it reminds.
  package var recipient: EscalationRecipient

  /// Makes a level.
  package init(
    about: ObligationKind? = nil, isBefore: Bool, _ amount: Int, _ unit: Unit,
    to recipient: EscalationRecipient
  ) {
    self.about = about
    self.isBefore = isBefore
    self.amount = amount
    self.unit = unit
    self.recipient = recipient
  }

  /// 「办结 后1工作日 主任」: as the text has it, and its name for ever.
  package var text: String { "\(about?.title ?? "全部") \(time) \(recipient.title)" }

  /// 「后1工作日」.
  package var time: String {
    amount == 0 ? "到期" : "\(isBefore ? "前" : "后")\(amount)\(unit.rawValue)"
  }

  /// When it is due by the clock, whoever is on duty then; nil where that would be before the thing was owed at all.
  package func moment(due: Instant, since: Instant, in calendar: WorkingCalendar) -> Instant? {
    let minutes =
      switch unit {
      case .minutes: amount
      case .hours: amount * 60
      case .days: amount * 1440
      case .workingDays: 0
      }
    let moment: Instant
    if unit == .workingDays {
      let day =
        isBefore
        ? due.day.before(workingDays: amount, in: calendar)
        : calendar.adding(workingDays: amount, to: due.day)
      moment = day.at(minute: due.minuteOfDay)
    } else {
      moment = due.adding(minutes: isBefore ? -minutes : minutes)
    }
    return isBefore && amount > 0 && moment < since ? nil : moment
  }
}

extension Day {
  /// The Nth working day before a day, that day itself never counted.
  fileprivate func before(workingDays: Int, in calendar: WorkingCalendar) -> Day {
    var day = self
    var left = workingDays
    var steps = 0
    while left > 0, steps < 400 {
      day = day.adding(days: -1)
      if calendar.kind(of: day) == .working { left -= 1 }
      steps += 1
    }
    return day
  }
}

/// 督办层级 as staff write them, one line each: `办结 后1工作日 主任`. One text is kept and read.
package struct EscalationBook: Hashable, Sendable {
  /// The text that staff edit, word for word.
  package let text: String
  /// The levels, in their order.
  package let levels: [EscalationLevel]
  /// Working days without a step after which something is 压着不动.
  package let stalledDays: Int
  /// Minutes of the day between which nobody is reminded, whoever is on duty; may run over midnight.
  package let quiet: (from: Int, to: Int)

  /// What is wrong with a line.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// The Chinese sentence.
    package var message: String { "督办层级第 \(line) 行：\(reason)" }
  }

  private init(levels: [EscalationLevel], stalledDays: Int, quiet: (Int, Int), text: String) {
    self.levels = levels
    self.stalledDays = stalledDays
    self.quiet = (quiet.0, quiet.1)
    self.text = text
  }

  /// What holds until staff write another.
  package static let standard = EscalationBook(
    levels: [
      EscalationLevel(isBefore: true, 2, .hours, to: .handler),
      EscalationLevel(isBefore: false, 0, .workingDays, to: .desk),
      EscalationLevel(isBefore: false, 1, .workingDays, to: .director),
      EscalationLevel(isBefore: false, 3, .workingDays, to: .secretary),
      EscalationLevel(isBefore: false, 5, .workingDays, to: .supervisor),
    ], stalledDays: 3, quiet: (21 * 60, 7 * 60 + 30),
    text: """
      # 什么事　到期前（后）多久　提醒谁。同一件事每一条只提醒一次；那时不在班的，上班以后再提醒。
      # 什么事：全部，或下一步的名称（首响、派单、办结、督办、告知居民……）
      # 提醒谁：承办人、值班、主任、书记、街镇督导
      全部 前2小时 承办人
      全部 到期 值班
      全部 后1工作日 主任
      全部 后3工作日 书记
      全部 后5工作日 街镇督导
      # 夜里谁也不提醒
      夜里不提醒 21:00-07:30
      # 几个工作日没有办理记录算压着不动
      压着不动 3工作日
      """)

  /// Reads the text. Lines that begin with `#` are remarks.
  /// - Throws: ``Unreadable`` for the first line that is not understood.
  package init(text: String) throws(Unreadable) {
    guard text.isAtMost(EscalationBook.longestText) else {
      throw Unreadable(line: 1, reason: "太长了，最多 \(EscalationBook.longestText) 字")
    }
    var levels: [EscalationLevel] = []
    var stalled = EscalationBook.standard.stalledDays
    var quiet = EscalationBook.standard.quiet
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let plain = EntryText.clean(String(line))
      guard !plain.isEmpty, !plain.hasPrefix("#") else { continue }
      do throws(RuleProblem) {
        let words = plain.split(whereSeparator: \.isWhitespace).map(String.init)
        switch words[0] {
        case "夜里不提醒": quiet = try EscalationBook.quiet(words)
        case "压着不动": stalled = try EscalationBook.stalled(words)
        default:
          let level = try EscalationBook.level(words)
          guard !levels.contains(level) else { throw RuleProblem("这一条写了两次：\(level.text)") }
          guard levels.count < EscalationBook.most else {
            throw RuleProblem("最多 \(EscalationBook.most) 条")
          }
          levels.append(level)
        }
      } catch {
        throw Unreadable(line: index + 1, reason: error.message)
      }
    }
    self.init(levels: levels, stalledDays: stalled, quiet: (quiet.from, quiet.to), text: text)
  }

  /// Characters that the text may have.
  package static let longestText = 6000
  private static let most = 60

  private static func level(_ words: [String]) throws(RuleProblem) -> EscalationLevel {
    let example = "写成「办结 后1工作日 主任」"
    guard words.count == 3 else { throw RuleProblem("要有什么事、多久、提醒谁三项，用空格分开；\(example)") }
    var about: ObligationKind?
    if words[0] != "全部" {
      guard let kind = ObligationKind.allCases.first(where: { $0.title == words[0] }) else {
        throw RuleProblem("没有叫「\(words[0])」的下一步；写「全部」或首响、派单、办结、督办、告知居民等；\(example)")
      }
      about = kind
    }
    guard let recipient = EscalationRecipient.allCases.first(where: { $0.title == words[2] })
    else {
      let all = EscalationRecipient.allCases.map(\.title).joined(separator: "、")
      throw RuleProblem("「\(words[2])」不能提醒；可写\(all)")
    }
    let (isBefore, amount, unit) = try time(words[1])
    return EscalationLevel(about: about, isBefore: isBefore, amount, unit, to: recipient)
  }

  private static func time(
    _ word: String
  ) throws(RuleProblem) -> (Bool, Int, EscalationLevel.Unit) {
    if ["到期", "后0", "前0"].contains(word) { return (false, 0, .workingDays) }
    guard let first = word.first, first == "前" || first == "后" else {
      throw RuleProblem("「\(word)」不是时间；写成 前2小时、到期、后1工作日")
    }
    let rest = word.dropFirst()
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    let name = rest.dropFirst(digits.count)
    guard let amount = Int(digits), let unit = EscalationLevel.Unit(rawValue: String(name)) else {
      throw RuleProblem("「\(word)」不是时间；单位写分钟、小时、天、工作日，例如 前30分钟、后1工作日")
    }
    let most =
      switch unit {
      case .minutes: 1440
      case .hours: 240
      case .days, .workingDays: 30
      }
    guard amount <= most else { throw RuleProblem("「\(word)」太久，最多 \(most)\(unit.rawValue)") }
    return amount == 0 ? (false, 0, .workingDays) : (first == "前", amount, unit)
  }

  private static func stalled(_ words: [String]) throws(RuleProblem) -> Int {
    let digits = words.count == 2 ? words[1].prefix { $0.isASCII && $0.isNumber } : ""
    guard let days = Int(digits), (1...60).contains(days),
      ["", "工作日", "个工作日"].contains(words[1].dropFirst(digits.count))
    else { throw RuleProblem("写成「压着不动 3工作日」，1 到 60") }
    return days
  }

  private static func quiet(_ words: [String]) throws(RuleProblem) -> (from: Int, to: Int) {
    let parts = words.count == 2 ? words[1].split(separator: "-").map(String.init) : []
    guard parts.count == 2, let from = minute(parts[0]), let to = minute(parts[1]) else {
      throw RuleProblem("写成「夜里不提醒 21:00-07:30」")
    }
    // Midnight is always quiet: nobody is rung out of bed by a table that somebody mistyped.
    guard from > to, from >= 18 * 60, to >= 6 * 60, to <= 12 * 60 else {
      throw RuleProblem("夜里从 18:00 以后起，到早上 06:00 至 12:00 之间止，例如 21:00-07:30")
    }
    return (from, to)
  }

  private static func minute(_ text: String) -> Int? {
    let parts = text.split(separator: ":").map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0...23).contains(hour),
      (0...59).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }

  /// Whether nobody is reminded at a moment.
  package func isQuiet(at instant: Instant) -> Bool {
    let minute = instant.minuteOfDay
    return minute >= quiet.from || minute < quiet.to
  }

  /// Two are the same when they say the same.
  package static func == (one: EscalationBook, other: EscalationBook) -> Bool {
    one.text == other.text
  }

  /// See ``==(_:_:)``.
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
