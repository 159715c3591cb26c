/// A point in time, in UTC milliseconds since 1970. The model never asks for the time: it is passed in.
package struct Instant: Hashable, Comparable, Sendable {
  /// UTC milliseconds since 1970-01-01T00:00:00Z.
  package let milliseconds: Int64

  /// Makes an instant from UTC milliseconds.
  package init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Earlier instants order first.
  package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

  /// The instant so many wall-clock minutes later (earlier when negative).
  package func adding(minutes: Int) -> Instant {
    Instant(milliseconds: milliseconds + Int64(minutes) * 60_000)
  }

  /// The instant so many seconds later (earlier when negative).
  package func adding(seconds: Int) -> Instant {
    Instant(milliseconds: milliseconds + Int64(seconds) * 1000)
  }

  /// Whole seconds from `other` until this instant; negative when this one is earlier.
  package func seconds(since other: Instant) -> Int {
    Int((milliseconds - other.milliseconds) / 1000)
  }
}

extension Instant: Codable {
  /// Reads the bare number of milliseconds.
  package init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  /// Writes the bare number of milliseconds.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}
