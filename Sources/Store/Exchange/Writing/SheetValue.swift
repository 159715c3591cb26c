package import CoreModel

/// What a cell of a table that we write holds. A text is always a text: no program takes it for a formula.
package enum SheetValue: Hashable, Sendable {
  /// Nothing.
  case blank
  /// Words, numbers of tickets and telephones: whatever must stay as it is written.
  case text(String)
  /// A number that somebody may add up.
  case number(Double)
  /// A day.
  case day(Day)
  /// A moment, in Shanghai time.
  case moment(Instant)

  /// Words, or nothing.
  package init(_ text: String?) {
    self = text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .blank
  }

  /// A count.
  package init(_ count: Int) { self = .number(Double(count)) }

  /// A moment, or nothing.
  package init(_ moment: Instant?) { self = moment.map(SheetValue.moment) ?? .blank }

  /// As a text file holds it: `2026-11-21`, `2026-11-21 18:42:00`, `12`.
  package var text: String {
    switch self {
    case .blank: ""
    case .text(let text): text
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
    case .day(let day): day.iso8601
    case .moment(let moment): "\(moment.day.iso8601) \(moment.secondsText)"
    }
  }
}

extension Instant {
  /// `18:42:00`, in Shanghai time.
  fileprivate var secondsText: String {
    let second = Int(millisecondOfDay / 1000)
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
  }

  /// The day and time as spreadsheets count them.
  var serialDate: Double {
    Double(day.serialDate) + Double(millisecondOfDay / 1000) / 86_400
  }
}

extension Day {
  /// Days since the last of 1899, as spreadsheets count them from March 1900 on.
  var serialDate: Int { number + 25_569 }
}
