import CoreModel
import Foundation
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Moving about the desk") struct MovingTests {
  @Test("Search follows every character, Enter keeps the words, Esc takes them off")
  func search() throws {
    var bench = try DeskBench()
    bench.select("held")
    let effects = bench.press("/反")
    #expect(
      effects.contains {
        if case .loadRows(.queue, let filter, .first, _, _) = $0 {
          filter.search == "反"
        } else {
          false
        }
      })
    bench.press("水")
    bench.settle()
    #expect(bench.visible == ["there"])
    bench.play("<Enter>")
    #expect(bench.state.requests.searchField == nil && bench.state.requests.filter.search == "反水")
    #expect(bench.screen.contains("查找「反水」"))
    bench.play("<Esc>")
    #expect(bench.state.requests.filter.search.isEmpty)
    #expect(bench.visible.count > 1)
    #expect(bench.selection == "there", "the selection stays with what was found")
  }

  @Test("While words are typed, letters are text and arrows move in the list")
  func searchKeys() throws {
    var bench = try DeskBench()
    bench.play("/q")
    #expect(bench.state.overlays.isEmpty)
    bench.play("<BS>")
    let first = bench.selection
    bench.play("<Down>")
    #expect(bench.selection != first && bench.state.requests.searchField != nil)
    bench.paste("反水\n")
    bench.settle()
    #expect(bench.visible == ["there"])
    bench.play("<Esc>")
    #expect(bench.state.requests.searchField == nil && bench.state.requests.filter.search.isEmpty)
    bench.play("/反水<C-c>")
    #expect(bench.state.requests.searchField == nil && !bench.state.isLeaving)
  }

  @Test("Late answers to words that were typed on since are not shown")
  func lateAnswers() throws {
    var bench = try DeskBench()
    bench.press("/反")
    let late = try bench.pending.last.orThrow()
    bench.press("<BS>灯")
    bench.settle()
    let shown = bench.visible
    for message in bench.store.messages(for: late, by: bench.state.session) { bench.send(message) }
    #expect(bench.visible == shown && !shown.contains("there"))
  }

  @Test("Searching from a screen without a list goes to the queue")
  func searchFromGroups() throws {
    var bench = try DeskBench()
    bench.play("<Tab><Tab>/反水")
    #expect(bench.state.screen == .workbench && bench.state.focus == .requests)
    #expect(bench.visible == ["there"])
  }

  @Test("v goes round the views, each with its own rows")
  func views() throws {
    var bench = try DeskBench()
    var seen: [QueueFilter.View] = []
    for _ in 0..<5 {
      seen.append(bench.state.requests.filter.view)
      #expect(bench.visible == bench.store.rows(bench.state.requests.filter).map(\.id.text))
      #expect(bench.screen.contains(bench.state.requests.filter.view.title))
      bench.play("v")
    }
    #expect(seen == [.open, .overdue, .today, .closed, .all])
    #expect(bench.state.requests.filter.view == .open)
  }

  @Test("Tab goes round the panes, Shift-Tab back, z gives one the whole screen")
  func panes() throws {
    var bench = try DeskBench()
    var seen: [PaneID] = []
    for _ in 0..<4 {
      seen.append(bench.state.focus)
      bench.play("<Tab>")
    }
    #expect(seen == [.requests, .groups, .duty, .hotline] && bench.state.focus == .requests)
    bench.play("<BackTab>")
    #expect(bench.state.focus == .hotline)
    bench.play("<Tab>")
    #expect(bench.state.layout?.panes.count == 4)
    let rows = bench.state.requests.list.height
    bench.play("z")
    #expect(bench.state.layout?.panes.count == 1)
    #expect(bench.state.requests.list.height != rows || bench.state.layout?.tabs != nil)
    bench.play("z")
    #expect(bench.state.layout?.panes.count == 4 && bench.state.requests.list.height == rows)
  }

  @Test("Numbers go to screens; Enter on a pane opens what it is about")
  func screens() throws {
    var bench = try DeskBench()
    bench.play("2")
    #expect(bench.state.screen == .hotline && bench.selection == "ticket")
    bench.play("3")
    #expect(bench.state.screen == .groups && bench.selection == nil)
    bench.play("1")
    #expect(bench.state.screen == .workbench)
    bench.play("<BackTab><Enter>")
    #expect(bench.state.screen == .hotline)
    bench.play("3<Down><Enter>")
    #expect(bench.state.screen == .workbench && bench.state.focus == .requests)
    #expect(bench.state.requests.filter.group == GroupID("8号楼"))
    #expect(bench.visible.allSatisfy { ["answered", "taken", "refused", "ticket"].contains($0) })
    bench.play("<Esc>")
    #expect(bench.state.requests.filter.group == nil)
  }

  @Test("Every list moves by line, page, and to its ends")
  func lists() throws {
    var bench = try DeskBench(size: Size(rows: 24, columns: 80))
    let order = bench.store.rows(bench.state.requests.filter).map(\.id.text)
    bench.play("jjk")
    #expect(bench.selection == order[1])
    bench.play("G")
    #expect(bench.selection == order.last)
    bench.play("<Home>")
    #expect(bench.selection == order.first)
    bench.play("<PgDn>")
    #expect(bench.selection == order[bench.state.requests.list.height - 1])
    bench.play("3<End>")
    #expect(bench.state.groups.selection == Invented.directory.groups.last?.id)
    bench.play("g<PgDn>")
    #expect(bench.state.groups.index == bench.state.groupListHeight - 1)
  }

  @Test(
    "The selected group stays on the screen when the window changes", arguments: [16, 24, 30, 60])
  func groupsResize(_ rows: Int) throws {
    var bench = try DeskBench(size: Size(rows: 50, columns: 120))
    bench.play("3<End>")
    bench.resize(rows: rows, columns: 80)
    let line = bench.state.groups.index - bench.state.groups.top
    #expect((0..<bench.state.groupListHeight).contains(line))
    #expect(bench.screen.contains("50号楼"))
  }

  @Test("A window that is too small says so and loses nothing")
  func tiny() throws {
    var bench = try DeskBench()
    bench.select("taken")
    bench.play("m写到一半")
    for size in [(15, 120), (40, 59), (1, 1), (0, 0), (3, 10)] {
      bench.resize(rows: size.0, columns: size.1)
      #expect(bench.state.layout == nil)
      #expect(bench.state.view().canvas.size == Size(rows: size.0, columns: size.1))
      bench.play("q字<Enter>")
    }
    #expect(!bench.state.isLeaving)
    bench.resize(rows: 15, columns: 100)
    #expect(bench.screen.contains("窗口太小") && bench.screen.contains("60×16"))
    bench.resize(rows: 40, columns: 120)
    #expect(bench.state.topForm?.form.values.text("words") == "写到一半")
    #expect(bench.selection == "taken")
  }

  @Test("The smallest window still leaves by q, and by Ctrl-C whatever is open")
  func tinyLeaves() throws {
    var bench = try DeskBench()
    bench.resize(rows: 5, columns: 5)
    bench.press("q")
    #expect(bench.state.isLeaving)
    var writing = try DeskBench()
    writing.press("n")
    writing.resize(rows: 5, columns: 5)
    writing.press("<C-c>")
    #expect(writing.state.isLeaving)
  }

  @Test("The mouse selects, changes panes, scrolls and presses the keys of the footer")
  func mouse() throws {
    var bench = try DeskBench()
    let order = bench.visible
    func click(_ row: Int, _ column: Int) -> Message {
      .input(
        .mouse(
          MouseEvent(
            action: .press, button: .left, position: Position(row: row, column: column))))
    }
    let table = try bench.state.requestPaneLayout(.queue).orThrow().table
    bench.send(click(table.row + 3, table.column + 5))
    bench.settle()
    #expect(bench.selection == order[2])
    let duty = try bench.state.layout.orThrow().panes[.duty].orThrow()
    bench.send(click(duty.row + 1, duty.column + 2))
    #expect(bench.state.focus == .duty)
    bench.play("<BackTab><BackTab>")
    bench.send(
      .input(
        .mouse(
          MouseEvent(
            action: .scrollDown, button: .none, position: Position(row: 5, column: 5)))))
    bench.settle()
    #expect(bench.selection == order[5])
    let footer = try bench.screen.split(separator: "\n", omittingEmptySubsequences: false).last
      .orThrow()
    let before = try footer.range(of: "n 新诉求").orThrow().lowerBound
    bench.send(click(39, TextWidth.columns(footer[..<before]) + 1))
    #expect(bench.state.topQuickAdd != nil)
    bench.send(click(39, 1))
    #expect(bench.state.overlays.count == 1, "what lies under a box is out of reach")
  }
}

@Suite("The keyboard as it is at the desk") struct InputHabitTests {
  @Test("Full-width letters and Chinese punctuation are commands in a list")
  func fullWidth() throws {
    var bench = try DeskBench()
    bench.press("ｎ")
    #expect(bench.state.topQuickAdd != nil)
    bench.press("<Esc>、")
    #expect(bench.state.requests.searchField != nil)
    bench.press("<Esc>：")
    guard case .palette = bench.state.overlays.last else {
      Issue.record("： opens the palette")
      return
    }
    bench.press("<Esc>？")
    #expect(bench.state.topReading?.title == "按键说明")
    bench.press("？")
    #expect(bench.state.overlays.isEmpty)
    bench.select("taken")
    bench.press("ｕｙ")
    #expect(bench.pending.contains { $0.isWriting })
  }

  @Test("Han text in a box that takes keys alone says the same; where one types, it is typed")
  func strayHanInBoxes() throws {
    for keys in ["<Enter>", "t", "C", "S", "B", "D", "Y", "?"] {
      var bench = try DeskBench()
      bench.select("new")
      bench.play(keys)
      #expect(bench.state.overlays.count == 1, "\(keys)")
      bench.play("你")
      #expect(bench.toast.contains("请切换到英文输入法"), "\(keys)")
    }
    var bench = try DeskBench()
    bench.play("n你")
    #expect(bench.state.topQuickAdd?.field.text == "你" && bench.toast.isEmpty)
  }

  @Test("Han text in a list says how to switch the input method, and does nothing")
  func strayHan() throws {
    var bench = try DeskBench()
    #expect(bench.press("灯").isEmpty)
    #expect(bench.toast.contains("请切换到英文输入法"))
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("A paste in a list is dropped with a hint, whatever commands it spells")
  func paste() throws {
    var bench = try DeskBench()
    let before = bench.selection
    #expect(bench.paste("qyGnX").isEmpty)
    #expect(bench.toast.contains("列表里不能粘贴"))
    #expect(bench.selection == before && bench.state.overlays.isEmpty && !bench.state.isLeaving)
  }

  @Test("News goes with the next key, or after some seconds")
  func newsGoes() throws {
    var bench = try DeskBench()
    bench.press("灯")
    // It came up half a minute after the last tick: its time counts from when it was seen.
    let seen = Invented.now.adding(seconds: 30)
    bench.state.frameWasShown(at: seen)
    bench.send(.tick(seen.adding(seconds: 7)))
    #expect(bench.state.toast != nil)
    bench.state.frameWasShown(at: seen.adding(seconds: 7))
    bench.send(.tick(seen.adding(seconds: 8)))
    #expect(bench.state.toast == nil)
    bench.press("灯j")
    #expect(bench.state.toast == nil)
  }

  @Test("The next tick comes with the next minute, or when news goes")
  func ticks() throws {
    var bench = try DeskBench()
    #expect(bench.state.timeToNextTick(from: Invented.now) == .seconds(60))
    #expect(bench.state.timeToNextTick(from: Invented.now.adding(seconds: 20)) == .seconds(40))
    bench.press("灯")
    bench.state.frameWasShown(at: Invented.now)
    #expect(bench.state.timeToNextTick(from: Invented.now) == .seconds(8))
  }
}
