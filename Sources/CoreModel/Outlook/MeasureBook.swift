/// 措施: something that was begun on a day to make a matter better, such as 「启动夜巡」.
package struct Measure: Hashable, Sendable {
  /// From which day on it counts.
  package var day: Day
  /// `启动夜巡`.
  package var title: String
  /// What it is about, as a search; empty for everything.
  package var about: String

  /// Makes a measure.
  package init(day: Day, title: String, about: String = "") {
    self.day = day
    self.title = title
    self.about = about
  }

  /// `7月21日 启动夜巡`.
  package func text(relativeTo today: Day) -> String {
    "\(day.dateText(relativeTo: today)) \(title)"
  }

  /// Whether a trend of these words shows it: when it is about everything, or one says what the other says.
  package func concerns(_ words: String) -> Bool {
    let own = Measure.words(of: about)
    let asked = Measure.words(of: words)
    guard !own.isEmpty, !asked.isEmpty else { return true }
    return asked.contains { word in own.contains { $0.contains(word) || word.contains($0) } }
  }

  private static func words(of text: String) -> [String] {
    text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

/// 措施 as staff write them, one line each: `2026-07-21 启动夜巡 | 木荷苑 垃圾`. One text is kept and read.
package struct MeasureBook: Hashable, Sendable {
  /// The text that staff edit: days with their year, in the order in which they were written.
  package let text: String
  /// The measures, the earliest first.
  package let measures: [Measure]

  /// Nothing was written yet.
  package static let empty = MeasureBook()

  private init() {
    text = ""
    measures = []
  }

  /// What is wrong with a line.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// The Chinese sentence.
    package var message: String { "措施第 \(line) 行：\(reason)" }
  }

  /// Reads the text.
  /// - Parameter now: A day that is written without a year is the nearest one. What is read gets its year, so that it
  ///   means the same for ever.
  /// - Throws: ``Unreadable`` for the first line that is not understood.
  package init(text: String, now: Instant) throws(Unreadable) {
    guard text.isAtMost(MeasureBook.longestText) else {
      throw Unreadable(line: 1, reason: "太长了，最多 \(MeasureBook.longestText) 字")
    }
    var lines: [String] = []
    var found: [Measure] = []
    let raw = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in raw.enumerated() {
      let tidy = String(line).tidied
      guard !tidy.isEmpty, !tidy.hasPrefix("#"), !tidy.hasPrefix("＃") else {
        lines.append(tidy)
        continue
      }
      do throws(RuleProblem) {
        let measure = try MeasureBook.measure(tidy, now: now)
        found.append(measure)
        lines.append(
          "\(measure.day.iso8601) \(measure.title)"
            + (measure.about.isEmpty ? "" : " | \(measure.about)"))
      } catch {
        throw Unreadable(line: index + 1, reason: error.message)
      }
    }
    guard found.count <= MeasureBook.most else {
      throw Unreadable(line: raw.count, reason: "最多 \(MeasureBook.most) 条措施")
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    self.text = lines.joined(separator: "\n")
    measures = found.enumerated().sorted {
      ($0.element.day, $0.offset) < ($1.element.day, $1.offset)
    }
    .map(\.element)
  }

  /// Characters that the text may have.
  package static let longestText = 8000
  private static let most = 200
  private static let longestTitle = 30

  private static func measure(_ line: String, now: Instant) throws(RuleProblem) -> Measure {
    let fields = line.split(omittingEmptySubsequences: false) { $0 == "|" || $0 == "｜" }
      .map { String($0).tidied }
    guard fields.count <= 2 else { throw RuleProblem("一行只能有一个「|」，写成「7月21日 启动夜巡 | 木荷苑」") }
    let words = fields[0].split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first, let day = day(first, now: now) else {
      throw RuleProblem("没有看懂日期「\(words.first ?? "")」，写成「7月21日 启动夜巡」或「2026-07-21 启动夜巡」")
    }
    let title = words.count > 1 ? words[1].tidied : ""
    guard !title.isEmpty else { throw RuleProblem("「\(first)」后面没有写措施，例如「\(first) 启动夜巡」") }
    guard title.isAtMost(longestTitle) else { throw RuleProblem("措施最多 \(longestTitle) 字") }
    return Measure(day: day, title: title, about: fields.count > 1 ? fields[1] : "")
  }

  private static func day(_ text: String, now: Instant) -> Day? {
    let plain = text.replacing("年", with: "-").replacing("月", with: "-").replacing("日", with: "")
      .replacing("/", with: "-").replacing(".", with: "-")
    let parts = plain.split(separator: "-").map { Int($0) }
    if parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] {
      guard (1992...9999).contains(year) else { return nil }
      return Day(year: year, month: month, day: day)
    }
    guard let said = SpokenMoment(text, from: now), said.minute == nil else { return nil }
    return said.day
  }
}
