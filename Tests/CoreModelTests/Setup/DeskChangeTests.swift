import Testing

@testable import CoreModel

@Suite("Changes of what a neighbourhood consists of") struct DeskChangeTests {
  static let now = ShiftLinesTests.now
  static let boss = Person(id: PersonID("b"), name: "陈静", role: .secretary)
  static let wang = Person(id: PersonID("w"), name: "王芳", role: .dutyOfficer)
  static let gone = Person(id: PersonID("g"), name: "老周", role: .dutyOfficer, isActive: false)
  static let estate = Estate(id: EstateID("e"), name: "瑞和锦庭")
  static let group = BuildingGroup(id: GroupID("12"), name: "12号楼", estate: EstateID("e"))
  static let other = BuildingGroup(id: GroupID("3"), name: "3号楼", estate: EstateID("e"))
  static let directory = Directory(
    neighborhood: Neighborhood(id: NeighborhoodID("n"), name: "瑞和锦庭居民区"), estates: [estate],
    groups: [group, other], people: [boss, wang, gone])

  static func shift(from: Int, to: Int, _ people: [PersonID] = [wang.id]) -> Shift {
    Shift(
      id: Identifier("s"), neighborhood: NeighborhoodID("n"), start: now.adding(minutes: from),
      end: now.adding(minutes: to), kind: .evening, people: people)
  }

  static func refusal(_ change: DeskChange, by person: Person = boss) -> String? {
    do {
      _ = try change.checked(in: directory, by: Actor(person), at: now)
      return nil
    } catch { return error.message }
  }

  static func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
    var value = value
    change(&value)
    return value
  }

  @Test("Only 书记 and 主任 change anything", arguments: Role.allCases)
  func permissions(_ role: Role) {
    let person = Person(id: PersonID("x"), name: "某某", role: role)
    let changes: [DeskChange] = [
      .renameNeighborhood("新名", was: "旧名"), .addGroups([GroupEntry(estate: "瑞和锦庭", name: "9号楼")]),
      .addPeople([StaffEntry(name: "李敏", role: .director)]), .setHours(.standard, was: .standard),
      .addShifts([Self.shift(from: 60, to: 120)]),
    ]
    for change in changes {
      let words = Self.refusal(change, by: person)
      if [.secretary, .director].contains(role) {
        #expect(words == nil)
      } else {
        #expect(words?.contains("须由") == true && words?.contains(role.title) == true)
      }
    }
  }

  @Test("What cannot be is refused with why")
  func refused() {
    let long = String(repeating: "长", count: 61)
    let cases: [(DeskChange, String)] = [
      (.renameNeighborhood(" ", was: ""), "不能是空的"),
      (.renameNeighborhood("瑞和\u{202e}", was: ""), "控制字符"),
      (.addGroups([GroupEntry(estate: "瑞和锦庭", name: "3号楼")]), "已经有叫「3号楼」"),
      (.addGroups([GroupEntry(estate: "没有", name: "9号楼")]), "没有叫「没有」的小区"),
      (.changeGroup(Self.with(Self.group) { $0.name = "3号楼" }, was: Self.group), "已经有叫"),
      (.changeGroup(Self.with(Self.group) { $0.households = -1 }, was: Self.group), "户数"),
      (.changeGroup(Self.with(Self.group) { $0.weChatGroup = long }, was: Self.group), "微信群名"),
      (
        .changeGroup(Self.with(Self.group) { $0.assignedStaff = Self.gone.id }, was: Self.group),
        "不在岗"
      ),
      (.addPeople([StaffEntry(name: "老周", role: .director)]), "名册里已有「老周」"),
      (.changePerson(Self.with(Self.boss) { $0.role = .director }, was: Self.boss), "自己的角色"),
      (.changePerson(Self.with(Self.boss) { $0.isActive = false }, was: Self.boss), "自己改成离岗"),
      (.changePerson(Self.with(Self.wang) { $0.name = "陈静" }, was: Self.wang), "已经有叫"),
      (.addShifts([Self.shift(from: 120, to: 60)]), "晚于开始"),
      (.addShifts([Self.shift(from: -120, to: -60)]), "过去"),
      (.addShifts([Self.shift(from: 60, to: 60 + 25 * 60)]), "24 小时"),
      (.addShifts([Self.shift(from: 500 * 1440, to: 500 * 1440 + 60)]), "400 天"),
      (.addShifts([Self.shift(from: 60, to: 120, [])]), "谁值班"),
      (.addShifts([Self.shift(from: 60, to: 120, [Self.wang.id, Self.wang.id])]), "写了两次"),
      (.addShifts([Self.shift(from: 60, to: 120, [Self.gone.id])]), "不在岗"),
      (.changeShift(Self.shift(from: 60, to: 90), was: Self.shift(from: -120, to: -60)), "是记录"),
      (.deleteShift(Self.shift(from: -10, to: 60)), "已经开始"),
      (.deleteShift(Self.shift(from: -120, to: -60)), "是记录"),
    ]
    for (change, words) in cases {
      #expect(Self.refusal(change)?.contains(words) == true, "\(change)")
    }
  }

  @Test("What can be is stored in one spelling")
  func tidied() throws {
    let change = DeskChange.changeGroup(
      Self.with(Self.group) {
        $0.leader = " 张阿姨 "
        $0.rotatingLeader = "  "
        $0.households = 36
      }, was: Self.group)
    let checked = try change.checked(in: Self.directory, by: Actor(Self.boss), at: Self.now)
    guard case .changeGroup(let group, _) = checked else { throw RuleProblem("") }
    #expect(group.leader == "张阿姨" && group.rotatingLeader == nil && group.households == 36)
    // A colleague may leave and come back; a shift that runs may end earlier.
    #expect(
      Self.refusal(.changePerson(Self.with(Self.wang) { $0.isActive = false }, was: Self.wang))
        == nil)
    #expect(
      Self.refusal(.changePerson(Self.with(Self.gone) { $0.isActive = true }, was: Self.gone))
        == nil)
    #expect(
      Self.refusal(.changeShift(Self.shift(from: -60, to: 30), was: Self.shift(from: -60, to: 60)))
        == nil)
    #expect(Self.refusal(.deleteShift(Self.shift(from: 10, to: 60))) == nil)
  }
}
