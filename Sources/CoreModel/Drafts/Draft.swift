/// What stands in one field of a form that was not saved.
package enum DraftValue: Hashable, Sendable {
  /// Typed text, as it is.
  case text(String)
  /// The identity of an option, or nil where none is chosen.
  case choice(String?)
  /// Yes or no.
  case toggle(Bool)
}

/// 草稿: what somebody filled into a form and has not saved. Only what they changed is in it: what stands in
/// the other fields may be corrected by others meanwhile.
package struct Draft: Hashable, Sendable {
  /// What lists call it; empty where the place that it is kept in says it.
  package var title: String
  /// The version of the request that the person saw while they typed.
  package var seen: Int?
  /// The values by the identities of their fields.
  package var fields: [String: DraftValue]
  /// The kept draft that this one goes on from, which it takes the place of.
  package var replaces: Origin?

  /// Where a kept draft came from.
  package struct Origin: Hashable, Sendable {
    /// The desk that kept it.
    package var desk: DeskID
    /// What was written down then: if it is something else by now, somebody is still typing there.
    package var body: String

    /// Makes an origin.
    package init(desk: DeskID, body: String) {
      self.desk = desk
      self.body = body
    }
  }

  /// Makes a draft.
  package init(
    title: String = "", seen: Int? = nil, fields: [String: DraftValue] = [:],
    replaces: Origin? = nil
  ) {
    self.title = title
    self.seen = seen
    self.fields = fields
    self.replaces = replaces
  }

  /// A draft that is one text; none at all when that is empty.
  package init(_ text: String, title: String = "", replaces: Origin? = nil) {
    self.init(
      title: title, fields: text.isEmpty ? [:] : [Draft.words: .text(text)], replaces: replaces)
  }

  /// The field of a draft's words where it has one main text.
  package static let words = "words"

  /// Whether there is nothing to keep.
  package var isEmpty: Bool { fields.isEmpty }

  /// The text of a field; empty when there is none.
  package func text(_ id: String = Draft.words) -> String {
    if case .text(let text) = fields[id] { text } else { "" }
  }

  /// What lists show of it: the words, else the longest text, else nothing.
  package var firstWords: String {
    let words = text().tidied
    guard words.isEmpty else { return words }
    let texts = fields.keys.sorted().map { text($0).tidied }
    return texts.max { $0.utf8.count < $1.utf8.count } ?? ""
  }
}

extension Draft: ExpressibleByStringLiteral {
  /// A draft that is one text.
  package init(stringLiteral text: String) { self.init(text) }
}

/// The rules of drafts.
package enum DraftRules {
  /// After so many days a draft is said to be old; it is never thrown away unasked.
  package static let oldDays = 30

  /// Whether a draft has lain for long.
  package static func isOld(savedAt: Instant, now: Instant) -> Bool {
    now.day.number - savedAt.day.number >= oldDays
  }
}
