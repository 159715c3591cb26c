/// A globally unique, time-ordered name for one thing, so that databases can be merged.
///
/// The text is a UUID of version 7: 48 bits of UTC milliseconds, then random bits.
package struct Identifier<Subject>: Hashable, Comparable, Sendable {
  /// The canonical lower-case text.
  package let text: String

  /// Wraps a text that was made by ``timeOrdered(at:using:)`` or read from a store.
  package init(_ text: String) { self.text = text }

  /// Makes a new identifier; time and randomness are passed in, so that tests can fix them.
  package static func timeOrdered(
    at now: Instant, using random: inout some RandomNumberGenerator
  ) -> Identifier {
    let time = UInt64(max(0, now.milliseconds)) & 0xFFFF_FFFF_FFFF
    let high = time << 16 | 0x7000 | random.next() & 0x0FFF
    let low = 0x8000_0000_0000_0000 | random.next() & 0x3FFF_FFFF_FFFF_FFFF
    let text = String(unsafeUninitializedCapacity: 36) { buffer in
      var index = 0
      for half in [high, low] {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
          if index == 8 || index == 13 || index == 18 || index == 23 {
            buffer[index] = UInt8(ascii: "-")
            index += 1
          }
          let digit = UInt8(half >> shift & 0xF)
          buffer[index] = digit < 10 ? 0x30 + digit : 0x57 + digit
          index += 1
        }
      }
      return index
    }
    return Identifier(text)
  }

  /// Earlier-made identifiers order first.
  package static func < (a: Identifier, b: Identifier) -> Bool { a.text < b.text }
}

extension Identifier: Codable {
  /// Reads the bare text.
  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the bare text.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

extension Identifier: CustomStringConvertible {
  /// The text itself.
  package var description: String { text }
}

/// Names a ``Request``.
package typealias RequestID = Identifier<Request>
/// Names a ``Person``.
package typealias PersonID = Identifier<Person>
/// Names a ``BuildingGroup``.
package typealias GroupID = Identifier<BuildingGroup>
/// Names an ``Estate``.
package typealias EstateID = Identifier<Estate>
/// Names a ``Neighborhood``.
package typealias NeighborhoodID = Identifier<Neighborhood>
/// Names an ``Area``.
package typealias AreaID = Identifier<Area>
/// Names a ``MicroGrid``.
package typealias MicroGridID = Identifier<MicroGrid>
