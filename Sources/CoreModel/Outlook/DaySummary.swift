/// 今日小结: what the WeChat groups are told of a day.
///
/// It holds counts and the names of matters that our own lexicon has, and nothing else that anybody wrote: a whole
/// building reads it, and the words of residents have names, rooms and telephones in them.
package struct DaySummary: Hashable, Sendable {
  /// A request of the day, as far as it counts here.
  package struct Item: Hashable, Sendable {
    /// Whose group; nil for what belongs to none.
    package let group: GroupID?
    /// 「电梯」; nil for what is not to be named.
    package let topic: String?
    /// How far it has come.
    package let progress: Progress

    /// Reads one; nil for what does not count: cancelled, or given back to the city.
    ///
    /// What came by way of 12345 is counted and not named: whoever called the city has not told the building.
    package init?(group: GroupID?, text: String, status: RequestStatus, isHotline: Bool) {
      guard let progress = Progress(status) else { return nil }
      self.group = group
      self.progress = progress
      let topic = isHotline ? nil : MatterText(text).topic
      self.topic = topic.flatMap { DaySummary.unnamed.contains($0) ? nil : $0 }
    }
  }

  /// How far a request has come, as residents see it.
  package enum Progress: Int, CaseIterable, Hashable, Sendable {
    /// Nobody has answered yet.
    case unanswered
    /// Answered, and not done.
    case underway
    /// Done, and waits for the resident's word.
    case handled
    /// 已办结.
    case closed

    init?(_ status: RequestStatus) {
      switch status {
      case .registered: self = .unanswered
      case .responded, .triaged, .dispatched, .accepted, .arrived, .rejected, .supervised, .held,
        .escalated:
        self = .underway
      case .resolved, .fedBack, .replied: self = .handled
      case .closed: self = .closed
      case .cancelled, .returned: return nil
      }
    }

    /// The Chinese words.
    package var title: String {
      switch self {
      case .unanswered: "待答复"
      case .underway: "在办"
      case .handled: "处置好待确认"
      case .closed: "已办结"
      }
    }
  }

  /// The day.
  package var day: Day
  /// What came in on it.
  package var received: [Item]
  /// What was closed on it and had come in before, by group.
  package var closedOlder: [GroupID?: Int]
  /// What is open now and did not come in on it, by group.
  package var openOther: [GroupID?: Int]
  /// When the desk is open that day, and on the next one.
  package var duty: DutySentence

  /// Makes a summary.
  package init(
    day: Day, received: [Item] = [], closedOlder: [GroupID?: Int] = [:],
    openOther: [GroupID?: Int] = [:], duty: DutySentence = DutySentence()
  ) {
    self.day = day
    self.received = received
    self.closedOlder = closedOlder
    self.openOther = openOther
    self.duty = duty
  }

  /// Matters of one household, or by which neighbours would guess who complained of whom: they count and are not named.
  static let unnamed: Set<String> = [
    "群租", "违建", "邻里声响", "装修", "油烟", "晾晒", "吸烟", "高空抛物", "空调", "鸽子", "狗", "猫", "独居老人", "助餐", "居住证",
    "证明",
    "物业费", "失窃", "纠纷", "医保", "借用", "堆物",
  ]
}

extension DaySummary {
  /// The figures of one group, or of all when it is nil.
  package struct Figures: Hashable, Sendable {
    /// Received, by how far they have come.
    package var progress: [Progress: Int] = [:]
    /// Received, by matter; nil for what is not named.
    package var topics: [String?: [Progress: Int]] = [:]
    /// Groups that something was received from.
    package var groups = 0
    /// Closed on the day, received before.
    package var closedOlder = 0
    /// Open now, received on other days.
    package var openOther = 0

    /// Received.
    package var received: Int { progress.values.reduce(0, +) }
    /// Whether there is nothing to tell.
    package var isEmpty: Bool { received == 0 && closedOlder == 0 && openOther == 0 }
  }

  /// Counts what one group, or everybody, is told.
  package func figures(of group: GroupID?) -> Figures {
    var figures = Figures()
    var groups: Set<GroupID> = []
    for item in received where group == nil || item.group == group {
      figures.progress[item.progress, default: 0] += 1
      figures.topics[item.topic, default: [:]][item.progress, default: 0] += 1
      if let group = item.group { groups.insert(group) }
    }
    figures.groups = groups.count
    func count(_ counts: [GroupID?: Int]) -> Int {
      guard let group else { return counts.values.reduce(0, +) }
      return counts[.some(group)] ?? 0
    }
    figures.closedOlder = count(closedOlder)
    figures.openOther = count(openOther)
    return figures
  }

  /// The message for a group, or for all groups when it is nil.
  /// - Parameter place: The group's name, or the neighbourhood's.
  package func text(of group: GroupID?, named place: String, now: Instant) -> String {
    let figures = figures(of: group)
    let isToday = day == now.day
    let today = isToday ? "今天" : "当天"
    let date = "\(day.dateText(relativeTo: now.day)) \(day.weekdayText)"
    var lines = [
      "【\(place) \(isToday ? "今日小结" : "小结")】\(date)"
        + (isToday ? "（截至 \(now.clockText)）" : "（办理情况截至现在）")
    ]
    if figures.received == 0 {
      lines.append("\(today)没有收到新的诉求。")
    } else {
      let groups = group == nil && figures.groups > 1 ? "，涉及 \(figures.groups) 个楼组" : ""
      lines.append(
        "\(today)收到诉求 \(figures.received) 件\(groups)：\(DaySummary.words(figures.progress))。")
      lines += topicLines(figures)
    }
    let older = [
      figures.closedOlder > 0 ? "以前的诉求\(today)办结 \(figures.closedOlder) 件" : nil,
      figures.openOther > 0 ? "另有 \(figures.openOther) 件还在办" : nil,
    ].compactMap(\.self)
    if !older.isEmpty { lines.append(older.joined(separator: "，") + "。") }
    lines += isToday ? duty.lines(at: now) : []
    lines.append("有事请在群里说，或打居委会电话。")
    return lines.joined(separator: "\n")
  }

  private func topicLines(_ figures: Figures) -> [String] {
    let named = figures.topics.compactMap { topic, counts in
      topic.map { (name: $0, counts: counts, total: counts.values.reduce(0, +)) }
    }.sorted { ($1.total, $0.name) < ($0.total, $1.name) }
    guard !named.isEmpty else { return [] }
    var others = figures.topics[.none] ?? [:]
    for topic in named.dropFirst(DaySummary.mostTopics) {
      others.merge(topic.counts, uniquingKeysWith: +)
    }
    var lines = named.prefix(DaySummary.mostTopics).map {
      "· \($0.name) \($0.total) 件：\(DaySummary.words($0.counts, isAlone: $0.total == 1))"
    }
    let count = others.values.reduce(0, +)
    if count > 0 {
      lines.append("· 其他 \(count) 件：\(DaySummary.words(others, isAlone: count == 1))")
    }
    return lines
  }

  /// More than this many matters are 其他: nobody reads a longer message.
  private static let mostTopics = 8

  /// `已办结 1 件、在办 2 件`, or the word alone.
  private static func words(_ counts: [Progress: Int], isAlone: Bool = false) -> String {
    Progress.allCases.reversed().compactMap { progress in
      counts[progress].map { isAlone ? progress.title : "\(progress.title) \($0) 件" }
    }.joined(separator: "、")
  }
}

/// When somebody is at the desk this evening and tomorrow, without saying who.
package struct DutySentence: Hashable, Sendable {
  /// A stretch of time.
  package struct Span: Hashable, Sendable {
    /// From when.
    package var start: Instant
    /// Until when.
    package var end: Instant

    /// Makes one.
    package init(start: Instant, end: Instant) {
      self.start = start
      self.end = end
    }
  }

  /// When the desk is staffed, earliest first and apart.
  package private(set) var desk: [Span]
  /// When a patrol walks.
  package private(set) var patrols: [Span]
  /// The day that counts as today.
  package private(set) var day: Day
  /// Whether hours or shifts are known: only then nobody is known to be there.
  private var isKnown: Bool

  /// Nothing known.
  package init() {
    desk = []
    patrols = []
    day = Day(number: 0)
    isKnown = false
  }

  /// From the desk's hours, by season and special day, and the roster of a day and the next one.
  package init(day: Day, duty: DutyTime, calendar: WorkingCalendar, shifts: [Shift]) {
    self.day = day
    isKnown = !duty.isEmpty || !shifts.isEmpty
    var spans = [day, day.adding(days: 1)].flatMap { day in
      duty.spans(on: day, in: calendar).map {
        Span(start: day.at(minute: $0.start), end: day.at(minute: $0.end))
      }
    }
    spans += shifts.filter { $0.kind != .nightPatrol }.map { Span(start: $0.start, end: $0.end) }
    desk = DutySentence.joined(spans)
    patrols = DutySentence.joined(
      shifts.filter { $0.kind == .nightPatrol }.map { Span(start: $0.start, end: $0.end) })
  }

  /// What is still to come of today, and tomorrow.
  func lines(at now: Instant) -> [String] {
    let next = day.adding(days: 1)
    let tonight = next.start
    // What runs over midnight is on both days.
    func words(_ spans: [Span], on day: Day) -> String {
      spans.map { span in
        let start = max(span.start, day.start)
        return "\(start.clockText)–\(DutySentence.endText(span.end, on: day))"
      }.joined(separator: "、")
    }
    var parts: [String] = []
    let rest = desk.filter { $0.start < tonight && $0.end > now }
    if let current = rest.first, current.start <= now {
      parts.append("值班到 \(DutySentence.endText(current.end, on: day))")
      if rest.count > 1 { parts.append("\(words(Array(rest.dropFirst()), on: day)) 有人值班") }
    } else if !rest.isEmpty {
      parts.append("\(words(rest, on: day)) 有人值班")
    }
    let walks = patrols.filter { $0.start < tonight && $0.end > now }
    if !walks.isEmpty { parts.append("\(words(walks, on: day)) 夜巡") }
    let tomorrow = desk.filter { $0.start < next.adding(days: 1).start && $0.end > tonight }
    let name = "明天（\(next.weekdayText)）"
    return [
      parts.isEmpty ? nil : "今天 \(parts.joined(separator: "，"))。",
      !isKnown
        ? nil
        : tomorrow.isEmpty ? "\(name)居委会不值班。" : "\(name) \(words(tomorrow, on: next)) 有人值班。",
    ].compactMap(\.self)
  }

  /// `20:00`, `24:00`, `次日02:00`: the end of a stretch as it is said on a day.
  private static func endText(_ end: Instant, on day: Day) -> String {
    let nights = (1...2).map { day.adding(days: $0).start }
    if end < nights[0] { return end.clockText }
    if end == nights[0] { return "24:00" }
    if end < nights[1] { return "次日\(end.clockText)" }
    return end == nights[1] ? "次日24:00" : "后天\(end.clockText)"
  }

  /// Spans that touch or overlap are one.
  private static func joined(_ spans: [Span]) -> [Span] {
    var joined: [Span] = []
    for span in spans.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if let last = joined.last, span.start <= last.end {
        joined[joined.count - 1].end = max(last.end, span.end)
      } else {
        joined.append(span)
      }
    }
    return joined
  }
}
