/// What somebody of the crew may be called.
package enum PersonName {
  /// Why nobody could be called so in a quick-add line or an option; nil when all is well.
  package static func problem(_ name: String) -> String? {
    if name.isEmpty { return "姓名不能是空的" }
    if name.count > longest { return "姓名太长（最多 \(longest) 个字）" }
    let isOneWord = name.unicodeScalars.allSatisfy {
      !$0.properties.isWhitespace && !"@#!＠＃！".unicodeScalars.contains($0)
        && $0.properties.generalCategory != .control && $0.properties.generalCategory != .format
    }
    if !isOneWord { return "姓名里不能有空格和 @ # ! 等符号：登记时用 @姓名 派单" }
    if Crew.allCases.contains(where: { $0.title == name || $0.rawValue == name }) {
      return "「\(name)」是班组的名称，请写人名"
    }
    return nil
  }

  /// Characters that a name may have.
  package static let longest = 20
}
