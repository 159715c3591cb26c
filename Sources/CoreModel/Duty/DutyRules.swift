/// 值班规则 of a 居民区 as they hold: its own, else those of its 片区, else what every desk begins with.
package struct DutyRules: Hashable, Sendable {
  /// What the rules say.
  package let book: DutyBook
  /// The text of its own, word for word; nil while it follows its 片区.
  package let ownText: String?
  /// The text of its 片区; nil when that has none.
  package let areaText: String?
  /// The name of its 片区; nil when it belongs to none.
  package let areaName: String?

  /// What a desk begins with.
  package static let standard = DutyRules(areaName: nil)

  /// The rules of a desk that has written none of its own, in a 片区 without any.
  package init(areaName: String?) {
    self.areaName = areaName
    book = .standard
    ownText = nil
    areaText = nil
  }

  /// Reads the texts; the one that does not hold is not looked at.
  /// - Throws: ``DutyBook/Unreadable`` for the one that holds.
  package init(
    ownText: String?, areaText: String?, areaName: String?
  ) throws(DutyBook.Unreadable) {
    self.ownText = ownText
    self.areaText = areaText
    self.areaName = areaName
    let text = ownText ?? areaText
    book = if let text { try DutyBook(text: text) } else { .standard }
  }

  /// A text that can be kept, or nil for one that says nothing at all.
  /// - Throws: ``Refusal`` with the line that is not understood.
  static func checked(_ text: String?) throws(Refusal) -> String? {
    guard let text, !text.tidied.isEmpty else { return nil }
    do { _ = try DutyBook(text: text) } catch { throw .invalid("\(error.message)；没有保存") }
    return text.tidied + "\n"
  }

  /// The text that holds, to be looked at and changed.
  package var text: String { ownText ?? areaText ?? DutyBook.standard.text }

  /// Whose they are, in words.
  package var originText: String {
    if ownText != nil { return "本居民区自己的" }
    if areaText != nil { return "跟片区（\(areaName ?? "")）" }
    return "默认的"
  }
}
