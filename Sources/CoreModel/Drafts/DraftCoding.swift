import Foundation

/// How drafts are written down: JSON with a version. What a newer build adds is passed over, so that a desk
/// that was not updated yet still gives back what it understands.
package enum DraftCoding {
  private struct Stored: Codable {
    var v: Int
    var title: String?
    var seen: Int?
    var fields: [String: Value]
  }

  /// One of: text, an option, no option, yes or no. Of a kind that is unknown nothing is set.
  private struct Value: Codable {
    var text: String?
    var choice: String?
    var unchosen: Bool?
    var toggle: Bool?

    private enum CodingKeys: String, CodingKey {
      case text = "t"
      case choice = "c"
      case unchosen = "n"
      case toggle = "b"
    }

    init(_ value: DraftValue) {
      switch value {
      case .text(let text): self.text = text
      case .choice(let id?): choice = id
      case .choice(nil): unchosen = true
      case .toggle(let isOn): toggle = isOn
      }
    }

    init(from decoder: any Decoder) throws {
      // Whatever a newer build keeps in a field must not take the others with it.
      guard let values = try? decoder.container(keyedBy: CodingKeys.self) else { return }
      text = try? values.decodeIfPresent(String.self, forKey: .text)
      choice = try? values.decodeIfPresent(String.self, forKey: .choice)
      unchosen = try? values.decodeIfPresent(Bool.self, forKey: .unchosen)
      toggle = try? values.decodeIfPresent(Bool.self, forKey: .toggle)
    }

    var value: DraftValue? {
      if let text { return .text(text) }
      if let choice { return .choice(choice) }
      if unchosen == true { return .choice(nil) }
      return toggle.map { .toggle($0) }
    }
  }

  private static let encoder: JSONEncoder = {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }()

  private static let decoder = JSONDecoder()

  /// Writes a draft down; the same draft always gives the same text.
  package static func encode(_ draft: Draft) throws -> String {
    let stored = Stored(
      v: 1, title: draft.title.isEmpty ? nil : draft.title, seen: draft.seen,
      fields: draft.fields.mapValues(Value.init))
    return String(decoding: try encoder.encode(stored), as: UTF8.self)
  }

  /// Reads a draft back. What is no draft at all is given back as words: it can still be read and copied.
  package static func decode(_ body: String) -> Draft {
    guard let stored = try? decoder.decode(Stored.self, from: Data(body.utf8)) else {
      return Draft(body)
    }
    return Draft(
      title: stored.title ?? "", seen: stored.seen,
      fields: stored.fields.compactMapValues(\.value))
  }
}
