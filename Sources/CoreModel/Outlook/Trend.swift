/// What a trend is asked for: a matter or a place, in the words of a search, and how many days.
package struct TrendQuestion: Hashable, Sendable {
  /// What must stand in a request, or where it is; empty for all requests.
  package var words: String
  /// How many days.
  package var days: Int
  /// The last of them.
  package var end: Day

  /// Makes a question; days outside ``span`` are moved into it.
  package init(words: String = "", days: Int = TrendQuestion.usual, end: Day) {
    self.words = words.tidied
    self.days = min(max(days, TrendQuestion.span.lowerBound), TrendQuestion.span.upperBound)
    self.end = end
  }

  /// The first of its days.
  package var first: Day { end.adding(days: 1 - days) }
  /// `木荷苑 垃圾`, or that it is everything.
  package var title: String { words.isEmpty ? "全部诉求" : words }

  /// How many days may be asked for: two weeks to a quarter.
  package static let span = 14...92
  /// Those that are offered.
  package static let windows = [14, 28, 56, 92]
  /// Four weeks.
  package static let usual = 28

  /// The words of a matter that our lexicon knows by this name: 「灯」 is 路灯 and 照明 as well. Nil for other words.
  package static func words(ofMatter name: String) -> [String]? {
    MatterWords.topics.first { $0.name == name }.map { topic in
      let words = topic.words.split(separator: " ").map(String.init)
      return words.contains(name) ? words : [name] + words
    }
  }
}

/// 趋势: requests received a day.
package struct Trend: Hashable, Sendable {
  /// What was asked.
  package let question: TrendQuestion
  /// Requests a day, the oldest first.
  package let counts: [Int]
  /// Whether the numbers may be a little too high: the words were asked of the index alone.
  package let isEstimate: Bool

  /// Makes a trend.
  package init(_ question: TrendQuestion, counts: [Int], isEstimate: Bool = false) {
    self.question = question
    self.counts = counts
    self.isEstimate = isEstimate
  }

  /// All of them.
  package var total: Int { counts.reduce(0, +) }
  /// The day with most, the latest of several; nil when there are none.
  package var busiest: (day: Day, count: Int)? {
    guard let most = counts.max(), most > 0, let index = counts.lastIndex(of: most) else {
      return nil
    }
    return (day(at: index), most)
  }

  /// The day of a bar.
  package func day(at index: Int) -> Day { question.first.adding(days: index) }

  /// The bar of a day; nil when it is not among them.
  package func index(of day: Day) -> Int? {
    let index = day.number - question.first.number
    return counts.indices.contains(index) ? index : nil
  }

  /// How it was in the two weeks before a measure and how it is in the two weeks from it on.
  ///
  /// Only days that are shown count, and today does not: it is not over.
  package func comparison(of measure: Measure, today: Day) -> TrendComparison? {
    guard let place = index(of: measure.day) else { return nil }
    let over = (index(of: today) ?? counts.count)
    let before = counts[max(0, place - TrendComparison.days)..<place]
    let after = counts[min(place, over)..<min(over, place + TrendComparison.days)]
    return TrendComparison(
      measure: measure, before: .init(days: before.count, requests: before.reduce(0, +)),
      after: .init(days: after.count, requests: after.reduce(0, +)))
  }
}

/// Before and after a measure.
package struct TrendComparison: Hashable, Sendable {
  /// Days in a row and what came in on them.
  package struct Stretch: Hashable, Sendable {
    /// How many days.
    package var days: Int
    /// How many requests.
    package var requests: Int

    /// Makes a stretch.
    package init(days: Int, requests: Int) {
      self.days = days
      self.requests = requests
    }

    /// Tenths of a request a day, rounded; nil without days.
    package var tenths: Int? { days == 0 ? nil : (requests * 20 + days) / (2 * days) }
    /// `14 天 57 件（每天 4.1 件）`.
    var text: String { "\(days) 天 \(requests) 件（每天 \(averageText) 件）" }
    /// `4.1`.
    package var averageText: String { tenths.map { "\($0 / 10).\($0 % 10)" } ?? "—" }
  }

  /// The measure.
  package let measure: Measure
  /// The days before its own.
  package let before: Stretch
  /// From its own day on.
  package let after: Stretch

  /// At most so many days on either side.
  package static let days = 14
  /// With fewer on a side nothing is said of better or worse.
  static let least = 3
  /// With fewer requests before, percent would only mislead.
  static let fewest = 5

  /// Percent by which the days after have more (or, below zero, less) a day; nil when it cannot be said.
  package var change: Int? {
    guard before.days >= TrendComparison.least, after.days >= TrendComparison.least,
      before.requests >= TrendComparison.fewest
    else { return nil }
    let was = Double(before.requests) / Double(before.days)
    let becomes = Double(after.requests) / Double(after.days)
    return Int(((becomes - was) / was * 100).rounded())
  }

  /// `之前 14 天 57 件（每天 4.1 件），之后 9 天 2 件（每天 0.2 件），少了 95%`.
  package var text: String {
    guard before.days > 0 else { return "之前的日子不在图里，加长天数再看" }
    guard after.days > 0 else { return "之前 \(before.text)；之后还没有过完一天" }
    let words = "之前 \(before.text)，之后 \(after.text)"
    if before.days < TrendComparison.least || after.days < TrendComparison.least {
      return words + "，天数太少还不能比"
    }
    guard let change else { return words }
    return words + (change == 0 ? "，持平" : change < 0 ? "，少了 \(-change)%" : "，多了 \(change)%")
  }
}

extension Trend {
  /// How it is counted, in words.
  package static let formula = "按收到的日子计数；撤销的不算，并件各算一件；平均数不算今天，今天还没过完"

  /// Everything in words, for copying and printing.
  package func text(measures: [Measure], neighborhood: String, today: Day) -> String {
    let span =
      "\(question.first.dateText(relativeTo: today))–\(question.end.dateText(relativeTo: today))"
    var lines = [
      "\(neighborhood) 趋势：\(question.title)，\(span)，\(question.days) 天",
      summary(today: today) + (isEstimate ? "（件数很多，按索引估计，可能略高）" : ""),
    ]
    for measure in measures where measure.concerns(question.words) {
      guard let comparison = comparison(of: measure, today: today) else { continue }
      lines.append("\(measure.text(relativeTo: today))：\(comparison.text)")
    }
    return (lines + [Trend.formula]).joined(separator: "\n")
  }

  /// `共 41 件，每天 1.5 件；最多 7月12日 周日 6 件`.
  package func summary(today: Day) -> String {
    let over = index(of: today) ?? counts.count
    let whole = counts[..<over]
    let average = TrendComparison.Stretch(days: whole.count, requests: whole.reduce(0, +))
    let most =
      busiest.map {
        "；最多 \($0.day.dateText(relativeTo: today)) \($0.day.weekdayText) \($0.count) 件"
      } ?? ""
    return "共 \(total) 件，每天 \(average.averageText) 件\(most)"
  }
}
