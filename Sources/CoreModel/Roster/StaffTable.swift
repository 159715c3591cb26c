extension DirectoryReader {
  /// Reads people: 姓名, 岗位, 电话, 单位.
  mutating func readStaff(_ table: Table) {
    let columns = table.header.columns
    for row in table.rows where !row.isRemark {
      let name = RosterNames.joined(row.text(columns[.name]))
      if name.isEmpty { continue }
      if let problem = row.problem {
        add(row.number, .person, name, .refused(problem))
        continue
      }
      if let earlier = repeated("person \(name)", line: row.number) {
        add(
          row.number, .person, name,
          .refused("与第 \(earlier) 行同名；同名的另一位请写得能区分，例如 小\(name)"))
        continue
      }
      readPerson(
        name, role: row.text(columns[.role]), phone: row.text(columns[.phone]),
        unit: row.text(columns[.unit]), row.number)
    }
  }

  private mutating func readPerson(
    _ name: String, role word: String, phone: String, unit: String, _ line: Int
  ) {
    let was = directory.people.first { $0.name == name }
    var notes: [String] = []
    var unit = unit
    var role = was?.role
    if let (found, rest) = RoleWords.role(in: word) {
      role = found
      // 「物业维修」 says a unit only of somebody of whom none is known.
      if unit.isEmpty, was?.unit.isEmpty != false { unit = rest }
    } else if !word.isEmpty {
      guard was != nil else {
        add(
          line, .person, name,
          .refused("看不懂岗位「\(word)」，可写：\(Role.allCases.map(\.title).joined(separator: "、"))"))
        return
      }
      notes.append("看不懂岗位「\(word)」，没有改")
    }
    guard let role else {
      add(
        line, .person, name,
        .refused("没有写岗位，可写：\(Role.allCases.map(\.title).joined(separator: "、"))"))
      return
    }
    var person =
      was ?? Person(id: .timeOrdered(at: now, using: &random), name: name, role: role)
    person.role = role
    if !phone.isEmpty { person.phone = PhoneText.normalized(phone) }
    if !unit.isEmpty { person.unit = unit }
    if let problem = person.phone.flatMap(PhoneNumber.problem), !phone.isEmpty {
      notes.append(problem)
    }
    if let was, !was.isActive { notes.append("名册里已离岗，没有改成在岗") }
    let changed: Person
    do {
      let settled = try DeskChange.changePerson(person, was: was ?? person)
        .checked(in: directory, by: checker, at: now)
      guard case .changePerson(let tidy, _) = settled else { return }
      changed = tidy
    } catch {
      add(line, .person, name, .refused(error.message))
      return
    }
    if was == nil, directory.people.count >= RosterLimits.people {
      add(line, .person, name, .refused("一个居民区最多 \(RosterLimits.people) 人"))
      return
    }
    guard let was else {
      extend(people: [changed])
      let about = [changed.role.title, changed.unit].filter { !$0.isEmpty }.joined(separator: " ")
      add(line, .person, name, .new, notes: [about] + notes, .person(changed, was: nil))
      return
    }
    let fields = DirectoryReader.changes([
      ("岗位", was.role.title, changed.role.title),
      (
        "电话", was.phone.map(PhoneText.masked),
        was.phone == changed.phone
          ? was.phone.map(PhoneText.masked) : changed.phone.map(PhoneText.masked)
      ), ("单位", was.unit, changed.unit),
    ])
    guard changed != was else {
      add(line, .person, name, .same, notes: notes)
      return
    }
    extend(people: [changed])
    // Two numbers may look alike with their middles hidden.
    let shown =
      fields.isEmpty
      ? [
        DirectoryProposal.FieldChange(
          field: "电话", from: "原号码", to: changed.phone.map(PhoneText.masked) ?? "")
      ] : fields
    add(line, .person, name, .changed(shown), notes: notes, .person(changed, was: was))
  }

  /// Whoever reads, for the checks of values: whether they may take the sheet in is asked of the whole.
  private var checker: Actor {
    Actor(person: actor.person, name: actor.name, role: Permissions.appointing.first ?? actor.role)
  }
}

/// Names as tables have them.
enum RosterNames {
  /// A name without the blanks that two characters are drawn apart with: `王　芳`.
  static func joined(_ text: String) -> String {
    let words = text.split(separator: " ")
    guard words.count > 1, words.allSatisfy({ $0.unicodeScalars.allSatisfy { $0.value > 0x2E7F } })
    else { return text }
    return words.joined()
  }

  /// The names in a cell: `王芳、周宁`, `王芳（带班） 周 宁`; who is said to be in charge comes first.
  static func split(_ text: String, known: Set<String>) -> [String] {
    var names: [String] = []
    var leads: [String] = []
    var plain = text
    for joint in ["/", "\\", "+", "&", "和"] where !known.contains(plain) {
      plain = plain.replacing(joint, with: "、")
    }
    for piece in plain.split(whereSeparator: { "、,;；，|\n".contains($0) }) {
      for (name, mark) in words(String(piece), known: known) {
        if mark.contains("带班") || mark.contains("组长") || mark.contains("负责") {
          leads.append(name)
        } else {
          names.append(name)
        }
      }
    }
    var seen: Set<String> = []
    return (leads + names).filter { seen.insert($0).inserted }
  }

  /// Blanks separate names, or the characters of one.
  private static func words(_ text: String, known: Set<String>) -> [(String, String)] {
    var result: [(String, String)] = []
    var open = ""
    for word in text.split(separator: " ") {
      var name = String(word)
      var mark = ""
      if let start = name.firstIndex(where: { "(（".contains($0) }) {
        mark = String(name[start...])
        name = String(name[..<start])
      }
      for prefix in ["带班:", "带班", "值班:"] where name.hasPrefix(prefix) && !known.contains(name) {
        mark += prefix
        name = String(name.dropFirst(prefix.count))
      }
      // A telephone behind a name.
      while let last = name.last, ("0"..."9").contains(last) || last == "-" { name.removeLast() }
      if name.isEmpty {
        if let last = result.indices.last { result[last].1 += mark }
        continue
      }
      let joined = open + name
      if !open.isEmpty, known.contains(joined) || name.count == 1 {
        result[result.count - 1] = (joined, mark)
        open = ""
      } else {
        result.append((name, mark))
        open = name.count == 1 && !known.contains(name) ? name : ""
      }
    }
    return result
  }
}

/// More than any committee has.
enum RosterLimits {
  static let people = 500
  static let estates = 100
}
