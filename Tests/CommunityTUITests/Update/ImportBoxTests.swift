import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("An export of the hotline is looked at before it is taken in") struct ImportBoxTests {
  private func tasks(_ effects: [Effect]) -> [ImportTask] {
    effects.compactMap { if case .importing(let task, _) = $0 { task } else { nil } }
  }

  private func opened() throws -> DeskBench {
    var bench = try DeskBench()
    bench.play("I/tmp/a.csv<Enter>")
    return bench
  }

  @Test("Enter opens the file, s imports what was seen, and the figures are said")
  func previewThenImport() throws {
    var bench = try DeskBench()
    bench.play("I")
    #expect(tasks(bench.press("/tmp/a.csv<Enter>")) == [.open(path: "/tmp/a.csv")])
    #expect(bench.screen.contains("正在读取"))
    bench.settle()
    let box = try bench.state.topImport.orThrow()
    #expect(box.step == .rows && box.tab == .changed, "what needs a look comes first")
    #expect(
      ImportBox.Tab.allCases.map(box.count) == [6, 2, 1, 1, 2])
    #expect(
      tasks(bench.press("s")) == [.take(sheet: 0, mapping: nil, decisions: ImportDecisions())])
    bench.settle()
    #expect(bench.state.topImport?.step == .result)
    #expect(bench.toast.contains("已导入 2 件，原有 1 件未动"))
    #expect(bench.store.drafts[.importPath] == nil)
    bench.play("<Esc>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("The tabs list their rows, and the place of each is kept on the screen")
  func tabs() throws {
    var bench = try opened()
    bench.play("<Tab>")
    #expect(bench.state.topImport?.tab == .refused && bench.screen.contains("没有工单编号"))
    bench.play("<Tab><End>")
    #expect(bench.state.topImport?.tab == .all && bench.state.topImport?.selection == 5)
    #expect(bench.screen.contains("派单时间读不懂") && !bench.screen.contains("13800002046"))
    var long = try DeskBench(size: Size(rows: 24, columns: 80))
    long.store.export.rows = (1...3000).map { InventedExport.row($0, "N\($0)", "第\($0)件", .new) }
    long.play("I/tmp/a.csv<Enter><End><Up>")
    #expect(long.state.topImport?.selection == 2998 && long.screen.contains("第2999件"))
  }

  @Test("A changed row is compared field by field, and decided")
  func comparing() throws {
    var bench = try opened()
    bench.play("<Enter>")
    #expect(bench.state.topImport?.step == .comparing)
    #expect(bench.screen.contains("138****2047") && !bench.screen.contains("13800002047"))
    bench.play("<Right><Down> <Down><Down><Right>")
    #expect(bench.state.topImport?.error?.contains("不能采用") == true)
    bench.play("<Enter>")
    #expect(
      bench.state.topImport?.decisions == ["20261119SH0042": .take([.state, .phone])])
    bench.play("<Up><Enter><Left><Enter>")
    #expect(bench.state.topImport?.decisions == ["20261119SH0042": .take([.phone])])
    bench.play("<Enter>a<Enter>")
    #expect(bench.state.topImport?.decisions == ["20261119SH0042": .takeTheirs])
    bench.play("<Enter>a<Esc>")
    #expect(bench.state.topImport?.decisions == ["20261119SH0042": .takeTheirs], "Esc leaves it")
    bench.play("<Enter>a<Enter>")
    #expect(bench.state.topImport?.decisions == ["20261119SH0042": .keepOurs])
    let asked = tasks(bench.press("s"))
    #expect(
      asked == [
        .take(
          sheet: 0, mapping: nil, decisions: ImportDecisions(["20261119SH0042": .keepOurs]))
      ])
  }

  @Test("Space decides a whole row, a all of them, and only changed rows can be decided")
  func wholeRows() throws {
    var bench = try opened()
    bench.play(" ")
    #expect(bench.state.topImport?.decisions["20261119SH0042"] == .takeTheirs)
    bench.play("a")
    #expect(bench.state.topImport?.decisions["20261119SH0042"] == .keepOurs)
    bench.play("a")
    #expect(bench.state.topImport?.decided == 0)
    bench.play("<Tab> ")
    #expect(bench.state.topImport?.error?.contains("只有「有变化」") == true)
    bench.play("<Enter>")
    #expect(bench.state.topImport?.error == "没有工单编号")
  }

  @Test("Esc gives up what is running, and late news of it changes nothing")
  func cancelled() throws {
    var bench = try DeskBench()
    bench.play("I")
    bench.press("/tmp/a.csv<Enter>")
    let job = try bench.state.topImport.orThrow().job
    bench.send(
      .importing(.progress(ImportProgress(phase: .reading, rows: 1200, fraction: 0.5)), job: job))
    #expect(bench.screen.contains("50%") && bench.screen.contains("1200 行"))
    #expect(tasks(bench.press("x")) == [], "only Esc works")
    #expect(bench.press("<Esc>") == [.importing(.stop, job: job)])
    #expect(bench.screen.contains("正在取消"))
    bench.send(.importing(.failed(ExchangeError.cancelled.message), job: job))
    #expect(bench.screen.contains("已取消") && bench.state.topImport?.step == .path)
    #expect(bench.state.topImport?.field.text == "/tmp/a.csv", "the path is still there")
    bench.press("<Enter>")
    bench.send(.importing(.opened(bench.store.export.opening("/tmp/alt.csv")), job: job))
    #expect(bench.state.topImport?.opening == nil, "news of the job that was given up")
    bench.settle()
    #expect(bench.state.topImport?.opening?.path == "/tmp/a.csv")
  }

  @Test("An error keeps the path, and says what it is in place")
  func error() throws {
    var bench = try DeskBench()
    bench.play("I<Enter>")
    #expect(bench.screen.contains("请写文件路径"))
    bench.store.export.failure = "文件是空的"
    bench.play("/tmp/a.csv<Enter>")
    #expect(bench.state.topImport?.field.text == "/tmp/a.csv")
    #expect(bench.screen.contains("文件是空的"))
    bench.store.export.failure = nil
    bench.play("<Enter>")
    #expect(bench.state.topImport?.step == .rows)
    bench.play("<Esc>")
    #expect(bench.state.topImport?.step == .path && bench.screen.contains("数据没有改动"))
    bench.play("<Esc>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("The path is a draft, and recent files can be chosen")
  func path() throws {
    var bench = try DeskBench()
    bench.play("I/tmp/a")
    #expect(bench.store.drafts[.importPath] == "/tmp/a")
    bench.play("<Esc>I")
    #expect(bench.state.topImport?.field.text == "/tmp/a")
    bench.play("<Down><Down>")
    #expect(bench.state.topImport?.field.text == "~/下载/工单1113.csv")
    bench.play("<Up>")
    #expect(tasks(bench.press("<Enter>")) == [.open(path: "~/下载/工单1120.xlsx")])
  }

  @Test("The path of last time is replaced by what is typed or pasted, and an arrow keeps it")
  func prefilled() throws {
    func again() throws -> DeskBench {
      var bench = try DeskBench()
      bench.play("I/tmp/a.csv<Esc>I")
      return bench
    }
    var typed = try again()
    #expect(typed.screen.contains("这是上次的路径"))
    typed.play("/tmp/b.csv")
    #expect(typed.state.topImport?.field.text == "/tmp/b.csv")
    #expect(!typed.screen.contains("这是上次的路径"))
    var pasted = try again()
    pasted.paste("/tmp/c.csv")
    pasted.play("x")
    #expect(pasted.state.topImport?.field.text == "/tmp/c.csvx", "only the first replaces")
    var kept = try again()
    kept.play("<End>x")
    #expect(kept.state.topImport?.field.text == "/tmp/a.csvx")
  }

  @Test("What was decided about is counted in the news, and no word of the command line is said")
  func words() throws {
    var bench = try opened()
    bench.store.report = ImportReport(new: 1, same: 1)
    bench.store.report.reconciled = 2
    bench.play("s")
    #expect(bench.toast.contains("已核对 2 件"))
    let error = ExchangeError.notAHotlineExport(found: ["root:x:0:0"])
    #expect(!ImportRunner.words(error).contains("--map"))
    #expect(complaint(about: error).contains("--map"), "there it is the way out")
  }

  @Test("The columns can be decided, are kept, and what is needed is asked for")
  func mapping() throws {
    var bench = try opened()
    bench.play("m<Enter>备注<Enter>")
    #expect(bench.state.topImport?.editing?.mapping.columns[.number] == "备注")
    #expect(bench.state.topImport?.editing?.selection == 1)
    let columns = bench.store.export.columns
    #expect(
      tasks(bench.press("s")) == [
        .keepMapping(ColumnMapping([.number: "备注"]), columns: columns, sheet: 0)
      ])
    bench.settle()
    #expect(bench.state.topImport?.step == .rows)
    #expect(
      tasks(bench.press("s")).first
        == .take(
          sheet: 0, mapping: ColumnMapping([.number: "备注"]), decisions: ImportDecisions()))
    var missing = try opened()
    missing.play("m<Del>s")
    #expect(missing.state.topImport?.error?.contains("工单编号") == true)
    missing.play("r<Esc>")
    #expect(missing.state.topImport?.step == .rows)
  }

  @Test("A header that nobody knows leads to the columns")
  func unknownHeader() throws {
    var bench = try DeskBench()
    bench.store.export.isUnknown = true
    bench.store.export.columns = ["甲", "乙", "丙"]
    bench.play("I/tmp/a.csv<Enter>")
    #expect(bench.state.topImport?.step == .mapping && bench.screen.contains("表头认不出来"))
    bench.play("<Enter>甲<Enter>s")
    #expect(bench.state.topImport?.error?.contains("诉求内容") == true)
    bench.play("<Home><Down><Down><Down><Down><Enter>乙<Enter>")
    #expect(
      tasks(bench.press("s")) == [
        .keepMapping(
          ColumnMapping([.number: "甲", .content: "乙"]), columns: ["甲", "乙", "丙"], sheet: 0)
      ])
    bench.settle()
    #expect(bench.state.topImport?.step == .rows)
  }

  @Test("Of several sheets another one can be looked at")
  func sheets() throws {
    var bench = try opened()
    #expect(bench.screen.contains("2 张工作表"))
    bench.press("t<Down>")
    #expect(tasks(bench.press("<Enter>")) == [.preview(sheet: 1, mapping: nil)])
    bench.settle()
    #expect(bench.state.topImport?.sheet == 1)
  }

  @Test(
    "The result lists what was not taken in, and can be kept as a file without anybody's number")
  func result() throws {
    var bench = try opened()
    bench.store.report = ImportReport(
      new: 1, changed: [.init(number: "A1", line: 3, fields: InventedExport.differences)],
      refused: [.init(line: 7, reason: "没有工单编号")])
    bench.play("s")
    #expect(bench.screen.contains("第 7 行 没有工单编号") && bench.screen.contains("第 3 行 A1"))
    guard case .saveReport(let text, let path)? = tasks(bench.press("s")).first else {
      throw Impossible()
    }
    #expect(path == "/tmp/a.csv" && text.contains("第 7 行\t没有工单编号"))
    #expect(text.contains("138****2046") && !text.contains("13800002046"))
    bench.settle()
    #expect(bench.screen.contains("结果已写到"))
  }

  @Test("What was decided row by row is not thrown away by one key")
  func escapeAsks() throws {
    var bench = try opened()
    bench.play(" <Esc>")
    #expect(bench.state.topImport?.step == .rows && bench.state.topImport?.decided == 1)
    #expect(bench.screen.contains("再按一次 Esc"))
    bench.play("<Up><Esc>")
    #expect(bench.state.topImport?.decided == 1, "another key in between asks anew")
    bench.play("<Esc>")
    #expect(bench.state.topImport?.step == .path && bench.state.topImport?.decided == 0)
    var undecided = try opened()
    undecided.play("<Esc>")
    #expect(undecided.state.topImport?.step == .path, "nothing decided, nothing asked")
  }

  @Test(
    "A file of 回访 results is known, looked at, and recorded; i takes it for tickets all the same")
  func visits() throws {
    var bench = try DeskBench()
    bench.play("I/tmp/回访.csv<Enter>")
    #expect(bench.state.topImport?.step == .visits)
    #expect(bench.screen.contains("这是回访结果表") && bench.screen.contains("没有工单编号"))
    #expect(tasks(bench.press("i")) == [.preview(sheet: 0, mapping: nil)])
    bench.settle()
    #expect(bench.state.topImport?.step == .rows && bench.screen.contains("导入 12345 工单"))
    bench.play("<Esc><Enter>")
    #expect(tasks(bench.press("s")) == [.takeVisits(sheet: 0)])
    bench.settle()
    #expect(bench.state.topImport?.step == .result)
    #expect(bench.toast == "已记入 2 件回访，1 件开始回访复核；2 行不收")
    let saving = tasks(bench.press("s"))
    guard case .saveReport(let text, _)? = saving.first else {
      Issue.record("nothing is saved")
      return
    }
    #expect(text.hasPrefix("导入回访结果：/tmp/回访.csv\n") && text.contains("第 6 行\t不收\t\t没有工单编号"))
    bench.settle()
    bench.play("<Esc>")
    #expect(bench.state.overlays.isEmpty)

    bench.store.export.visits.rows.removeAll { $0.verdict == .new }
    bench.play("I/tmp/回访.csv<Enter>s")
    #expect(bench.state.topImport?.error == "没有要记的：没有新增的行")
    bench.play("<Esc>")
    #expect(bench.state.topImport?.step == .path && bench.screen.contains("没有记入"))
  }
}
