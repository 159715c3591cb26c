import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Settings") struct SettingsTests {
  private func boss() throws -> DeskBench { try DeskBench(as: Invented.chen) }

  @Test("Every entry opens something and Esc leads back to the workbench")
  func everyEntry() throws {
    for (index, entry) in SettingsEntry.all.enumerated() {
      var bench = try boss()
      bench.play("S")
      let before = bench.screen
      bench.play(String(repeating: "<Down>", count: index) + "<Enter>")
      #expect(bench.screen != before, "\(entry.id)")
      #expect(bench.state.overlays.count == 2, "\(entry.id)")
      bench.play("<Esc><Esc>")
      #expect(bench.state.overlays.isEmpty, "\(entry.id)")
    }
  }

  @Test("One line adds many groups; the list shows them")
  func addGroups() throws {
    var bench = try boss()
    bench.play("S3<Enter>")
    bench.play("101-103号楼")
    #expect(bench.screen.contains("瑞和锦庭 3 个"))
    let effects = bench.press("<C-s>")
    #expect(
      effects == [
        .change(
          .addGroups(["101号楼", "102号楼", "103号楼"].map { GroupEntry(estate: "瑞和锦庭", name: $0) }))
      ])
    bench.settle()
    #expect(bench.toast.contains("已添加 3 个"))
    #expect(bench.state.topSettingsList?.items.contains { $0.title == "103号楼" } == true)
    #expect(bench.state.session?.directory.groups.contains { $0.name == "103号楼" } == true)
  }

  @Test("The list is searched by what it shows; a whole number comes first")
  func searchGroups() throws {
    var bench = try boss()
    bench.play("S3<Enter>101-112号楼、10号楼<C-s>")
    bench.settle()
    bench.play("10")
    var found = bench.state.topSettingsList?.menu.items.map(\.title) ?? []
    #expect(found.first == "10号楼")
    #expect(found.allSatisfy { $0.contains("10") }, "\(found)")
    bench.play("<BS><BS>户")
    found = bench.state.topSettingsList?.menu.items.map(\.title) ?? []
    #expect(found.isEmpty, "\(found)")
  }

  @Test("A group gets a leader and a WeChat group; what was not touched stays")
  func changeGroup() throws {
    var bench = try boss()
    bench.play("S312号<Enter>")
    #expect(bench.state.topSettingsForm?.form.title == "楼组 12号楼")
    bench.play("<Tab><Tab><C-u>周老师<C-s>")
    let group = bench.state.session?.directory.groups.first { $0.name == "12号楼" }
    let before = Invented.directory.groups.first { $0.name == "12号楼" }
    #expect(group?.leader == "周老师")
    #expect(group?.weChatGroup == before?.weChatGroup && group?.households == before?.households)
    #expect(bench.state.topSettingsList != nil)
  }

  @Test("Somebody leaves and comes back; nobody is deleted")
  func leaving() throws {
    var bench = try boss()
    bench.play("S5赵<Enter><Tab><Tab><Tab><Tab> <C-s>")
    #expect(bench.state.session?.directory.person(Invented.zhao.id)?.isActive == false)
    #expect(bench.screen.contains("已离岗"))
    bench.play("<Enter><Tab><Tab><Tab><Tab> <C-s>")
    #expect(bench.state.session?.directory.person(Invented.zhao.id)?.isActive == true)
  }

  @Test("A number of a wrong length is asked about once")
  func phone() throws {
    var bench = try boss()
    bench.play("S5赵<Enter><Tab><Tab>1380000123")
    #expect(bench.press("<C-s>").isEmpty)
    #expect(bench.screen.contains("电话位数不对") && bench.screen.contains("再保存一次"))
    #expect(bench.press("<C-s>").count == 1)
  }

  @Test("更正 asks about such a number too")
  func amendedPhone() throws {
    var bench = try DeskBench()
    bench.select("new")
    bench.play("i<Tab><Tab><Tab><Tab><Tab>1380000123")
    #expect(bench.press("<C-s>").isEmpty)
    #expect(bench.screen.contains("电话位数不对"))
    bench.press("<BS>4")
    #expect(bench.press("<C-s>").isEmpty, "another number is another question")
    let effects = bench.press("<C-s>")
    #expect(effects.contains { $0.isWriting })
  }

  @Test("New hours say how many due times were reckoned anew")
  func hours() throws {
    var bench = try boss()
    bench.play("S6<C-u>25:00-26:00<C-s>")
    #expect(bench.state.topSettingsForm?.error?.contains("不是时段") == true)
    bench.play("<C-u>08:30-19:00<C-s>")
    #expect(bench.toast.contains("3 件时限重新计算"))
    #expect(bench.state.session?.rules.deadlines.dutyHours.working.first?.text == "08:30–19:00")
  }

  @Test("值班规则 are edited as text: a line that is not understood is said, nothing typed is lost")
  func dutyBook() throws {
    var bench = try boss()
    bench.play("S<End><Up><Up><Enter>")
    #expect(bench.state.topSettingsForm?.form.title == "值班规则（默认的）")
    bench.play("AB角 | 调解 | 王芳")
    #expect(bench.screen.contains("AB角写成"))
    #expect(bench.press("<C-s>").isEmpty)
    #expect(bench.state.topSettingsForm?.error?.contains("没有保存") == true)
    bench.play(" | 丁建<C-s>")
    #expect(bench.toast.contains("已保存"))
    #expect(bench.state.session?.rules.duty.book.pairs.map(\.b) == ["丁建"])
    #expect(bench.screen.contains("本居民区自己的"))
    bench.play("<Esc>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("A 片区 is joined before its rules are written")
  func area() throws {
    var bench = try boss()
    bench.play("S<End><Enter>")
    #expect(bench.toast.contains("还没有划入片区"))
    bench.play("北片区<C-s>")
    #expect(bench.state.session?.rules.duty.areaName == "北片区")
    bench.play("<End><Enter>季节 | 夏令 | 6-15 至 9-15 | 工作日 08:30-20:30<C-s>")
    #expect(bench.state.session?.rules.duty.book.seasons.map(\.name) == ["夏令"])
    #expect(bench.screen.contains("跟片区（北片区）"))
  }

  @Test("Shifts: by pattern, one alone, changed, cancelled; the past is read only")
  func roster() throws {
    var bench = try boss()
    bench.play("S7")
    // Friday and Saturday of the week of 16 November.
    #expect(bench.state.topRoster?.shifts?.count == 3)
    bench.play("<Enter>周日 9:00-16:00 王芳<C-s>")
    #expect(bench.toast.contains("已添加 1 个"))
    #expect(bench.state.topRoster?.shifts?.count == 4)
    bench.play("<End><Enter>")
    #expect(bench.state.topSettingsForm?.form.title == "修改班次")
    bench.play("<Tab><Tab><C-u>17:00<C-s>")
    #expect(bench.store.roster.last?.end.clockText == "17:00")
    bench.play("x")
    #expect(bench.state.topQuestion != nil)
    bench.play("y")
    #expect(bench.state.topRoster?.shifts?.count == 3)
    bench.play("<Right>")
    #expect(bench.screen.contains("下周") && bench.screen.contains("还没有排班"))
    bench.play("<Down><Enter>")
    #expect(bench.screen.contains("11月23日"))
    bench.play("<C-s>")
    #expect(bench.state.topSettingsForm?.form.fields.contains { $0.error != nil } == true)
  }

  @Test("An end before the start is refused with how to write it")
  func wrongShift() throws {
    var bench = try boss()
    bench.play("S7<Down><Enter><Tab><Tab><C-u>02:00<Tab><Tab>王芳<C-s>")
    #expect(bench.state.topSettingsForm?.error?.contains("次日02:00") == true)
    bench.play("<BackTab><BackTab><C-u>次日02:00<C-s>")
    // What looks wrong is said once.
    #expect(bench.state.topSettingsForm?.error?.contains("再保存一次") == true)
    bench.play("<C-s>")
    #expect(bench.state.topRoster?.shifts?.contains { $0.end.clockText == "02:00" } == true)
  }

  @Test("Who may not change a thing is told who may, and still sees it")
  func permissions() throws {
    var bench = try DeskBench()
    bench.play("S3<Enter>")
    #expect(bench.toast.contains("书记、主任") || bench.toast.contains("主任、书记"))
    #expect(bench.state.topSettingsForm == nil && bench.state.topSettingsList != nil)
  }

  @Test("What was typed is not thrown away by one Esc, and a failure keeps the form")
  func keeps() throws {
    var bench = try boss()
    bench.play("S1新")
    bench.press("<Esc>")
    #expect(bench.state.topSettingsForm?.error?.contains("还没有保存") == true)
    bench.press("<C-s>")
    bench.pending = []
    bench.send(
      .failed(Message.Failure(request: .changingRules, error: .invalidSetting("别的值班台刚刚改过"))))
    #expect(bench.state.topSettingsForm?.error?.contains("别的值班台") == true)
    #expect(bench.state.typeAhead.wait == .nothing)
  }

  @Test(
    "Days are read as people write them",
    arguments: [
      ("11月21日", "2026-11-21"), ("11-21", "2026-11-21"), ("11/21", "2026-11-21"),
      ("2026-12-01", "2026-12-01"), ("1月3日", "2027-01-03"), ("2027年1月3日", "2027-01-03"),
      ("１１－２１", "2026-11-21"),
    ])
  func days(_ text: String, _ day: String) {
    #expect(DayText.day(text, near: Invented.now.day)?.iso8601 == day)
  }

  @Test("Others are none", arguments: ["", "明天", "13-41", "11月", "2026-02-30", "11-21-2026-1"])
  func noDays(_ text: String) {
    #expect(DayText.day(text, near: Invented.now.day) == nil)
  }
}

@Suite("Sheets of 楼组, staff and rosters") struct DirectoryImportTests {
  @Test("The path first, then what would change; nothing is taken in unseen")
  func preview() throws {
    var bench = try DeskBench(as: Invented.chen)
    bench.play("S9")
    #expect(bench.screen.contains("导入楼组、人员或值班表"))
    #expect(bench.press("<Enter>").isEmpty)
    #expect(bench.screen.contains("请写文件路径"))
    bench.press("/tmp/a.xlsx")
    #expect(bench.press("<Enter>") == [.proposeDirectory(path: "/tmp/a.xlsx", onlyShifts: false)])
    bench.settle()
    #expect(bench.screen.contains("预览（还没有写入）"))
    // Nothing would change: nothing is written.
    #expect(bench.press("<Enter>").isEmpty)
    #expect(bench.screen.contains("没有要导入的"))
    bench.play("<Esc><Esc>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("Rows that were refused stay to be read after the others were taken in")
  func refusedRows() throws {
    var bench = try DeskBench(as: Invented.chen)
    bench.play("S9")
    bench.press("/tmp/a.csv<Enter>")
    bench.pending = []
    let session = try bench.state.session.orThrow()
    let rows = [["小区", "楼组"], ["新苑", "1号楼"], ["新苑", "1幢"]].enumerated().map {
      SheetTable.Row(number: $0 + 1, cells: $1)
    }
    let proposal = DirectoryReader.read(
      [SheetTable(rows: rows)], into: session.directory, shifts: [], by: session.actor,
      at: Invented.now, rules: session.rules.deadlines, using: SystemRandomNumberGenerator())
    bench.send(.directoryProposed(proposal))
    #expect(bench.press("<Enter>") == [.applyDirectory(proposal)])
    bench.pending = []
    bench.send(.directoryApplied(DirectoryReport(added: 2, changed: 0), session))
    #expect(bench.screen.contains("有 1 行没有导入") && bench.screen.contains("与第 2 行重复"))
    // Enter does not take it in again.
    #expect(bench.press("<Enter>").isEmpty)
    bench.play("<Esc>")
    #expect(!bench.screen.contains("有 1 行没有导入"))
  }

  @Test("A file that cannot be read is said where its path stands")
  func failure() throws {
    var bench = try DeskBench(as: Invented.chen)
    bench.play("S9")
    bench.press("/tmp/a.xlsx<Enter>")
    bench.pending = []
    bench.send(.failed(Message.Failure(request: .importing, error: .file("没有这个文件"))))
    #expect(bench.screen.contains("没有这个文件"))
    #expect(bench.press("<Enter>") == [.proposeDirectory(path: "/tmp/a.xlsx", onlyShifts: false)])
  }

  @Test("Who may not take it in is told who may")
  func permission() throws {
    var bench = try DeskBench()
    bench.play("S9")
    #expect(bench.toast.contains("须由"))
    #expect(bench.state.overlays.count == 1)
  }
}
