import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Duplicates at entry")
struct DuplicateTests {
  private func queries(_ effects: [Effect]) -> [SimilarQuery] {
    effects.compactMap { if case .loadSimilar(let query) = $0 { query } else { nil } }
  }

  private func typed(_ line: String) throws -> DeskBench {
    var bench = try DeskBench(size: Size(rows: 24, columns: 80))
    bench.play("n" + line)
    return bench
  }

  @Test("Typing a repeat shows the earlier one with its state, a new matter shows nothing")
  func shows() throws {
    let bench = try typed("12号301 楼梯口照明坏了")
    #expect(bench.state.topQuickAdd?.similar.matches.map(\.row.id.text) == ["new"])
    #expect(bench.screen.contains("可能重复 1 件"))
    #expect(bench.screen.contains("12·502 楼道灯不亮"))
    let other = try typed("12号301 想申请助餐")
    #expect(other.state.topQuickAdd?.similar.matches.isEmpty == true)
    #expect(!other.screen.contains("可能重复"))
  }

  @Test("How often telephone and room came is said")
  func lately() throws {
    let bench = try typed("12号502 想申请助餐 13800002046")
    #expect(bench.screen.contains("此电话近30天报过 1 件"))
    #expect(bench.screen.contains("12·502 近30天报过 1 件"))
    #expect(bench.screen.contains("最近一件"))
  }

  @Test("It is asked when what counts has changed, and not for a cursor that moves")
  func asks() throws {
    var bench = try DeskBench()
    let effects = bench.press("n12号502 灯坏")
    let last = try queries(effects).last.orThrow()
    #expect(last.text == "灯坏" && last.place.room == "502" && last.excluding == nil)
    #expect(queries(bench.press("<Left><Home><End>")).isEmpty)
    #expect(queries(bench.press(" !急")).map(\.text).last == "灯坏")
    // The handler is no part of the matter: by the last key the question is the old one again.
    #expect(queries(bench.press(" @赵师傅")).map(\.text).last ?? "灯坏" == "灯坏")
  }

  @Test("An answer to an older line is dropped")
  func stale() throws {
    var bench = try DeskBench()
    let old = try queries(bench.press("n12号502 楼道灯不亮")).last.orThrow()
    bench.pending = []
    bench.press("，马桶堵了")
    bench.pending = []
    let row = try bench.state.requests.list.visibleRows.first.orThrow()
    bench.send(.similar(SimilarRequests(matches: [.init(row: row, score: 90)], count: 1), old))
    #expect(bench.state.topQuickAdd?.similar.matches.isEmpty == true)
  }

  @Test("One can be looked at, and the line is intact afterwards")
  func looks() throws {
    var bench = try typed("12号301 楼梯口照明坏了")
    bench.play("<Down>")
    #expect(bench.state.topQuickAdd?.chosenRow?.id.text == "new")
    bench.play("<Enter>")
    #expect(bench.screen.contains("这就是它：记到原诉求"))
    bench.play("<Enter>")
    let number = try bench.store.detail("new").orThrow().request.number
    #expect(bench.state.topReading?.title == number)
    #expect(bench.state.topReading?.request == nil, "no step's key reaches what is only looked at")
    bench.play("<Esc>")
    #expect(bench.state.topQuickAdd?.field.text == "12号301 楼梯口照明坏了")
    bench.play("<Esc>")
    #expect(bench.state.topQuickAdd?.chosen == nil, "the first Esc leads back to the line")
  }

  @Test("「这就是它」 puts the words down with the earlier one instead of a new request")
  func note() throws {
    var bench = try typed("12号301 楼梯口照明还是坏的 王女士 13800003333")
    let before = bench.store.histories.count
    bench.play("<Down><Enter>m")
    #expect(bench.store.histories.count == before)
    let last = try bench.store.detail("new").orThrow().history.events.last.orThrow()
    #expect(
      last.event == .noted(Remark("再次反映（12·301 王女士 13800003333）：楼梯口照明还是坏的")))
    #expect(bench.state.overlays.isEmpty && bench.state.unsavedQuickAdd.isEmpty)
    #expect(bench.toast.contains("已记到"))
    #expect(bench.state.selectedRow?.id.text == "new", "what the words went to is selected")
  }

  @Test("Registered all the same, it becomes a 并件 of the earlier one")
  func link() throws {
    var bench = try typed("12号301 楼梯口照明坏了")
    bench.play("<Down><Enter>l")
    let made = try bench.store.histories.last.orThrow().request
    #expect(made.main?.id == RequestID("new"))
    #expect(made.registration.text == "楼梯口照明坏了")
    let main = try bench.store.detail("new").orThrow().request.number
    #expect(bench.toast.contains("已登记 \(made.number)，并入 \(main)"))
    #expect(bench.state.overlays.isEmpty)
  }

  @Test("When that fails, the line is there with the reason")
  func failure() throws {
    var bench = try typed("12号301 楼梯口照明坏了")
    bench.press("<Down><Enter>m")
    bench.pending = []
    bench.send(.failed(Message.Failure(request: .performing, error: .busy)))
    #expect(bench.state.topQuickAdd?.field.text == "12号301 楼梯口照明坏了")
    #expect(bench.state.topQuickAdd?.error == StoreError.busy.message)
  }

  @Test("Typing on lets the choice go, and Enter saves")
  func typesOn() throws {
    var bench = try typed("12号301 楼梯口照明坏了")
    bench.play("<Down>了")
    #expect(bench.state.topQuickAdd?.chosen == nil)
    let before = bench.store.histories.count
    bench.play("<Enter>")
    #expect(bench.store.histories.count == before + 1)
  }

  @Test("Without an earlier one, up and down do nothing")
  func nothing() throws {
    var bench = try typed("12号301 想申请助餐")
    bench.play("<Down><Up><Down>")
    #expect(bench.state.topQuickAdd?.chosen == nil)
  }

  @Test("The details of a request show those that may be the same")
  func details() throws {
    var bench = try DeskBench(size: Size(rows: 40, columns: 120))
    bench.play("n12号301 楼梯口照明坏了<Enter>")
    bench.play("<Right>")
    #expect(bench.screen.contains("可能重复 1 件"))
    bench.play("<Esc>")
    bench.select("taken")
    bench.play("<Right>")
    #expect(!bench.screen.contains("可能重复"))
  }

  // MARK: 一类事

  private func clusterDesk(rows: Int = 24, columns: Int = 80) throws -> DeskBench {
    let requests =
      InventedRequest.all
      + ["电梯停了", "电梯又坏了", "升降机不动"].enumerated().map { index, text in
        InventedRequest(
          id: "lift\(index)", minutesAgo: 60 + index * 1440, text: text, group: "8号楼",
          room: "\(index + 1)01")
      }
    return try DeskBench(size: Size(rows: rows, columns: columns), requests: requests)
  }

  @Test("C lists the clusters, Enter opens one, Esc leads back step by step")
  func clusters() throws {
    var bench = try clusterDesk()
    bench.play("C")
    #expect(bench.screen.contains("一类事 · 近30天") && bench.screen.contains("电梯"))
    bench.play("<Enter>")
    #expect(bench.screen.contains("8号楼 电梯 · 3 件"))
    bench.play("<Down><Enter>")
    #expect(bench.state.topReading != nil)
    bench.play("<Esc><Esc>")
    #expect(bench.screen.contains("一类事 · 近30天"))
    bench.play("<Esc>")
    #expect(bench.state.overlays.isEmpty)
  }

  @Test(
    "The window is stepped through or typed",
    arguments: [
      ("<Right>", 60), ("<Left><Left><Left>", 7), ("45<Enter>", 45), ("999<Enter>", 30),
      ("0<Enter>", 30), ("4<Esc>", 30), ("45<BS><Enter>", 4),
    ])
  func window(_ keys: String, _ days: Int) throws {
    var bench = try clusterDesk()
    bench.play("C" + keys)
    guard case .clusters(let box) = bench.state.overlays.last else { throw Impossible() }
    #expect(box.days == days && box.survey != nil)
  }

  @Test("A window that was left meanwhile is not shown")
  func staleSurvey() throws {
    var bench = try clusterDesk()
    bench.press("C<Right>")
    bench.pending = []
    bench.send(.clusters(ClusterSurvey(looked: 7), days: 30))
    guard case .clusters(let box) = bench.state.overlays.last else { throw Impossible() }
    #expect(box.survey == nil)
  }

  @Test("A cluster is turned into one main request")
  func linksCluster() throws {
    var bench = try clusterDesk()
    bench.play("C<Enter>L")
    let question = try bench.state.topQuestion.orThrow()
    #expect(question.confirm.body.contains { $0.contains("其余 2 件") })
    bench.play("y")
    let mains = bench.store.histories.filter { $0.id.text.hasPrefix("lift") }
      .compactMap(\.request.main?.id)
    #expect(mains.count == 2 && Set(mains).count == 1)
    #expect(bench.toast.contains("2 件已并入"))
    bench.play("<Esc><Esc>u<Enter>y")
    #expect(
      bench.store.histories.allSatisfy { $0.request.main == nil }, "all taken back at once")
  }

  @Test("A cluster is proposed for 议事会 with the numbers in the reason")
  func council() throws {
    var bench = try clusterDesk()
    bench.play("C<Enter>e")
    bench.play("y")
    let escalated = bench.store.histories.flatMap(\.events).compactMap { recorded in
      if case .escalated(let remark) = recorded.event { remark.text } else { nil }
    }
    #expect(escalated.contains { $0.contains("8号楼近30天「电梯」同类诉求 3 件") })
  }

  @Test("A request that was asked for opens over nothing else, and not over what is being saved")
  func lateReading() throws {
    var bench = try typed("12号301 楼梯口照明坏了")
    bench.play("<Down><Enter>")
    bench.press("k<Esc><Enter>")
    // Reading it takes its time; the line is sent off meanwhile.
    let reading = try bench.pending.first { if case .loadReading = $0 { true } else { false } }
      .orThrow()
    let answer = bench.store.messages(for: reading, by: bench.state.session)
    answer.forEach { bench.send($0) }
    #expect(bench.state.topReading == nil)
    bench.settle()
    #expect(bench.toast.contains("已登记") && bench.state.overlays.isEmpty)
    bench.play("I")
    answer.forEach { bench.send($0) }
    #expect(bench.state.topImport != nil)
  }
}
