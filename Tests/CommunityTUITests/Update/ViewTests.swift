import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("Views, facets and conditions") struct ViewTests {
  @Test("A chosen value narrows the list at once, and is counted anew")
  func facet() throws {
    var bench = try DeskBench()
    let all = bench.visible.count
    bench.play("F")
    #expect(bench.screen.contains("筛选"))
    let effects = bench.press("<Space>")
    #expect(bench.state.requests.filter.facets.values == [.tier(.first)])
    #expect(
      effects.contains {
        if case .countFacets(.queue, let filter) = $0 {
          filter == bench.state.requests.filter
        } else {
          false
        }
      })
    bench.settle()
    bench.play("<Esc>")
    #expect(bench.visible.count < all && !bench.visible.isEmpty)
    #expect(bench.state.requests.list.visibleRows.allSatisfy { $0.tier == .first })
    #expect(bench.screen.contains("级别 一级"))
    bench.play("<BS>")
    #expect(bench.visible.count == all)
    #expect(!bench.screen.contains("级别 一级"))
  }

  @Test("Counts of conditions that are no longer in force are not shown")
  func lateCounts() throws {
    var bench = try DeskBench()
    bench.press("F")
    let old = bench.state.requests.filter
    bench.press("<Space>")
    var counts = FacetCounts()
    counts.total = 4711
    bench.send(.facetCounts(.queue, counts, for: old))
    #expect(!bench.screen.contains("4711"))
  }

  @Test("Dates are typed, and nonsense is answered where it was typed")
  func dates() throws {
    var bench = try DeskBench()
    bench.play("F<BackTab><End><Enter>乱写<Enter>")
    #expect(bench.screen.contains("看不懂"))
    bench.play("<C-u>11-01 11-10<Enter>")
    #expect(
      bench.state.requests.filter.facets.values.map(\.code) == ["received:2026-11-01..2026-11-10"])
  }

  @Test("Esc takes every condition off, and leaves the list")
  func clear() throws {
    var bench = try DeskBench()
    bench.play("F<Space><Esc>/楼道<Enter>")
    #expect(bench.state.hasConditions(.queue))
    bench.play("<Esc>")
    #expect(!bench.state.hasConditions(.queue))
  }

  @Test("A view is saved under a name, chosen, renamed, shared, moved and deleted")
  func saved() throws {
    var bench = try DeskBench()
    bench.play("F<Space><Esc>Vs一级的<Enter><Esc>")
    #expect(bench.store.views.map(\.name) == ["一级的"])
    #expect(bench.store.lastView == bench.store.views.first?.id.text)
    #expect(bench.screen.contains("诉求 · 一级的"))
    bench.play("<BS>")
    #expect(bench.screen.contains("一级的（已改）"))
    bench.play("v")
    #expect(bench.state.requests.savedView == nil && bench.store.lastView == "overdue")
    bench.play("Vs<Enter>")
    #expect(bench.screen.contains("请给视图起个名字"))
    bench.play("超时<Enter>")
    #expect(bench.screen.contains("内置视图的名字"))
    bench.play("<C-u>我的超时<Enter>")
    #expect(bench.store.views.map(\.name) == ["一级的", "我的超时"])
    bench.play("[")
    #expect(bench.store.views.map(\.name) == ["我的超时", "一级的"])
    bench.play("tr2<Enter>")
    #expect(bench.store.views.first?.name == "我的超时2" && bench.store.views.first?.isShared == true)
    bench.play("dd")
    #expect(bench.store.views.count == 2, "the same key is no answer")
    bench.play("y")
    #expect(bench.store.views.map(\.name) == ["一级的"])
    bench.play("<End><Enter>")
    #expect(bench.state.requests.filter.facets.values == [.tier(.first)])
  }

  @Test("Our own views cannot be changed, nor can a colleague's")
  func foreign() throws {
    var bench = try DeskBench()
    bench.play("Vd")
    #expect(bench.screen.contains("是内置视图"))
    bench.play("<Esc>")
    bench.send(
      .views(
        [
          SavedView(
            id: Identifier<SavedView>("x"), name: "别人的", owner: Invented.chen.id, isShared: true,
            definition: ViewDefinition(base: .held))
        ], created: nil))
    bench.play("V<End>d")
    #expect(bench.screen.contains("只有本人可以改动"))
    bench.play("<Enter>")
    #expect(bench.state.requests.filter.view == .held)
  }

  @Test("The view that was used last is there at the next sign-in")
  func last() throws {
    var bench = try DeskBench()
    var session = Invented.session(Invented.wang)
    session.lastView = "held"
    bench.state.session = nil
    var fresh = AppState(
      now: Invented.now, size: Size(rows: 24, columns: 80), look: bench.state.look,
      people: Invented.people)
    let effects = fresh.update(.sessionLoaded(session))
    #expect(fresh.requests.filter.view == .held)
    #expect(fresh.requests.filter.viewer == Invented.wang.id)
    #expect(
      effects.contains {
        if case .loadRows(.queue, let filter, _, _, _) = $0 { filter.view == .held } else { false }
      })
  }

  @Test("The key of searching finds groups where groups are shown")
  func groups() throws {
    var bench = try DeskBench()
    bench.play("3/")
    let all = bench.state.groups.rows.count
    bench.play("mhy")
    #expect(bench.state.groups.rows.count < all && !bench.state.groups.rows.isEmpty)
    #expect(bench.screen.contains("木荷苑"))
    bench.play("<Enter>")
    #expect(bench.screen.contains("查找「mhy」"))
    bench.play("<Esc>")
    #expect(bench.state.groups.rows.count == all)
    bench.play("/没有的楼<Enter>")
    #expect(bench.screen.contains("没有找到"))
  }
}
