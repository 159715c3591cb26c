import CoreModel
import Foundation
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("吹哨 by key") struct WhistleKeyTests {
  private func desk(
    _ person: Person = Invented.wang, rows: Int = 40, columns: Int = 120, isEmpty: Bool = false
  ) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: Size(rows: rows, columns: columns))
    let board = isEmpty ? WhistleBoard() : InventedWhistles.board(bench.store.openRows)
    bench.store.answer = { effect in
      switch effect {
      case .whistle(.load): [.whistleNews(.board(board))]
      case .whistle(.loadChoices(_, let request)):
        [.whistleNews(.choices(board.open, request))]
      case .whistle(.setBook(let book, _)): [.whistleNews(.book(book))]
      case .whistle: [.whistleNews(.done("已记下", nil))]
      default: []
      }
    }
    bench.play("5<Tab><Tab>")
    return bench
  }

  private func sheet(_ bench: DeskBench) throws -> BoardSheet {
    guard case .sheet(let sheet) = bench.state.overlays.last else {
      throw CommandFailure("no sheet: \(bench.screen)")
    }
    return sheet
  }

  private func choose(_ id: String, at bench: inout DeskBench) throws {
    let items = try bench.state.topMenu.orThrow().items
    let index = try items.firstIndex { $0.id == id }.orThrow()
    bench.play("<Home>" + String(repeating: "<Down>", count: index) + "<Enter>")
  }

  @Test("At every size it keeps to the window, and shows no telephone of a resident")
  func everySize() throws {
    for isEmpty in [false, true] {
      var bench = try desk(isEmpty: isEmpty)
      for (rows, columns) in [(16, 60), (17, 61), (24, 80), (30, 104), (60, 240)] {
        bench.resize(rows: rows, columns: columns)
        bench.play("<End><Up>")
        Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
        bench.play("<Home>")
        Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
      }
    }
  }

  @Test("↓ comes to every whistle and measure in order: those that nobody answered first")
  func walking() throws {
    var bench = try desk()
    var seen: [WhistleEntry?] = [bench.state.whistle.selected]
    for _ in 0..<3 {
      bench.play("<Down>")
      seen.append(bench.state.whistle.selected)
    }
    #expect(
      seen == [
        .whistle(WhistleID("w1")), .whistle(WhistleID("w2")), .measure(TaskID("m1")),
        .whistle(WhistleID("w3")),
      ])
    bench.play("<Home>")
    #expect(bench.state.selectedRow?.id == bench.store.openRows.first?.id)
  }

  @Test("A unit that came is written down; others may write at the same time")
  func checkIn() throws {
    var bench = try desk()
    bench.play("a<Tab>王队<Tab>19:30<Tab>看过了")
    #expect(bench.store.drafts[.box("sheet:whistle:checkIn:w1")] != nil)
    let effects = bench.press("<C-s>")
    guard case .whistle(.perform(.checkIn(let checkIn), let id, version: nil)) = effects.first
    else {
      Issue.record("\(effects)")
      return
    }
    #expect(id == WhistleID("w1") && checkIn.unit == "市场监管所" && checkIn.people == "王队")
    #expect(checkIn.at.clockText == "19:30")
    bench.settle()
    #expect(bench.state.overlays.isEmpty && bench.toast == "已记下")
    #expect(bench.store.drafts[.box("sheet:whistle:checkIn:w1")] == nil)
  }

  @Test("A new one takes its time from the level; a mistake is said in the form")
  func blowing() throws {
    var bench = try desk()
    bench.play("N水管爆了<Tab>红色<Tab>")
    bench.play("公司<C-s>")
    #expect(try sheet(bench).error?.contains("对应几家") == true)
    bench.play("<C-u>自来水公司、城管")
    let effects = bench.press("<C-s>")
    guard case .whistle(.blow(let order, [])) = effects.first else {
      Issue.record("\(effects) \(bench.screen)")
      return
    }
    #expect(order.units.map(\.name) == ["自来水公司", "城管中队"] && order.level == .red)
    #expect(order.dueAt == Invented.now.adding(minutes: 120))
    bench.settle()
    bench.play("N水管爆了<Tab><Tab>zlsgs<Tab><Tab>从前<C-s>")
    #expect(try sheet(bench).error?.contains("看不懂") == true)
  }

  @Test("What is not possible says why")
  func refusals() throws {
    var bench = try desk()
    bench.play("<Down>a")
    #expect(bench.toast.contains("都已报到"))
    bench.play("*")
    #expect(bench.toast.contains("没有还没了结的承诺"))
    bench.play("<End>m")
    #expect(bench.toast.contains("收哨（办成）"))
    bench.play("<Up>x")
    #expect(bench.toast.contains("常态措施"))
    var reader = try desk(Invented.zhou)
    reader.play("N")
    #expect(reader.state.overlays.isEmpty && reader.toast.contains("须由"))
    reader.play("a")
    #expect(reader.state.overlays.isEmpty && reader.toast.contains("须由"))
  }

  @Test("Undertakings and measures end or move; the end asks for the version that was seen")
  func ends() throws {
    var bench = try desk()
    guard
      case .whistle(.settle(.settle(let settlement), seen: _)) = bench.press("*<C-s>").last
    else {
      Issue.record("\(bench.screen)")
      return
    }
    #expect(settlement.task == TaskID("t1") && settlement.outcome == .done)
    bench.settle()
    bench.play("<Down><Down>&<Tab>12-10<Tab>等施工队")
    guard case .whistle(.settle(.change(let change), seen: _)) = bench.press("<C-s>").first else {
      Issue.record("\(bench.screen)")
      return
    }
    #expect(change.task == TaskID("m1") && change.dueAt.day.iso8601 == "2026-12-10")
    bench.settle()
    bench.play("<Home>x<Tab>劝离了")
    guard
      case .whistle(.perform(.close(let closing), _, version: 3)) = bench.press("<C-s>").first
    else {
      Issue.record("\(bench.screen)")
      return
    }
    #expect(closing.words == "劝离了")
  }

  @Test("Enter lists what can be done; the text is read and copied without numbers")
  func menu() throws {
    var bench = try desk()
    bench.play("<Enter>")
    let items = bench.state.topMenu?.items ?? []
    #expect(items.contains { $0.title == "报到" && $0.disabledReason == nil })
    bench.play("<Esc>V")
    guard case .reading(let reading) = bench.state.overlays.last else {
      Issue.record("not read")
      return
    }
    #expect(reading.copy?.contains("138****2046") == true)
    #expect(reading.copy?.contains("城管中队承诺") == true)
  }

  @Test("From a request one blows a whistle or puts it to one that goes on, and comes back to it")
  func fromRequest() throws {
    var bench = try desk()
    bench.play("s")
    #expect(bench.state.screen == .workbench && bench.toast.contains("按 5 回到吹哨"))
    let id = try bench.state.selectedRow.orThrow().id
    bench.play(">")
    #expect(bench.state.topMenu?.items.contains { $0.id == "begin:whistle" } == true)
    try choose("begin:whistleToo", at: &bench)
    #expect(bench.state.topMenu?.title.contains("列入哪次吹哨") == true)
    bench.play("<Esc>>")
    try choose("begin:whistle", at: &bench)
    #expect(try sheet(bench).subject.name.hasPrefix("whistle:new:\(id.text)"))
    bench.play("<Tab><Tab>三所联动")
    guard case .whistle(.blow(let order, let requests)) = bench.press("<C-s>").first else {
      Issue.record("\(bench.screen)")
      return
    }
    #expect(requests == [id] && order.units.count == 3)
  }

  @Test("The units are a text; a line that is not understood is said, and what was typed stays")
  func units() throws {
    var bench = try desk()
    bench.play("U")
    bench.play("报到时限 | 红色 马上<C-s>")
    #expect(try sheet(bench).error?.contains("没有看懂时限") == true)
    bench.play("<Esc><Esc>")
    #expect(bench.state.overlays.isEmpty)
  }
}
