/// Shanghai's addresses in lanes: `1058弄3号401室` is building 3 of lane 1058, never number 1058.
extension QuickAddLine {
  /// A lane with a building of it and perhaps a room. The group is the one whose name says so, or the lane's
  /// own, or the building of that number in the estate that the directory puts the lane in; else none.
  func lane(at position: Int, in index: PlaceIndex) -> Designation? {
    guard !follows(position) else { return nil }
    let prefix = index.prefixes.first { has($0, at: position) && !$0.contains("弄") } ?? []
    let start = position + prefix.count
    let numberEnd = end(from: start, while: \.isDigit)
    guard (1...4).contains(numberEnd - start), self[numberEnd] == "弄" else { return nil }
    let lane = QuickAddLine.number(words(start..<numberEnd))
    let known = index.lanes(number: lane, prefix: words(position..<start))
    guard let building = buildingOfLane(after: numberEnd + 1) else {
      let room = self.room(after: numberEnd + 1)
      return Designation(
        entries: known.filter(\.isLane), building: words(position..<numberEnd + 1), number: nil,
        range: position..<(room?.end ?? numberEnd + 1), room: room?.text)
    }
    if let several = several(at: building.start, in: index) {
      let range = position..<several.range.upperBound
      return Designation(
        entries: several.entries.filter { $0.lane == lane }, building: words(range), number: nil,
        range: range, isSeveral: several.entries.isEmpty, isInLane: true)
    }
    let room = self.room(after: building.end)
    var found = Designation(
      entries: index.groups(number: building.number, ofLane: lane, known: known),
      building: words(position..<building.end), number: building.number,
      range: position..<(room?.end ?? building.end), room: room?.text, isInLane: true)
    if found.entries.count == 1, found.entries[0].isLane {
      let head = words(building.start..<building.end)
      let joint = head.last?.isNumber == true ? "-" : ""
      if let room { found.room = head + joint + room.text } else { found.detail = head }
    }
    return found
  }

  /// 「3号」, 「3号楼」, 「3幢」, and 「3-401」 behind a lane.
  private func buildingOfLane(after lane: Int) -> (number: String, start: Int, end: Int)? {
    let start = end(from: lane) { $0 == " " }
    let digits = end(from: start, while: \.isDigit)
    guard (1...4).contains(digits - start) else { return nil }
    let number = QuickAddLine.number(words(start..<digits))
    if let end = designatorEnd(at: digits) {
      return self[end - 1] == "弄" || isOther(at: end) ? nil : (number, start, end)
    }
    return self[digits] == "-" && room(after: digits) != nil ? (number, start, digits) : nil
  }

  /// Without the noughts in front.
  private static func number(_ digits: String) -> String { String(digits.drop { $0 == "0" }) }
}

extension PlaceIndex {
  /// The groups whose names carry a lane's number, with the estate or prefix typed before it, if any.
  func lanes(number: String, prefix: String) -> [Entry] {
    entries.filter {
      $0.lane == number
        && (prefix.isEmpty || $0.estate == prefix || $0.group.name.hasPrefix(prefix))
    }
  }

  /// The groups that a building's number means within a lane: by name, the lane's own, or by the estate.
  func groups(number: String, ofLane lane: String, known: [Entry]) -> [Entry] {
    let named = known.filter { !$0.isLane && $0.numbers.contains(number) }
    if !named.isEmpty { return named }
    let own = known.filter(\.isLane)
    if !own.isEmpty { return own }
    let estates = Set(known.map(\.group.estate))
    let inEstate = entries.filter {
      $0.lane == nil && $0.numbers.contains(number)
        && (estates.contains($0.group.estate) || PlaceIndex.lane(in: $0.estate) == lane)
    }
    return inEstate.count == 1 ? inEstate : []
  }

  /// The number in front of the first 弄 of a name.
  static func lane(in name: String) -> String? {
    let scalars = Array(name.unicodeScalars)
    guard let sign = scalars.firstIndex(of: "弄") else { return nil }
    let digits = scalars[..<sign].reversed().prefix { $0.isDigit }.reversed()
    let number = String(String.UnicodeScalarView(digits).drop { $0 == "0" })
    return number.isEmpty ? nil : number
  }
}
