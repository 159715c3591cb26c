import CoreModel
import Testing

@testable import Store

@Suite("Taking a sheet of 楼组, staff or shifts in")
struct DirectorySheetTests {
  private let folder: String
  private let now = Instant(iso8601: "2026-11-20T10:00:00+08:00") ?? Instant(milliseconds: 0)

  init() throws { folder = try TestDesk.makeFolder() }

  private func desk() throws -> (store: DeskStore, scope: NeighborhoodID, boss: Actor) {
    let store = try DeskStore.open(path: folder + "/desk.sqlite")
    let signIn = try store.ensureDesk(personNamed: "陈静", at: now)
    return (store, signIn.neighborhood.id, Actor(signIn.person))
  }

  private func cell(_ text: String) -> String {
    "<c t=\"inlineStr\"><is><t>\(text)</t></is></c>"
  }

  private func sheet(_ name: String, _ rows: [[String]], state: String = "") -> WorkbookMaker.Sheet
  {
    .init(
      name: name, rows: rows.map { "<row>" + $0.map(cell).joined() + "</row>" }.joined(),
      state: state)
  }

  private var workbook: [UInt8] {
    WorkbookMaker(sheets: [
      sheet("值班表", [["日期", "17:30-20:00"], ["11月23日", "王芳、赵师傅"], ["11月24日", "王芳"]]),
      sheet("人员", [["姓名", "岗位", "电话"], ["王芳", "社工", "13800002046"], ["赵师傅", "物业维修", ""]]),
      sheet(
        "楼组",
        [
          ["小区", "楼号", "楼组长", "户数", "责任社工"], ["瑞和锦庭", "1", "张阿姨", "36", "王芳"],
          ["", "2", "", "", ""],
        ]),
      sheet("旧表", [["姓名", "岗位"], ["某某", "值班员"]], state: " state=\"hidden\""),
    ]).bytes
  }

  @Test(
    "A workbook with staff, groups and roster fills an empty desk at once, and again changes nothing"
  )
  func whole() throws {
    let (store, scope, boss) = try desk()
    let proposal = try store.propose(directorySheet: workbook, in: scope, by: boss, at: now)
    #expect(proposal.summary == "小区 新增 1；楼组 新增 2；人员 新增 2；班次 新增 2")
    let report = try store.apply(proposal, in: scope, by: boss, at: now)
    #expect(report == DirectoryReport(added: 7, changed: 0))
    let directory = try store.directory(of: scope)
    #expect(directory.people.map(\.name) == ["陈静", "王芳", "赵师傅"])
    #expect(directory.groups.map(\.name) == ["1号楼", "2号楼"])
    #expect(directory.groups[0].assignedStaff == directory.people[1].id)
    let shifts = try store.shifts(of: scope, from: now.day, through: now.day.adding(days: 9))
    #expect(shifts.map(\.people.count) == [2, 1])
    let again = try store.propose(directorySheet: workbook, in: scope, by: boss, at: now)
    #expect(again.summary == "楼组 相同 2；人员 相同 2；班次 相同 2")
    #expect(!again.changesSomething)
    #expect(try store.apply(again, in: scope, by: boss, at: now).added == 0)
    #expect(try store.doctor().ok)
    try store.close()
  }

  @Test("CSV in any encoding, and one sheet by its name, hidden or not")
  func sources() throws {
    let (store, scope, boss) = try desk()
    let csv = Array("\u{FEFF}姓名,岗位\n吴倩,值班员\n".utf8)
    #expect(
      try store.propose(directorySheet: csv, in: scope, by: boss, at: now).summary == "人员 新增 1")
    let tabs = Array("姓名\t岗位\t备注\n\"吴,倩\"\t值班员\t\n".utf8)
    #expect(
      try store.propose(directorySheet: tabs, in: scope, by: boss, at: now).items.count == 1)
    let hidden = try store.propose(
      directorySheet: workbook, sheet: "旧表", in: scope, by: boss, at: now)
    #expect(hidden.items.map(\.title) == ["某某"])
    #expect(throws: ExchangeError.noSuchSheet("无", known: ["值班表", "人员", "楼组", "旧表"])) {
      try store.propose(directorySheet: workbook, sheet: "无", in: scope, by: boss, at: now)
    }
    #expect(throws: ExchangeError.empty) {
      try store.propose(directorySheet: [], in: scope, by: boss, at: now)
    }
    try store.close()
  }

  @Test("What another desk did meanwhile is not written over, and nothing is half taken in")
  func overtaken() throws {
    let (store, scope, boss) = try desk()
    let proposal = try store.propose(directorySheet: workbook, in: scope, by: boss, at: now)
    try store.perform(
      .addPeople([StaffEntry(name: "赵师傅", role: .maintenance)]), in: scope, by: boss, at: now)
    #expect(throws: StoreError.self) { try store.apply(proposal, in: scope, by: boss, at: now) }
    let directory = try store.directory(of: scope)
    #expect(directory.people.map(\.name) == ["陈静", "赵师傅"])
    #expect(directory.groups.isEmpty && directory.estates.isEmpty)

    let second = try store.propose(directorySheet: workbook, in: scope, by: boss, at: now)
    try store.apply(second, in: scope, by: boss, at: now)
    // The same proposal a second time would add everything twice.
    #expect(throws: StoreError.self) { try store.apply(second, in: scope, by: boss, at: now) }
    #expect(try store.directory(of: scope).groups.count == 2)

    let change = Array("楼号,楼组长\n1,李老师\n".utf8)
    let third = try store.propose(directorySheet: change, in: scope, by: boss, at: now)
    #expect(third.summary == "楼组 有变化 1")
    var group = try store.directory(of: scope).groups[0]
    let was = group
    group.leader = "王阿婆"
    try store.perform(.changeGroup(group, was: was), in: scope, by: boss, at: now)
    #expect(throws: StoreError.self) { try store.apply(third, in: scope, by: boss, at: now) }
    #expect(try store.directory(of: scope).groups[0].leader == "王阿婆")
    try store.close()
  }

  @Test("Only 书记 and 主任 take sheets in")
  func permission() throws {
    let (store, scope, boss) = try desk()
    let proposal = try store.propose(directorySheet: workbook, in: scope, by: boss, at: now)
    let officer = Actor(person: PersonID("x"), name: "某", role: .dutyOfficer)
    #expect(throws: StoreError.self) { try store.apply(proposal, in: scope, by: officer, at: now) }
    #expect(try store.directory(of: scope).groups.isEmpty)
    try store.close()
  }

  @Test("A sheet of thousands of rows is refused by its size, long cells by their length")
  func size() throws {
    let (store, scope, boss) = try desk()
    let many = Array(("姓名,岗位\n" + String(repeating: "某,值班员\n", count: 20_001)).utf8)
    #expect(throws: ExchangeError.self) {
      try store.propose(directorySheet: many, in: scope, by: boss, at: now)
    }
    let long = Array("姓名,岗位\n\(String(repeating: "长", count: 50_000)),值班员\n".utf8)
    let proposal = try store.propose(directorySheet: long, in: scope, by: boss, at: now)
    #expect(proposal.count("不导入") == 1)
    try store.close()
  }
}
