import CoreModel

/// Finds people, crews and building groups by what somebody typed.
struct NameLookup {
  /// Where to look.
  let directory: Directory

  /// A person or a crew: `赵师傅`, `维修班`, or the 拼音首字母.
  func handler(_ typed: String) throws -> Handler {
    let name = NameLookup.folded(typed)
    if let crew = Crew.allCases.first(where: { $0.title == name || $0.rawValue == name }) {
      return .pool(crew)
    }
    let crews = Crew.allCases.map { Candidate(value: Handler.pool($0), name: $0.title) }
    let people = directory.handlers.map { Candidate(value: Handler.person($0.id), name: $0.name) }
    return try only(matching: name, among: people + crews, what: "可承办的人员或班组")
  }

  /// Somebody who handles requests.
  func person(_ typed: String) throws -> PersonID {
    let people = directory.handlers.map { Candidate(value: $0.id, name: $0.name) }
    return try only(matching: NameLookup.folded(typed), among: people, what: "可承办的人员")
  }

  /// A building group: `12号楼`, `12`, `木荷苑5号`.
  func group(_ typed: String) throws -> GroupID {
    let name = NameLookup.folded(typed)
    let groups = directory.groups.map { group in
      Candidate(value: group.id, name: fullName(of: group), aliases: aliases(of: group))
    }
    return try only(matching: name, among: groups, what: "楼组")
  }

  private func fullName(of group: BuildingGroup) -> String {
    guard let estate = directory.estate(group.estate), !group.name.hasPrefix(estate.name) else {
      return group.name
    }
    return estate.name + group.name
  }

  private func aliases(of group: BuildingGroup) -> [String] {
    let names = [group.name, fullName(of: group)]
    let short = names.flatMap { name in
      ["号楼", "号", "幢", "栋"].filter(name.hasSuffix).map { String(name.dropLast($0.count)) }
    }
    return names + short + names.filter { $0.hasSuffix("号楼") }.map { String($0.dropLast()) }
  }

  /// The one that is meant: by its name, else by 拼音首字母, else by a part of the name.
  private func only<Value>(
    matching name: String, among all: [Candidate<Value>], what: String
  ) throws -> Value {
    let steps: [(Candidate<Value>) -> Bool] = [
      { $0.name == name || $0.aliases.contains(name) },
      { !name.isEmpty && PinyinInitials.of($0.name) == name.lowercased() },
      { !name.isEmpty && $0.name.contains(name) },
    ]
    for step in steps {
      let found = all.filter(step)
      if found.count == 1, let only = found.first { return only.value }
      guard found.isEmpty else {
        throw CommandFailure(
          "「\(name)」对应多个\(what)：\(NameLookup.list(found.map(\.name)))。请写全名；没有改动任何数据")
      }
    }
    throw CommandFailure(
      "没有叫「\(name)」的\(what)；没有改动任何数据。"
        + (all.isEmpty ? "名册里还没有\(what)" : "可写：\(NameLookup.list(all.map(\.name)))"))
  }

  private struct Candidate<Value> {
    let value: Value
    let name: String
    var aliases: [String] = []
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(60).joined(separator: "、") + (names.count > 60 ? " 等 \(names.count) 个" : "")
  }

  /// Input methods write digits and letters in full width; blanks at the ends mean nothing.
  private static func folded(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.tidied.unicodeScalars { view.append(scalar.halfWidth) }
    return String(view)
  }
}
