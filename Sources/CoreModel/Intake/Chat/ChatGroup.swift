/// Which 楼组 a group's name means, and what the name of a sender says of where they live.
package enum ChatGroup {
  /// The building group whose WeChat group has this name; nil when none or several may be meant.
  package static func group(named title: String, in directory: Directory) -> GroupID? {
    let wanted = key(title)
    guard !wanted.isEmpty else { return nil }
    func only(_ isSo: (BuildingGroup) -> Bool) -> GroupID? {
      let found = directory.groups.filter(isSo)
      return found.count == 1 ? found.first?.id : nil
    }
    let chat = { (group: BuildingGroup) in key(group.weChatGroup ?? "") }
    if let found = only({ chat($0) == wanted }) { return found }
    if let found = only({ key($0.name) == wanted }) { return found }
    if let found = only({ contains(wanted, chat($0)) || contains(chat($0), wanted) }) {
      return found
    }
    if let found = only({ contains(wanted, key($0.name)) }) { return found }
    return QuickAdd.parse(title, in: directory).place.group
  }

  /// Where a sender lives and what they are called, of 「12-502 李阿姨」, 「502李」, 「张阿姨」.
  static func resident(
    _ sender: String, of chosen: GroupID?, in directory: Directory
  ) -> (place: RequestPlace, name: String) {
    let text = Array(sender.unicodeScalars)
    let folded = text.map(\.halfWidth)
    var place = RequestPlace()
    guard let start = folded.firstIndex(where: \.isDigit) else { return (place, sender) }
    var end = start
    while end < folded.count, folded[end].isDigit || parts.contains(folded[end]) { end += 1 }
    while end > start, !folded[end - 1].isDigit, folded[end - 1] != "室" { end -= 1 }
    let word = string(folded[start..<end])
    if let found = QuickAdd.place(named: word, in: directory) {
      place.room = found.room
      place.group = found.groups.count == 1 ? found.groups.first : chosen
      if let chosen, found.groups.contains(chosen) { place.group = chosen }
    } else if chosen != nil, let room = room(word) {
      place.room = room
    } else {
      return (place, sender)
    }
    var rest = string(text[..<start]) + " " + string(text[end...])
    rest = rest.tidied
    while let last = rest.last, "-_·,，(（".contains(last) { rest = String(rest.dropLast()).tidied }
    while let first = rest.first, "-_·,，)）".contains(first) {
      rest = String(rest.dropFirst()).tidied
    }
    return (place, rest.isEmpty ? sender : rest)
  }

  /// Whether a sender is somebody who works on requests, or the desk's own account.
  static func isStaff(_ sender: String, in directory: Directory) -> Bool {
    let name = String(sender.unicodeScalars.map(\.halfWidth).map(Character.init)).tidied
    // Nobody known is nobody of the staff, also where somebody's unit is not filled in.
    guard !name.isEmpty else { return false }
    if name == "我" || offices.contains(name) { return true }
    return directory.people.contains { person in
      guard name != person.name, name != person.unit else { return true }
      guard person.name.count >= 2, let range = name.ranges(of: person.name).first else {
        return false
      }
      // 「居委王芳」, 「王芳（居委会）」; 「王芳妈妈」 is a resident.
      var rest = String(name[..<range.lowerBound] + name[range.upperBound...])
      for word in [person.unit, person.role.title] + duties where !word.isEmpty {
        rest = rest.replacing(word, with: "")
      }
      return rest.allSatisfy { !$0.isLetter && !$0.isNumber }
    }
  }

  // MARK: Parts

  private static func room(_ word: String) -> String? {
    let digits = word.hasSuffix("室") ? word.dropLast() : word[...]
    guard (3...4).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return String(digits)
  }

  /// Whether a name stands in another one without a number being torn: 12号楼 does not name 2号楼.
  private static func contains(_ text: String, _ name: String) -> Bool {
    guard !name.isEmpty, name.contains(where: \.isLetter) || name.count > 2 else { return false }
    return text.ranges(of: name).contains { range in
      let before =
        range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      return !(name.first?.isNumber == true && before.isNumber)
    }
  }

  private static func key(_ name: String) -> String {
    let kept = name.unicodeScalars.map(\.halfWidth).filter {
      $0.isHan || $0.isLetter || $0.isDigit || $0 == "-"
    }
    return String(String.UnicodeScalarView(kept)).lowercased()
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private static let parts: Set<Unicode.Scalar> = ["-", "号", "楼", "栋", "幢", "室", "#", "·", "弄"]
  private static let offices: Set<String> = [
    "居委会", "居委", "物业", "物业公司", "值班室", "居委值班台", "居委会值班", "社区", "社区居委会",
  ]
  private static let duties = [
    "居委会", "居委", "社区", "物业", "网格", "网格员", "民警", "书记", "主任", "值班", "调解", "经理", "维修", "保安", "党总支",
    "群主",
  ]
}
