internal import CoreModel

/// Which column of an export holds what: what staff decided where the columns' names do not say it themselves.
///
/// A field that is not mentioned is recognised by its column's name. Kept for a neighbourhood under the header
/// that it was made for; as a text it is one `字段=列名` a line.
package struct ColumnMapping: Hashable, Sendable {
  /// What a column can hold for us.
  package enum Field: String, CaseIterable, Codable, Sendable {
    case number, kind, category, title, content, state, caller, phone, place, urgency
    case assigned, received, due, closed, outcome, satisfaction

    /// The Chinese word.
    package var label: String {
      switch self {
      case .number: "工单编号"
      case .kind: "工单类型"
      case .category: "问题分类"
      case .title: "标题"
      case .content: "诉求内容"
      case .state: "工单状态"
      case .caller: "联系人"
      case .phone: "联系电话"
      case .place: "地址"
      case .urgency: "紧急程度"
      case .assigned: "派单时间"
      case .received: "来电时间"
      case .due: "办理时限"
      case .closed: "办结时间"
      case .outcome: "办理结果"
      case .satisfaction: "是否满意"
      }
    }

    /// Whether an import cannot do without it; of 标题 and 诉求内容 one is enough.
    package var isNeeded: Bool { self == .number || self == .content }
  }

  /// The column's name for each field that was decided; an empty name leaves the field without a column.
  package var columns: [Field: String]

  /// Makes a mapping; an empty one leaves everything to the columns' names.
  package init(_ columns: [Field: String] = [:]) { self.columns = columns }

  /// Whether it decides nothing.
  package var isEmpty: Bool { columns.isEmpty }

  /// What is recognised by the names alone, the best column for each field.
  package init(recognisedIn names: [String]) {
    self.init()
    let header = HotlineHeader(recognisingPartsOf: names)
    for field in Field.allCases {
      if let index = header.positions(of: field).first { columns[field] = header.columns[index] }
    }
  }

  /// The same with this mapping's decisions put onto what the names say.
  package func completed(for names: [String]) -> ColumnMapping {
    var whole = ColumnMapping(recognisedIn: names)
    for (field, column) in columns { whole.columns[field] = column.isEmpty ? nil : column }
    return whole
  }

  /// Only what differs from what the names say: what has to be kept of a mapping that was edited whole.
  package func decisions(for names: [String]) -> ColumnMapping {
    let recognised = ColumnMapping(recognisedIn: names)
    var decided = ColumnMapping()
    for field in Field.allCases where columns[field] != recognised.columns[field] {
      decided.columns[field] = columns[field] ?? ""
    }
    return decided
  }
}

extension ColumnMapping: Codable {
  /// Reads an object of fields and columns; fields of a newer build are passed over.
  package init(from decoder: any Decoder) throws {
    let plain = try decoder.singleValueContainer().decode([String: String].self)
    self.init()
    for (name, column) in plain {
      if let field = Field(rawValue: name) { columns[field] = column }
    }
  }

  /// Writes an object of fields and columns.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(
      Dictionary(columns.map { ($0.rawValue, $1) }, uniquingKeysWith: { $1 }))
  }
}

// MARK: The text form

extension ColumnMapping {
  /// A line of a mapping's text that cannot be understood.
  package struct Problem: Error, Hashable, Sendable {
    /// From 1.
    package var line: Int
    /// What is wrong with it, for the person at the desk.
    package var reason: String
    /// `第 3 行：没有「＝」…`.
    package var message: String { "列对照表第 \(line) 行：\(reason)" }
  }

  /// Reads `字段=列名`, one a line; blank lines and what follows a # at a line's beginning are passed over. A
  /// field may also be called by any name that is recognised for it; `字段=` leaves it without a column.
  /// - Throws: ``Problem`` with the line.
  package init(text: String) throws(Problem) {
    self.init()
    var lines: [Field: Int] = [:]
    for (index, raw) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      let line = String(raw).tidied
      guard !line.isEmpty, !line.hasPrefix("#"), !line.hasPrefix("＃") else { continue }
      let number = index + 1
      guard let sign = line.firstIndex(where: { $0 == "=" || $0 == "＝" }) else {
        throw Problem(line: number, reason: "没有等号；写法是「字段=列名」，例如「诉求内容=案件描述」")
      }
      let name = String(line[..<sign]).tidied
      guard let field = Field(named: name) else {
        let known = Field.allCases.map(\.label).joined(separator: "、")
        throw Problem(line: number, reason: "没有「\(name)」这个字段；可用的有：\(known)")
      }
      if let earlier = lines[field] {
        throw Problem(line: number, reason: "「\(field.label)」在第 \(earlier) 行已经写过")
      }
      lines[field] = number
      columns[field] = String(line[line.index(after: sign)...]).tidied
    }
  }

  /// The text form, which ``init(text:)`` reads back.
  package var text: String {
    Field.allCases.compactMap { field in columns[field].map { "\(field.label)=\($0)\n" } }
      .joined()
  }
}

extension ColumnMapping.Field {
  /// By its word, its stable name, or a column's name that is recognised for it and for nothing else.
  fileprivate init?(named name: String) {
    let all = ColumnMapping.Field.allCases
    if let exact = all.first(where: { $0.label == name || $0.rawValue == name.lowercased() }) {
      self = exact
      return
    }
    let fitting = all.filter { HotlineHeader.canFill($0, name) }
    guard fitting.count == 1 else { return nil }
    self = fitting[0]
  }
}
