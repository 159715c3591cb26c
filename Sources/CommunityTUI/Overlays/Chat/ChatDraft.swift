import CoreModel
import TerminalKit

/// What was pasted and said of it, as one text that is kept until it is registered.
///
/// The pasted text comes first, as it is. Decisions follow behind separators that no paste can hold, since
/// control characters are taken out of it.
extension ChatBox {
  /// The text to keep; empty when nothing was pasted.
  var draftText: String {
    guard !area.text.isEmpty else { return "" }
    var decisions = self.decisions
    if let editing, let selected {
      decisions[selected.id, default: ChatDecision()].line = editing.text
    }
    let records = decisions.sorted { $0.key < $1.key }.filter { $0.value != ChatDecision() }.map {
      id, decision in
      let mark = decision.isMarked.map { $0 ? "1" : "0" } ?? "-"
      let line = decision.line.map { "=" + $0 } ?? ""
      let fields = [id, mark, decision.isSuggestionTaken ? "1" : "0", line]
      return ChatBox.record + fields.joined(separator: ChatBox.field)
    }
    return area.text + records.joined()
  }

  /// Puts back what was kept.
  mutating func restore(_ draft: String) {
    let parts = draft.split(separator: Character(ChatBox.record), omittingEmptySubsequences: false)
    area.text = parts.first.map(String.init) ?? ""
    decisions = [:]
    for part in parts.dropFirst() {
      let fields = part.split(separator: Character(ChatBox.field), omittingEmptySubsequences: false)
      guard fields.count == 4 else { continue }
      decisions[String(fields[0])] = ChatDecision(
        isMarked: fields[1] == "-" ? nil : fields[1] == "1",
        line: fields[3].first == "=" ? String(fields[3].dropFirst()) : nil,
        isSuggestionTaken: fields[2] == "1")
    }
  }

  private static let record = "\u{1E}"
  private static let field = "\u{1D}"
}
