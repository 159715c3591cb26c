/// Where: `12号502`, `木荷苑5号201室`, `3-1201`, 「12号楼 2单元502」.
extension QuickAddLine {
  mutating func readPlace(in directory: Directory) {
    let index = directory.placeIndex
    var unknown: Designation?
    var next = 0
    for position in 0..<count where isFree(position) && position >= next {
      let one = designation(at: position, in: index)
      if let several = several(at: position, in: index),
        several.range.count > one?.range.count ?? 0
      {
        next = several.range.upperBound
        if several.entries.count == 1 { return settle(several, in: directory) }
        if unknown == nil, several.isSeveral { unknown = several }
        continue
      }
      guard let found = one else { continue }
      if found.entries.count == 1 { return settle(found, in: directory) }
      // A number that means several groups, or none, is kept while a better one is looked for.
      let isPlain =
        found.entries.count > 1 || found.isInLane || found.hasRoom && isBoundary(position - 1)
      if unknown == nil, isPlain { unknown = found }
    }
    if let unknown { settle(unknown, in: directory) } else { readLooseRoom() }
  }

  /// The groups and the room, when the line is a known building with a room and nothing else.
  func wholePlace(in directory: Directory) -> (groups: Set<GroupID>, room: String)? {
    guard let found = designation(at: 0, in: directory.placeIndex), found.range == 0..<count,
      let room = found.room, !found.entries.isEmpty
    else { return nil }
    return (Set(found.entries.map(\.group.id)), room)
  }

  /// A building and perhaps a room, as typed.
  struct Designation {
    var entries: [PlaceIndex.Entry]
    /// As typed, half width: `12号`.
    var building: String
    var number: String?
    var range: Range<Int>
    var room: String?
    /// Several buildings, and no one group.
    var isSeveral = false
    /// A building of a lane.
    var isInLane = false
    /// Which of the group's buildings it is, where the number alone does not say it.
    var detail: String?
    var hasRoom: Bool { room != nil }
  }

  private mutating func settle(_ found: Designation, in directory: Directory) {
    draft.place.room = found.room
    if found.entries.count == 1, let entry = found.entries.first {
      draft.place.group = entry.group.id
      // Which of the group's buildings it is would otherwise be lost.
      draft.place.detail = found.detail
      if entry.numbers.count > 1, let number = found.number { draft.place.detail = "\(number)号" }
    } else {
      draft.place.detail = found.building
      if found.isSeveral {
        complain("「\(found.building)」不止一处，位置按原文登记")
      } else if found.entries.count > 1 {
        let names = found.entries.map { entry in
          entry.prefix.isEmpty ? entry.estate + entry.group.name : entry.group.name
        }
        complain(
          "「\(found.building)」有 \(names.count) 处：\(names.joined(separator: "、"))；请写上小区名，现在按原文登记")
      } else if !directory.groups.isEmpty, found.isInLane {
        complain("\(found.building) 对不上楼组，请核对")
      } else if !directory.groups.isEmpty {
        complain("楼组名册里没有「\(found.building)」，位置按原文登记")
      }
    }
    take(
      withLabel(found.range, QuickAddLine.placeLabels), as: .place,
      meaning: directory.label(of: draft.place))
  }

  // MARK: Buildings

  private func designation(at position: Int, in index: PlaceIndex) -> Designation? {
    if let lane = lane(at: position, in: index) { return lane }
    // What belongs to a lane is no number by itself.
    if self[position - 1] == "弄", self[position]?.isDigit == true { return nil }
    return [named(at: position, in: index), numbered(at: position, in: index)].compactMap { $0 }
      .max { ($0.range.count, -$0.entries.count) < ($1.range.count, -$1.entries.count) }
  }

  /// By the group's whole name.
  private func named(at position: Int, in index: PlaceIndex) -> Designation? {
    guard !follows(position) else { return nil }
    let found = index.entries.filter {
      $0.name.contains { !$0.isDigit } && has($0.name, at: position)
    }
    guard let length = found.map(\.name.count).max(),
      let longest = found.first(where: {
        $0.name.count == length
      })
    else { return nil }
    var end = position + length
    if longest.name.last?.isDigit == true, self[end]?.isDigit == true { return nil }
    if longest.name.last == "楼", beginsWordWithFloor(at: end - 1) { end -= 1 }
    return complete(
      found.filter { $0.name == longest.name }, number: nil, from: position, building: end)
  }

  /// By number: `[estate] 12 (号|号楼|栋|幢|#)`, or `12-502`.
  private func numbered(at position: Int, in index: PlaceIndex) -> Designation? {
    guard !follows(position) else { return nil }
    let prefix = index.prefixes.first { has($0, at: position) } ?? []
    var start = position + prefix.count
    if !prefix.isEmpty { start = end(from: start) { $0 == " " || $0 == "·" || $0 == "-" } }
    let numberEnd = end(from: start, while: \.isDigit)
    guard (1...4).contains(numberEnd - start) else { return nil }
    let number = String(words(start..<numberEnd).drop { $0 == "0" })
    var entries = index.groups(number: number, prefix: words(position..<position + prefix.count))
    if prefix.isEmpty, words(numberEnd..<min(numberEnd + 2, count)) != "号楼" {
      entries = entries.filter { isOfStreet($0, before: position) }
    }
    guard let end = designatorEnd(at: numberEnd) else {
      // Without 号 only 「12-502」 and 「木荷苑5」 are plain enough, and only when the group exists.
      let joined = self[numberEnd] == "-" || self[numberEnd].map(QuickAddLine.dots.contains) == true
      guard entries.count == 1, joined || !prefix.isEmpty else { return nil }
      let found = complete(entries, number: number, from: position, building: numberEnd)
      guard joined else { return isBoundary(numberEnd) || found?.hasRoom == true ? found : nil }
      return found?.hasRoom == true ? found : nil
    }
    guard var found = complete(entries, number: number, from: position, building: end) else {
      return nil
    }
    found.isInLane = prefix.contains("弄")
    if !found.hasRoom, prefix.isEmpty, isNoBuilding(from: start, numberEnd: numberEnd, end: end) {
      return nil
    }
    return found
  }

  private func complete(
    _ entries: [PlaceIndex.Entry], number: String?, from start: Int, building end: Int
  ) -> Designation? {
    let room = self.room(after: end)
    return Designation(
      entries: entries, building: words(start..<end), number: number,
      range: start..<(room?.end ?? end), room: room?.text)
  }

  /// Whether a street named in front of the number is the group's: 「真源路1058号」 is 真源1058号 or 1058号, and
  /// never 1058号楼.
  private func isOfStreet(_ entry: PlaceIndex.Entry, before position: Int) -> Bool {
    guard let sign = self[position - 1], sign == "路" || sign == "街" else { return true }
    if entry.prefix.isEmpty { return entry.name.last == "号" }
    let street = Array(entry.prefix.unicodeScalars)
    return has(street, at: position - 1 - street.count)
  }

  /// Whether a number or a name that goes on would be torn apart here.
  func follows(_ position: Int) -> Bool {
    guard let before = self[position - 1], let here = self[position] else { return false }
    return (before.isDigit || before.isLetter || before == "第" || before == ".")
      && (here.isDigit || here.isLetter)
  }

  func designatorEnd(at index: Int) -> Int? {
    guard let word = first(of: ["号楼", "号", "栋", "幢", "弄", "#"], at: index) else { return nil }
    guard word == "号楼" else { return index + word.unicodeScalars.count }
    return index + (beginsWordWithFloor(at: index + 1) ? 1 : 2)
  }

  /// 「12号楼道灯」 is 12号 and 楼道灯, not 12号楼 and 道灯.
  private func beginsWordWithFloor(at index: Int) -> Bool {
    first(of: ["楼道", "楼梯", "楼顶", "楼上", "楼下", "楼栋", "楼宇", "楼组长", "楼层", "楼间", "楼长", "楼里"], at: index)
      != nil
  }

  /// 「5号停水」 may be a building; 「12月5号」, 「5号线」, 「3号门」, 「5号下午」 are not.
  private func isNoBuilding(from start: Int, numberEnd: Int, end: Int) -> Bool {
    guard words(numberEnd..<end) == "号" else { return false }
    if let before = self[start - 1], QuickAddLine.beforeDates.contains(before) { return true }
    return isOther(at: end)
  }

  /// Whether 号 in front of it is no building's: 「3号门」, 「5号下午」.
  func isOther(at end: Int) -> Bool { first(of: QuickAddLine.afterOthers, at: end) != nil }

  // MARK: Rooms

  func room(after building: Int) -> (text: String, end: Int)? {
    var start = end(from: building) { $0 == " " }
    let spaced = start > building
    if !spaced, let joint = self[start], joint == "-" || QuickAddLine.dots.contains(joint) {
      start += 1
    }
    var head = ""
    let digits = end(from: start, while: \.isDigit)
    if (1...2).contains(digits - start), has(["单", "元"], at: digits) {
      head = words(start..<digits + 2)
      start = end(from: digits + 2) { $0 == " " || $0 == "-" }
    }
    guard let (number, roomEnd) = roomNumber(at: start) else { return nil }
    let isShort = QuickAddLine.emergencyNumbers.contains(number)
    if spaced, isShort, self[roomEnd - 1] != "室" { return nil }
    return (head + number, roomEnd)
  }

  /// `502`, `502室`, `1201A`, and one or two digits when 室 says so.
  private func roomNumber(at start: Int) -> (text: String, end: Int)? {
    let digits = end(from: start, while: \.isDigit)
    guard (1...4).contains(digits - start) else { return nil }
    var number = words(start..<digits)
    var end = digits
    if let letter = self[end], ("A"..."F").contains(letter) || ("a"..."f").contains(letter),
      self[end + 1].map({ !$0.isLetter && !$0.isDigit }) ?? true
    {
      number += String(letter).uppercased()
      end += 1
    }
    if self[end] == "室" { return (number, end + 1) }
    guard digits - start >= 3 else { return nil }
    if let next = self[end] {
      guard !next.isLetter, !isUnit(at: end) else { return nil }
      if next == "-" || next == "." || next == ":" || next == "/", self[end + 1]?.isDigit == true {
        return nil
      }
    }
    return (number, end)
  }

  /// 「收了12-500元」 names no room; 「502楼道」 and 「502天花板」 do.
  private func isUnit(at index: Int) -> Bool {
    first(of: QuickAddLine.units, at: index) != nil && !beginsWordWithFloor(at: index)
      && first(of: QuickAddLine.noUnits, at: index) == nil
  }

  /// 「150000000元」 is no telephone.
  func isAmount(at index: Int) -> Bool { first(of: QuickAddLine.units, at: index) != nil }

  /// 「502室」 by itself, when no building was named.
  private mutating func readLooseRoom() {
    for position in 0..<count where isFree(position) && isBoundary(position - 1) {
      guard let (number, end) = roomNumber(at: position), self[end - 1] == "室", isBoundary(end)
      else { continue }
      draft.place.room = number
      take(position..<end, as: .place, meaning: "\(number)室")
      return
    }
  }

  private static let placeLabels = ["地址", "住址", "位置", "地点"]
  private static let dots: Set<Unicode.Scalar> = ["·", "•", "–", "—", "‧", "・"]
  private static let emergencyNumbers: Set<String> = ["110", "119", "120", "122"]
  private static let beforeDates: Set<Unicode.Scalar> = [
    "第", "月", "年", "每", "本", "这", "上", "下", "天", "日", "到", "至", "-", ".", "/",
  ]
  private static let afterOthers = [
    "线", "门", "口", "库", "桩", "泵", "码", "文", "令", "岗", "亭", "位", "机", "公告", "通知", "上午", "下午", "中午",
    "晚", "早", "凌晨", "夜", "开始", "之前", "之后", "以前", "以后", "前", "后", "起", "到", "至", "-",
  ]
  private static let units = [
    "年", "月", "日", "号", "弄", "元", "块", "万", "千", "百", "天", "小时", "分钟", "秒", "米", "人次", "辆", "个",
    "条", "层",
    "楼", "栋", "幢", "度", "点", "平方", "平米", "公斤", "公里", "路", "伏", "瓦", "毫米", "斤", "岁", "%", "#",
  ]
  private static let noUnits = ["天花", "天窗", "天井", "度假", "路由", "层高"]
}
