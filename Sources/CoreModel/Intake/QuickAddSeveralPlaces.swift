/// Several buildings at once: 「6号楼到8号楼之间」, 「5号楼和6号楼」, 「21-23号楼」.
extension QuickAddLine {
  /// Buildings in a row, with a word or a sign between them. They are one place only when they belong to one
  /// group; without a plain word for a building (「12号到15号停水」) they may be days, and are none at all.
  func several(at position: Int, in index: PlaceIndex) -> Designation? {
    guard !follows(position), let first = building(at: position, in: index) else { return nil }
    var row = [first]
    while let last = row.last, let next = another(after: last, in: index) { row.append(next) }
    while row.last?.hasDesignator == false { row.removeLast() }
    guard row.count > 1, let end = row.last?.end else { return nil }
    let isPlain = row.contains(where: \.isPlain)
    let entries = first.entries.filter { entry in
      row.allSatisfy { $0.entries.contains { $0.group.id == entry.group.id } }
    }
    let isOne = isPlain && entries.count == 1
    return Designation(
      entries: isOne ? entries : [], building: words(position..<end), number: nil,
      range: position..<end, isSeveral: isPlain && !isOne)
  }

  private struct Building {
    var entries: [PlaceIndex.Entry]
    var end: Int
    var hasDesignator: Bool
    /// Whether 楼, 栋, 幢, 弄 say that it is one; 号 stands behind days too.
    var isPlain: Bool
  }

  private func building(at position: Int, in index: PlaceIndex) -> Building? {
    let prefix = index.prefixes.first { has($0, at: position) } ?? []
    let start = position + prefix.count
    let digits = end(from: start, while: \.isDigit)
    guard (1...4).contains(digits - start) else { return nil }
    let end = designatorEnd(at: digits)
    let number = String(words(start..<digits).drop { $0 == "0" })
    return Building(
      entries: index.groups(number: number, prefix: words(position..<start)), end: end ?? digits,
      hasDesignator: end != nil, isPlain: end.map { words(digits..<$0) != "号" } ?? false)
  }

  /// The building that follows a joint; a blank alone joins only what is plain.
  private func another(after last: Building, in index: PlaceIndex) -> Building? {
    var start = end(from: last.end) { $0 == " " }
    let isJoined = isJoint(start)
    if isJoined { start = end(from: start + 1) { $0 == " " } }
    guard isJoined || last.hasDesignator && start > last.end,
      let found = building(at: start, in: index),
      found.isPlain || isJoined && !isOther(at: found.end)
    else { return nil }
    return found
  }

  private func isJoint(_ index: Int) -> Bool {
    self[index].map(QuickAddLine.joints.contains) == true
  }

  private static let joints: Set<Unicode.Scalar> = [
    "到", "至", "和", "与", "跟", "及", "或", "、", "-", "~", "–", "—", "/",
  ]
}
