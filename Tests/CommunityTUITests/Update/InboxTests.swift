import CoreModel
import Foundation
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("The 12345 inbox on the console") struct InboxTests {
  private func bench(_ size: Size = Size(rows: 40, columns: 120)) throws -> DeskBench {
    try DeskBench(size: size, requests: InventedTickets.all)
  }

  private func shown(_ bench: DeskBench) -> [String] {
    bench.state.tickets.list.visibleRows.map(\.id.text)
  }

  @Test("Tab goes through all and the eight states, round and round, and back")
  func states() throws {
    var bench = try bench()
    bench.play("2")
    let all = shown(bench)
    #expect(all.count == InventedTickets.all.count)
    var union: [String] = []
    for state in TicketState.allCases {
      bench.play("<Tab>")
      #expect(bench.state.tickets.filter.ticketState == state)
      #expect(bench.screen.contains("12345 工单 · \(state.title)"))
      #expect(bench.screen.contains(state.explanation))
      union += shown(bench)
    }
    #expect(union.sorted() == all.sorted(), "every ticket stands at exactly one state")
    bench.play("<Tab>")
    #expect(bench.state.tickets.filter.ticketState == nil && shown(bench) == all)
    bench.play("<BackTab>")
    #expect(bench.state.tickets.filter.ticketState == .extending)
    #expect(bench.state.focus == .requests, "the panes of the workbench stay where they are")
  }

  @Test("A state without tickets is shown and says what it means")
  func emptyState() throws {
    var bench = try DeskBench()
    bench.play("2<Tab><Tab>")
    #expect(shown(bench).isEmpty)
    #expect(bench.screen.contains("没有「先行联系」的工单"))
    bench.play("<Enter>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("A view of closed tickets leaves the state, and a state leaves the view")
  func views() throws {
    var bench = try bench()
    bench.play("2<Tab>vvv")
    #expect(bench.state.tickets.filter.view == .closed)
    #expect(bench.state.tickets.filter.ticketState == nil)
    bench.play("<Tab>")
    #expect(bench.state.tickets.filter.view == .open)
    #expect(bench.state.tickets.filter.ticketState == .toSign)
  }

  @Test("A click on the strip chooses a state, one on a row selects it", arguments: [80, 120])
  func clicks(columns: Int) throws {
    var bench = try bench(Size(rows: columns == 80 ? 24 : 40, columns: columns))
    bench.play("2")
    let layout = try bench.state.requestPaneLayout(.tickets).orThrow()
    let rows = bench.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let strip = String(rows[layout.head.row])
    let name = columns == 80 ? "签收" : "待签收"
    let before = try strip.range(of: name).orThrow().lowerBound
    let column = TextWidth.columns(String(strip[..<before]))
    func click(_ row: Int, _ column: Int) {
      bench.send(
        .input(
          .mouse(
            MouseEvent(
              action: .press, button: .left, position: Position(row: row, column: column)))))
      bench.settle()
    }
    click(layout.head.row, column + 1)
    #expect(bench.state.tickets.filter.ticketState == .toSign)
    click(layout.head.row, 3)
    #expect(bench.state.tickets.filter.ticketState == nil)
    let third = shown(bench)[2]
    click(layout.table.row + 3, 5)
    #expect(bench.selection == third)
  }

  @Test("A step that moves the ticket to another state is followed or said")
  func moving() throws {
    var bench = try bench()
    bench.play("2<Tab>")
    let first = try bench.selection.orThrow()
    try bench.store.perform(.ticket(.sign(note: "")), on: first, by: Invented.wang)
    bench.send(.storeChanged)
    bench.settle()
    #expect(!shown(bench).contains(first))
    #expect(bench.selection != first)
    #expect(bench.state.counts.hotline.states[.toContact]?.count == 2)
  }

  @Test("After 延期 both limits are in the row; the pane says the present one and the original")
  func limits() throws {
    var bench = try bench()
    bench.play("2")
    bench.select("extended")
    let row = try bench.screen.split(separator: "\n").first { $0.contains("小区道路积水") }.orThrow()
    #expect(row.contains("工作日") && row.contains("原11-"))
    #expect(bench.screen.contains("现时限") && bench.screen.contains("原时限"))
    bench.resize(rows: 40, columns: 160)
    let wide = try bench.screen.split(separator: "\n").first { $0.contains("小区道路积水") }.orThrow()
    #expect(wide.contains("周二 原 11-"))
    bench.resize(rows: 24, columns: 80)
    let narrow = try bench.screen.split(separator: "\n").first { $0.contains("小区道路积水") }.orThrow()
    #expect(narrow.contains("工作日") && narrow.contains("原11-"))
  }

  @Test("A year whose holidays are not published is said on the screen")
  func calendar() throws {
    var bench = try bench()
    bench.play("2")
    #expect(!bench.screen.contains("放假安排尚未载入"))
    bench.send(.tick(try Instant(iso8601: "2026-12-01T10:00").orThrow()))
    bench.settle()
    #expect(bench.screen.contains("2027年放假安排尚未载入，按周一至周五推算"))
  }

  @Test("Enter on the pane of the workbench goes to the inbox")
  func pane() throws {
    var bench = try bench()
    #expect(bench.screen.contains("上月同期 19（多 4）"))
    bench.play("<BackTab><Enter>")
    #expect(bench.state.screen == .hotline)
  }

  @Test("What is read of a ticket has every record, and nobody's number")
  func reading() throws {
    var bench = try bench()
    bench.play("2")
    bench.select("review")
    bench.play("<Right>")
    let text = try bench.state.topReading.orThrow().view.lines.map(\.plain).joined(separator: "\n")
    for part in [
      "签收与先行联系", "三见面：还差接单见面、过程见面、办结见面", "①接单见面", "报市里", "答复市民要点",
      "市回访 结果 不满意", "第1次复核", "时限和由来", "时间线",
    ] {
      #expect(text.contains(part), "\(part) is missing in\n\(text)")
    }
    #expect(!text.contains("13800002046"))
    bench.play("<Esc>")
    bench.select("called")
    bench.play("<Right>")
    let called = try bench.state.topReading.orThrow().view.lines.map(\.plain).joined(
      separator: "\n")
    #expect(called.components(separatedBy: "未联 电话 王芳  始终未接").count == 3)
  }
}
