import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("督办 by key") struct SupervisionKeyTests {
  private func desk(
    _ person: Person = InventedSupervision.boss, rows: Int = 40, columns: Int = 120
  ) throws -> DeskBench {
    var bench = try DeskBench(size: Size(rows: rows, columns: columns))
    let store = bench.store
    bench.store.answer = { effect in
      switch effect {
      case .supervision(.load): [.supervisionNews(.survey(InventedSupervision.survey))]
      case .supervision(.loadList(let place, let concern)):
        [.supervisionNews(.list(InventedSupervision.list(store), place, concern))]
      case .loadSession(.seat(_, let scope)):
        [
          .sessionLoaded(
            InventedSupervision.session(
              person,
              in: [InventedSupervision.lake, InventedSupervision.bridge].first { $0.id == scope }
                ?? InventedSupervision.home))
        ]
      default: []
      }
    }
    bench.state.session = nil
    bench.send(.sessionLoaded(InventedSupervision.session(person)))
    bench.settle()
    return bench
  }

  @Test("A supervisor of several begins with all of them")
  func begins() throws {
    let bench = try desk()
    #expect(bench.state.screen == .supervision)
    #expect(bench.screen.contains("3 个居民区"))
    #expect(bench.state.supervisionLine?.entry == .all)
    #expect(
      bench.state.supervisionLines.map(\.name) == [
        "全部", "北片区", "翠湖居民区", "虹桥新村居民区", "未划片区", "瑞和锦庭居民区",
      ])
  }

  @Test("A unit that did not come is seen at once, whether a request is behind the whistle or not")
  func absentUnits() throws {
    for (rows, columns) in [(40, 120), (24, 80)] {
      var bench = try desk(rows: rows, columns: columns)
      var survey = InventedSupervision.survey
      let unit = SupervisionSurvey.AbsentUnit(
        unit: "城管中队", title: "违建拆除", dueAt: Invented.now.adding(minutes: -90), isReported: true)
      for index in survey.homes.indices
      where survey.homes[index].id == InventedSupervision.bridge.id {
        survey.homes[index].absent = [unit]
      }
      let known = survey
      bench.store.answer = { effect in
        switch effect {
        case .supervision(.load): [.supervisionNews(.survey(known))]
        case .supervision(.loadList(let place, let concern)):
          [.supervisionNews(.list(SupervisedList(rows: [], total: 0), place, concern))]
        default: []
        }
      }
      bench.send(.storeChanged)
      bench.send(.supervisionNews(.survey(known)))
      bench.settle()
      #expect(bench.screen.contains("没到的单位 1 家"), "\(bench.screen)")
      bench.state.supervision.concern = .whistle
      bench.play("v")
      #expect(bench.screen.contains("城管中队") && bench.screen.contains("已报街镇"), "\(bench.screen)")
    }
  }

  @Test("Enter on another 居民区 goes there, shows its groups, and Esc leads back to all")
  func enter() throws {
    var bench = try desk()
    bench.press("jj")
    #expect(bench.state.supervisionLine?.entry == .home(InventedSupervision.lake.id))
    let effects = bench.press("<Enter>")
    #expect(
      effects == [.loadSession(.seat(InventedSupervision.boss.id, InventedSupervision.lake.id))])
    // What is typed meanwhile waits for the place that one goes to.
    bench.press("v")
    #expect(bench.state.supervision.listing == nil)
    bench.settle()
    #expect(bench.state.session?.scope == InventedSupervision.lake.id)
    #expect(bench.state.screen == .supervision)
    #expect(bench.state.supervision.listing == .neighborhood(InventedSupervision.lake.id))
    bench.play("<Esc><Esc>")
    #expect(bench.state.supervisionPlace == .everywhere)
    #expect(bench.state.supervisionLine?.entry == .home(InventedSupervision.lake.id))
  }

  @Test("Nothing of the neighbourhood that one leaves stays on screen")
  func leaving() throws {
    var bench = try desk()
    bench.play("1")
    #expect(!bench.state.requests.list.visibleRows.isEmpty)
    bench.pending = []
    let effects = bench.state.enter(InventedSupervision.lake.id)
    #expect(effects.count == 1)
    bench.send(
      .sessionLoaded(
        InventedSupervision.session(InventedSupervision.boss, in: InventedSupervision.lake)))
    #expect(bench.state.requests.list.visibleRows.isEmpty)
    #expect(bench.state.selectedRow == nil)
    #expect(bench.state.detail.loaded == nil)
    #expect(bench.state.groups.rows.isEmpty && bench.state.shifts.isEmpty)
    #expect(bench.state.counts == DeskCounts())
  }

  @Test("Columns are chosen, and the list is of the chosen one")
  func columns() throws {
    var bench = try desk()
    bench.play("<Right><Right>")
    #expect(bench.state.supervision.concern == .overdue)
    let effects = bench.press("v")
    #expect(effects.contains(.supervision(.loadList(.everywhere, .overdue))))
    bench.settle()
    #expect(bench.screen.contains("督办 · 超时 6 件 · 3 个居民区"))
    #expect(bench.press("<Tab>").contains(.supervision(.loadList(.everywhere, .waiting))))
    bench.settle()
    bench.play("v")
    #expect(bench.state.supervision.listing == nil)
  }

  @Test("A request of the list is a request like any other: ^ asks, Enter lists what can be done")
  func request() throws {
    var bench = try desk()
    bench.play("v")
    #expect(bench.selection == bench.state.supervision.list?.rows.first?.id.text)
    bench.play("j")
    #expect(bench.selection == bench.state.supervision.list?.rows[1].id.text)
    bench.play("^")
    guard case .form(let form) = bench.state.overlays.last else {
      Issue.record("no form: \(bench.toast)")
      return
    }
    #expect(form.kind == .inquire)
    bench.play("<Esc><Enter>")
    guard case .actions = bench.state.overlays.last else {
      Issue.record("no menu: \(bench.toast)")
      return
    }
  }

  @Test("A request of another 居民区 is gone to first")
  func elsewhere() throws {
    var bench = try desk()
    let list = InventedSupervision.list(bench.store, at: InventedSupervision.lake)
    bench.state.supervision.listing = .everywhere
    bench.send(.supervisionNews(.list(list, .everywhere, nil)))
    #expect(bench.state.selectedRow == nil)
    bench.press("r")
    #expect(bench.toast.contains("翠湖居民区"))
    let effects = bench.press("<Enter>")
    #expect(
      effects == [.loadSession(.seat(InventedSupervision.boss.id, InventedSupervision.lake.id))])
  }

  @Test("^ on a request of another 居民区 goes there and opens the form")
  func askElsewhere() throws {
    var bench = try desk()
    let list = InventedSupervision.list(bench.store, at: InventedSupervision.lake)
    let store = bench.store.answer
    bench.store.answer = { effect in
      if case .supervision(.loadList(let place, let concern)) = effect {
        return [.supervisionNews(.list(list, place, concern))]
      }
      return store(effect)
    }
    bench.play("v")
    #expect(bench.state.supervision.row == nil && bench.state.supervision.selectedRow != nil)
    bench.play("^")
    #expect(bench.state.session?.scope == InventedSupervision.lake.id)
    guard case .form(let form) = bench.state.overlays.last else {
      Issue.record("no form: \(bench.toast)")
      return
    }
    #expect(form.kind == .inquire)
  }

  @Test("Who belongs to one 居民区 begins with its groups")
  func own() throws {
    var bench = try DeskBench(as: Invented.chen)
    bench.store.answer = { effect in
      if case .supervision(.load) = effect {
        return [
          .supervisionNews(
            .survey(
              SupervisionSurvey(
                asOf: Invented.now, homes: [InventedSupervision.survey.homes[2]])))
        ]
      }
      return []
    }
    bench.play("7")
    #expect(bench.state.supervisionLines.map(\.name) == ["整个居民区", "12号楼", "木荷苑5号"])
    bench.play("j")
    #expect(
      bench.press("<Enter>").contains(
        .supervision(.loadList(.group(Invented.scope, GroupID("12号楼")), nil))))
  }

  @Test("The list of who signs in names the neighbourhoods of those who have several")
  func seats() {
    let seats = [
      DeskSeat(person: Invented.wang, neighborhoods: [InventedSupervision.home]),
      DeskSeat(
        person: Invented.ding,
        neighborhoods: [InventedSupervision.home, InventedSupervision.lake]),
      DeskSeat(
        person: InventedSupervision.boss,
        neighborhoods: [
          InventedSupervision.home, InventedSupervision.lake, InventedSupervision.bridge,
        ]),
    ]
    let state = SignInState(seats: seats)
    #expect(state.palette.items.count == 4)
    #expect(
      Set(state.wishes.values.map { "\($0)" }).count == 4)
    #expect(state.wishes.values.contains(.seat(Invented.ding.id, InventedSupervision.lake.id)))
    #expect(state.wishes.values.contains(.person(InventedSupervision.boss.id)))
    // One neighbourhood alone needs no choice.
    let single = SignInState(seats: [seats[0]])
    #expect(Array(single.wishes.values) == [.person(Invented.wang.id)])
  }

  @Test("What 督办层级 told rings, stands among the reminders, and a closes it")
  func told() throws {
    var bench = try DeskBench(as: Invented.chen)
    let row = try #require(bench.store.openRows.first)
    let item = EscalationItem(
      row: row,
      notice: EscalationNotice(
        level: "全部 后1工作日 主任", obligation: .resolution, since: Invented.now,
        dueAt: Invented.now, person: Invented.chen.id, at: Invented.now))
    bench.state.toast = nil
    let before = bench.state.reminderCount
    let effects = bench.send(.supervisionNews(.told([item], isMore: true)))
    #expect(effects.contains(.supervision(.tell)))
    #expect(bench.state.bell && bench.toast.contains("督办提醒"))
    #expect(bench.state.reminderCount == before + 1)
    // Told once: the same news rings no more.
    bench.state.bell = false
    bench.send(.supervisionNews(.told([item], isMore: false)))
    #expect(!bench.state.bell)
    bench.pending = []
    bench.press("B")
    #expect(bench.screen.contains("督办 全部 后1工作日 主任"))
    #expect(bench.press("a") == [.supervision(.see([row.id]))])
  }

  @Test("督办层级 are edited as text; a line that is not understood is said in the form")
  func levels() throws {
    var bench = try DeskBench(as: Invented.chen)
    _ = bench.state.openEscalationLevels()
    bench.paste("吃饭 后1工作日 主任\n")
    let effects = bench.press("<C-s>")
    #expect(effects.isEmpty)
    #expect(bench.screen.contains("吃饭"))
    var officer = try DeskBench(as: Invented.wang)
    _ = officer.state.openEscalationLevels()
    #expect(officer.state.overlays.isEmpty && officer.toast.contains("书记"))
  }

  @Test("The screen at both sizes", arguments: [(40, 120), (24, 80)])
  func screens(_ rows: Int, _ columns: Int) throws {
    var bench = try desk(rows: rows, columns: columns)
    bench.play("jj<Right><Right>")
    try Snapshot.check(bench, "supervision-areas-\(columns)x\(rows)")
    bench.play("gv")
    bench.play("j")
    try Snapshot.check(bench, "supervision-list-\(columns)x\(rows)")
    bench.play("V")
    try Snapshot.check(bench, "supervision-rules-\(columns)x\(rows)")
  }
}
