/// The words of a template as pieces: what stands there, and the fields in braces.
///
/// Full-width braces count as well, since input methods write them.
package struct TemplateText: Hashable, Sendable {
  /// A piece of a template.
  enum Piece: Hashable {
    /// Words as they are.
    case words(String)
    /// A field that we know.
    case field(TemplateField)
    /// Something in braces that is no field.
    case unknown(String)
  }

  /// From the beginning to the end.
  let pieces: [Piece]

  /// Reads a template; total: a brace that is never closed is words.
  package init(_ text: String) {
    var pieces: [Piece] = []
    var words = ""
    var rest = Substring(text)
    while let character = rest.first {
      if "{｛".contains(character),
        let end = rest.firstIndex(where: { "}｝".contains($0) }),
        !rest[..<end].dropFirst().contains(where: { "{｛".contains($0) || $0.isNewline })
      {
        if !words.isEmpty { pieces.append(.words(words)) }
        words = ""
        let name = String(rest[..<end].dropFirst()).tidied
        pieces.append(
          TemplateField.allCases.first { $0.title == name }.map(Piece.field) ?? .unknown(name))
        rest = rest[rest.index(after: end)...]
        continue
      }
      words.append(character)
      rest = rest.dropFirst()
    }
    if !words.isEmpty { pieces.append(.words(words)) }
    self.pieces = pieces
  }

  /// The fields that occur, each once.
  package var fields: [TemplateField] {
    var seen: [TemplateField] = []
    for case .field(let field) in pieces where !seen.contains(field) { seen.append(field) }
    return seen
  }

  /// What is wrong with it for those who read it, in Chinese; nil when nothing is.
  package func problem(for audience: TemplateAudience) -> String? {
    for piece in pieces {
      switch piece {
      case .words: continue
      case .unknown(let name):
        return "没有「{\(name)}」这一项；可以用 \(TemplateField.list(for: audience))"
      case .field(let field) where audience == .group && field.isPersonal:
        return "群消息整栋楼都看得到，不能用「{\(field.title)}」；可以用 \(TemplateField.list(for: .group))"
      case .field: continue
      }
    }
    return nil
  }
}

/// What a template can have filled in.
package enum TemplateField: String, CaseIterable, Sendable {
  case neighborhood, number, group, category, handler, due, today
  case resident, place, words, outcome, reason

  /// The word between the braces.
  package var title: String {
    switch self {
    case .neighborhood: "居民区"
    case .number: "编号"
    case .group: "楼组"
    case .category: "事项"
    case .handler: "承办人"
    case .due: "时限"
    case .today: "日期"
    case .resident: "称呼"
    case .place: "地点"
    case .words: "诉求"
    case .outcome: "结果"
    case .reason: "原因"
    }
  }

  /// Whether it may say who, which room, or something that was typed freely: not for a whole building.
  package var isPersonal: Bool {
    switch self {
    case .neighborhood, .number, .group, .category, .handler, .due, .today: false
    case .resident, .place, .words, .outcome, .reason: true
    }
  }

  /// `{居民区}、{编号}…`, those that such readers may see.
  package static func list(for audience: TemplateAudience) -> String {
    allCases.filter { audience == .resident || !$0.isPersonal }.map { "{\($0.title)}" }
      .joined(separator: "、")
  }
}
