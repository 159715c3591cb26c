/// Somebody of the crew as typed: `赵师傅 物业维修 138…`.
package struct StaffEntry: Hashable, Sendable {
  /// `赵师傅`.
  package var name: String
  /// What they are to the committee.
  package var role: Role
  /// Work phone, if said.
  package var phone: String?
  /// `瑞和物业`.
  package var unit: String

  /// Makes an entry.
  package init(name: String, role: Role, phone: String? = nil, unit: String = "") {
    self.name = name
    self.role = role
    self.phone = phone
    self.unit = unit
  }
}

/// People, one a line, in any order: name, role, phone, employer.
package enum StaffLines {
  /// Reads the lines; those whose names are known are passed over, and said.
  package static func understand(
    _ text: String, known: [String] = []
  ) -> Understood<StaffEntry> {
    var result = Understood<StaffEntry>()
    var names = Set(known)
    for (number, line) in EntryText.lines(text) {
      switch entry(line) {
      case .failure(let problem): result.remarks.append(.problem(problem.message, line: number))
      case .success(let entry):
        if known.contains(entry.name) {
          result.remarks.append(.note("「\(entry.name)」已在名册里，不重复登记", line: number))
        } else if !names.insert(entry.name).inserted {
          result.remarks.append(
            .problem("「\(entry.name)」写了两次；同名的另一位请写得能区分，例如 小\(entry.name)", line: number))
        } else if result.entries.count == most {
          result.remarks.append(.problem("一次最多登记 \(most) 人", line: number))
        } else {
          result.entries.append(entry)
          if let problem = entry.phone.flatMap(PhoneNumber.problem) {
            result.remarks.append(.note("\(entry.name) \(problem)", line: number))
          }
        }
      }
    }
    return result
  }

  /// More than any crew has.
  static let most = 300

  private static func entry(_ line: String) -> Result<StaffEntry, RuleProblem> {
    var numbers: [String] = []
    var words: [String] = []
    for word in EntryText.pieces(line) {
      if isNumber(word) {
        numbers.append(word)
      } else {
        // 「赵师傅13800001234」 without a blank.
        let digits = word.reversed().prefix { ("0"..."9").contains($0) }.count
        if digits >= PhoneText.shortest {
          numbers.append(String(word.suffix(digits)))
          words.append(String(word.dropLast(digits)))
        } else {
          words.append(word)
        }
      }
    }
    guard let nameIndex = words.firstIndex(where: { RoleWords.role(exactly: $0) == nil }) else {
      return .failure(RuleProblem("没有写姓名，例如：赵师傅 物业维修 13800001234"))
    }
    let name = words.remove(at: nameIndex)
    if let problem = PersonName.problem(name) { return .failure(RuleProblem(problem)) }
    var role: Role?
    var unit: [String] = []
    for word in words {
      if role == nil, let (found, rest) = RoleWords.role(in: word) {
        role = found
        if !rest.isEmpty { unit.append(rest) }
      } else {
        unit.append(word)
      }
    }
    guard let role else {
      return .failure(
        RuleProblem(
          "「\(name)」没有写角色，可写：\(Role.allCases.map(\.title).joined(separator: "、"))"))
    }
    let phone = PhoneText.normalized(numbers.joined(separator: " "))
    guard phone.isAtMost(40) else { return .failure(RuleProblem("「\(name)」的电话太长")) }
    let unitText = unit.joined(separator: " ")
    guard unitText.isAtMost(30) else { return .failure(RuleProblem("「\(name)」的单位太长（最多 30 个字）")) }
    return .success(
      StaffEntry(name: name, role: role, phone: phone.isEmpty ? nil : phone, unit: unitText))
  }

  private static func isNumber(_ word: String) -> Bool {
    word.unicodeScalars.allSatisfy { $0.isDigit || "-+()转".unicodeScalars.contains($0) }
      && word.unicodeScalars.contains(where: \.isDigit)
  }
}

/// What people call the roles.
package enum RoleWords {
  /// The role that a word is, nothing else standing in it.
  package static func role(exactly word: String) -> Role? {
    words.first { $0.0 == word }?.1
  }

  /// The role that a word holds, and what else it says: `瑞和物业维修` is maintenance of 瑞和物业.
  package static func role(in word: String) -> (Role, rest: String)? {
    if let role = role(exactly: word) { return (role, "") }
    // The last one written is the role, the longest spelling first: 街道网格员.
    for (spelling, role) in words.sorted(by: { $0.0.count > $1.0.count }) {
      if word.hasSuffix(spelling) { return (role, String(word.dropLast(spelling.count))) }
    }
    return nil
  }

  private static let words: [(String, Role)] =
    Role.allCases.map { ($0.title, $0) } + [
      ("值班", .dutyOfficer), ("社工", .dutyOfficer), ("居委委员", .dutyOfficer), ("委员", .dutyOfficer),
      ("居委主任", .director), ("居委会主任", .director), ("副主任", .director), ("支部书记", .secretary),
      ("总支书记", .secretary), ("党总支书记", .secretary), ("物业主任", .propertyManager),
      ("小区经理", .propertyManager), ("项目经理", .propertyManager), ("维修", .maintenance),
      ("维修工", .maintenance), ("维修师傅", .maintenance), ("水电工", .maintenance), ("电工", .maintenance),
      ("水工", .maintenance), ("网格", .gridWorker), ("网格长", .gridWorker), ("社区民警", .police),
      ("片警", .police), ("户籍警", .police), ("调解", .mediator), ("人民调解员", .mediator),
      ("督导", .supervisor), ("街道督导", .supervisor), ("查看", .readOnly),
    ]
}
