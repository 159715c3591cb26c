extension TriageRules {
  /// What is wrong with a line of the rules' text.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// The Chinese sentence.
    package var message: String { "分级规则第 \(line) 行：\(reason)" }
  }

  /// Reads rules from the text that staff edit.
  /// - Throws: ``Unreadable`` for the first line that is not understood.
  package init(text: String) throws(Unreadable) {
    self.init([])
  }

  /// The rules as the text that staff edit; reading it gives the same rules.
  package var text: String { "" }
}
