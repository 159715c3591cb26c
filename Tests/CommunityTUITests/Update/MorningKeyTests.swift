import CoreModel
import Foundation
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("晨会 by key") struct MorningKeyTests {
  /// A survey of the invented desk: its open requests, a task from before, a finding that nobody registered.
  static func survey(_ store: InventedStore, meeting: [MeetingEvent] = []) -> MorningSurvey {
    let now = Invented.now
    let rows = store.openRows
    var readings = MorningReport.Readings()
    readings.requests = rows.compactMap { row in
      row.obligation.map {
        MorningRequest(
          id: row.id, number: row.number, text: row.text, place: row.place, urgency: row.urgency,
          status: row.status, obligation: $0, handler: row.handler)
      }
    }
    readings.counts.received = 7
    readings.counts.answerable = 6
    readings.counts.answeredInTime = 5
    readings.counts.open = rows.count
    readings.counts.overdue = rows.count { $0.obligation.map { $0.dueAt < now } ?? false }
    readings.shifts = Invented.shifts
    readings.notes = [
      MorningNote(title: "夜巡", text: "11月19日 20:10 丁建：夜巡 10/10，发现 1 处，还没有登记"),
      MorningNote(title: "发现", text: "北门垃圾房 有人翻捡，还没有登记", isOpen: true),
    ]
    readings.tasks = [
      MorningTask(
        task: DeskTask(
          TaskOrder(
            id: TaskID("t1"), title: "写消防演练通知", person: Invented.ding.id,
            dueAt: now.adding(minutes: -60), meeting: now.day.adding(days: -1)),
          by: Invented.wang.id, at: now.adding(minutes: -1500)))
    ]
    return MorningSurvey(
      report: MorningReport(
        of: MorningPeriod(of: now.day, in: .shipped), asOf: now, from: readings, under: .shipped),
      meeting: MorningMeeting(
        on: now.day,
        meeting.enumerated().map {
          DutyRecord(version: $0.offset + 1, at: now, actor: Invented.chen.id, event: $0.element)
        }),
      rows: Dictionary(rows.map { ($0.id, $0) }) { first, _ in first })
  }

  private func desk(
    _ person: Person = Invented.wang, rows: Int = 40, columns: Int = 120,
    meeting: [MeetingEvent] = []
  ) throws -> DeskBench {
    var bench = try DeskBench(as: person, size: Size(rows: rows, columns: columns))
    let survey = Self.survey(bench.store, meeting: meeting)
    bench.store.answer = { effect in
      switch effect {
      case .morning(.load): [.morningNews(.survey(survey))]
      case .morning: [.morningNews(.done("已记下"))]
      default: []
      }
    }
    bench.play("6")
    return bench
  }

  @Test(
    "The screen is as it was recorded", arguments: [(24, 80), (40, 120)])
  func screens(_ rows: Int, _ columns: Int) throws {
    var bench = try desk(rows: rows, columns: columns)
    try Snapshot.check(bench, "morning-\(columns)x\(rows)")
    bench.play("<Tab><Tab><Tab>")
    try Snapshot.check(bench, "morning-item-\(columns)x\(rows)")
    bench.play("@")
    try Snapshot.check(bench, "morning-decision-\(columns)x\(rows)")
  }

  @Test("At every size it keeps to the window")
  func everySize() throws {
    var bench = try desk()
    for (rows, columns) in [(16, 60), (17, 61), (24, 80), (30, 104), (60, 240)] {
      bench.resize(rows: rows, columns: columns)
      bench.play("<End><Up>")
      Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
      bench.play("<Home>")
      Snapshot.checkRules(bench.state.view(), showsPhone: false, sourceLocation: #_sourceLocation)
    }
  }

  @Test("6 reads it and shows it; ↓ comes to every item in order, Tab to every section")
  func walking() throws {
    var bench = try desk()
    let survey = try bench.state.morning.survey.orThrow()
    let entries = bench.state.morningList(of: survey).entries
    #expect(entries.first == .figures && entries.count > 10)
    var seen = [bench.state.morning.selected]
    for _ in 1..<entries.count {
      bench.play("<Down>")
      seen.append(bench.state.morning.selected)
    }
    #expect(seen == entries)
    bench.play("<Down>")
    #expect(bench.state.morning.selected == entries.last)
    bench.play("<Tab>")
    #expect(bench.state.morning.selected == .figures)
    bench.play("<Tab><Tab>")
    #expect(bench.state.morning.selected == .task(TaskID("t1")))
    bench.play("<BackTab>")
    #expect(bench.state.morning.selected == .note(0))
  }

  @Test("On a request Enter opens what can be done, and its keys work as in the queue")
  func requests() throws {
    var bench = try desk()
    bench.play("<Tab><Tab><Tab>")
    let id = try bench.state.morning.selected.request.orThrow()
    #expect(bench.selection == id.text && bench.state.selectedDetail?.history.id == id)
    bench.play("<Enter>")
    #expect(bench.state.topMenu?.items.isEmpty == false)
    bench.play("<Esc>m")
    #expect(bench.state.topForm?.request == id)
  }

  @Test("@ on a request is a task of it and of this meeting; on a finding it stands by itself")
  func decisions() throws {
    var bench = try desk()
    bench.play("<Tab><Tab><Tab>@")
    let id = try bench.state.morning.selected.request.orThrow()
    bench.play("上门看")
    #expect(bench.store.drafts[.box("morning:decision:\(id.text)")] != nil)
    let effects = bench.press("<C-s>")
    guard case .morning(.perform(.set(let order), on: let request, seen: nil)) = effects.first
    else {
      Issue.record("\(effects)")
      return
    }
    #expect(request == id && order.title == "上门看" && order.meeting == Invented.now.day)
    bench.settle()
    #expect(bench.state.overlays.isEmpty && bench.toast == "已记下")
    #expect(bench.store.drafts[.box("morning:decision:\(id.text)")] == nil)
    bench.play("<Home><Tab><Down>@清理北门")
    guard case .morning(.perform(.set, on: let other, seen: nil)) = bench.press("<C-s>").first
    else {
      Issue.record("no task")
      return
    }
    #expect(other == nil)
  }

  @Test("A mistake is said where it was made, and nothing typed is lost")
  func mistakes() throws {
    var bench = try desk()
    bench.play("@通知<Tab><Tab>从前")
    #expect(bench.press("<C-s>").allSatisfy { !$0.isWriting })
    guard case .morning(.form(let form)) = bench.state.overlays.last else {
      Issue.record("closed")
      return
    }
    #expect(form.error?.contains("看不懂") == true)
    bench.send(.failed(Message.Failure(request: .performing, error: .failed("磁盘满了"))))
    guard case .morning(.form(let after)) = bench.state.overlays.last else {
      Issue.record("closed")
      return
    }
    #expect(after.error?.isEmpty == false && after.form.values.text("words") == "通知")
    // Whoever only reads decides nothing.
    var reader = try desk(Invented.zhou)
    reader.play("@")
    #expect(reader.state.overlays.isEmpty && reader.toast.contains("须由"))
  }

  @Test("* and & end a task or put it off; Enter offers both")
  func tasks() throws {
    var bench = try desk()
    bench.play("<Tab><Tab>*")
    guard
      case .morning(.perform(.settle(let settlement), on: nil, seen: .some)) = bench.press("<C-s>")
        .first
    else {
      Issue.record("not settled")
      return
    }
    #expect(settlement.task == TaskID("t1") && settlement.outcome == .done)
    bench.settle()
    bench.play("<Enter>")
    #expect(bench.screen.contains("写消防演练通知"))
    bench.play("&<Tab>明天17:00<Tab>等批复")
    guard
      case .morning(.perform(.change(let change), on: nil, seen: .some)) = bench.press("<C-s>")
        .first
    else {
      Issue.record("not put off")
      return
    }
    #expect(change.dueAt.day == Invented.now.day.adding(days: 1) && change.reason == "等批复")
  }

  @Test("散会 asks first who was there; the brief is copied without a name")
  func closing() throws {
    var bench = try desk()
    bench.play("z")
    guard case .morning(.form(let form)) = bench.state.overlays.last else {
      Issue.record("no form")
      return
    }
    #expect(form.subject == .attendance)
    guard case .morning(.attend(let attendance, _, let version)) = bench.press("<C-s>").first
    else {
      Issue.record("not written down")
      return
    }
    #expect(attendance.people.contains(Invented.wang.id) && version == 0)
    #expect(attendance.host == Invented.chen.id)
    bench.settle()
    bench.play("C")
    let copied = try bench.state.clipboard.orThrow()
    #expect(copied.hasPrefix("【晨会】") && !copied.contains("王芳") && !copied.contains("502"))

    let there = MeetingEvent.attended(.init(host: nil, people: [Invented.chen.id]))
    bench = try desk(meeting: [there])
    bench.play("z停水通知")
    guard case .morning(.close(_, let remarks, let seen)) = bench.press("<C-s>").first else {
      Issue.record("not closed")
      return
    }
    #expect(remarks == "停水通知" && seen == 1)
  }

  @Test("A number says how it was counted and opens into its requests")
  func figures() throws {
    var bench = try desk()
    #expect(bench.screen.contains("÷ 已经答复"))
    bench.play("<Enter>")
    #expect(bench.screen.contains("按时首响 5/6"))
    bench.play("<Enter>")
    #expect(bench.state.screen == .workbench && bench.state.requests.filter.view == .all)
    #expect(
      bench.state.requests.filter.facets.values(of: .received)
        == [.received(.days(Invented.now.day.adding(days: -1), Invented.now.day.adding(days: -1)))])
    bench.play("6<Enter><Down><Down><Down><Enter>")
    #expect(bench.state.requests.filter.view == .overdue)
  }

  @Test("News from another desk is read again, and what is selected stays selected")
  func news() throws {
    var bench = try desk()
    bench.play("<Tab><Tab><Tab>")
    let selected = bench.state.morning.selected
    #expect(bench.send(.storeChanged).contains(.morning(.load(Invented.scope, Invented.now.day))))
    bench.settle()
    #expect(bench.state.morning.selected == selected)
    // Elsewhere nobody reads it.
    bench.play("1")
    #expect(!bench.send(.storeChanged).contains(.morning(.load(Invented.scope, Invented.now.day))))
  }

  /// The survey with its requests and tasks changed, as another desk left them.
  private static func changed(
    _ old: MorningSurvey, requests: (inout [MorningRequest]) -> Void = { _ in },
    tasks: (inout [MorningTask]) -> Void = { _ in }
  ) -> MorningSurvey {
    var readings = MorningReport.Readings()
    readings.requests =
      old.report.decisions.map(\.request) + old.report.due + old.report.visits
    readings.tasks = old.report.tasks
    readings.notes = old.report.nightNotes
    requests(&readings.requests)
    tasks(&readings.tasks)
    return MorningSurvey(
      report: MorningReport(
        of: old.report.period, asOf: old.report.asOf, from: readings, under: .shipped),
      meeting: old.meeting, rows: old.rows)
  }

  @Test("What is marked elsewhere, or not to be seen, is never what a step here is for")
  func noMarksUnseen() throws {
    var bench = try desk()
    bench.play("<Tab><Tab><Tab><Space>")
    #expect(bench.state.marks.isEmpty)
    bench.play("1")
    bench.select("taken")
    bench.play("<Space>4f")
    #expect(bench.state.marks.count == 1 && bench.state.topJoint == nil)
    #expect(bench.pending.isEmpty)
  }

  @Test("看诉求 of a task opens the request to be read")
  func readsTheRequestOfATask() throws {
    var bench = try desk()
    let detail = try #require(bench.store.detail("taken"))
    bench.send(.readingLoaded(detail))
    #expect(bench.state.topReading?.title == detail.request.number)
  }

  @Test(
    "A request that went to another section stays selected; one that is gone is not left in silence"
  )
  func follows() throws {
    var bench = try desk()
    bench.play("<Tab><Tab><Tab>")
    let survey = try bench.state.morning.survey.orThrow()
    let id = try bench.state.morning.selected.request.orThrow()
    let later = Invented.now.adding(minutes: 30)
    bench.send(
      .morningNews(
        .survey(
          Self.changed(survey) { requests in
            for index in requests.indices where requests[index].id == id {
              requests[index].obligation = Obligation(.dispatch, dueAt: later, owedBy: .desk)
              requests[index].status = .registered
              requests[index].ticketDueAt = nil
            }
          })))
    #expect(bench.state.morning.selected == .due(id))
    #expect(!bench.toast.contains("已不在晨会里"))
    bench.send(
      .morningNews(
        .survey(Self.changed(survey, requests: { $0.removeAll { $0.id == id } }))))
    #expect(bench.state.morning.selected.request != id)
    #expect(bench.toast.contains("已不在晨会里"))
  }

  @Test("What another desk does to the task of an open form is shown beside what was typed")
  func taskChangedElsewhere() throws {
    var bench = try desk()
    let survey = try bench.state.morning.survey.orThrow()
    bench.play("<Tab><Tab>&<Tab>明天17:00<Tab>等批复")
    let due = Invented.now.adding(minutes: 3000)
    bench.send(
      .morningNews(.survey(Self.changed(survey, tasks: { $0[0].task.dueAt = due }))))
    #expect(bench.screen.contains("别的电脑刚把这项交办改为") && bench.screen.contains("等批复"))
    guard
      case .morning(.perform(.change, on: nil, seen: let seen)) = bench.press("<C-s>").first
    else {
      Issue.record("not put off")
      return
    }
    #expect(seen?.dueAt == due)
  }

  @Test("A new day begins a new meeting; an open form stays one of its own day")
  func midnight() throws {
    var bench = try desk()
    bench.play("A")
    guard case .morning(.form(let form)) = bench.state.overlays.last else {
      Issue.record("no form")
      return
    }
    let tomorrow = Invented.now.day.adding(days: 1)
    #expect(form.slot == .box("morning:attendance:\(Invented.now.day.iso8601)"))
    let effects = bench.send(.tick(tomorrow.at(minute: 1)))
    #expect(effects.contains(.morning(.load(Invented.scope, tomorrow))))
    guard case .morning(.attend(_, let day, _)) = bench.press("<C-s>").first else {
      Issue.record("not written down")
      return
    }
    #expect(day == Invented.now.day)
  }

  @Test("The selected line stays on the screen when the window shrinks")
  func shrinking() throws {
    var bench = try desk(rows: 40, columns: 120)
    bench.play("<End>")
    bench.resize(rows: 24, columns: 80)
    let survey = try bench.state.morning.survey.orThrow()
    let lines = bench.state.morningList(of: survey).lines
    let index = try #require(lines.firstIndex { $0.entry == bench.state.morning.selected })
    let top = bench.state.morning.top
    #expect(index >= top && index < top + bench.state.morningRoom.list.rows)
  }

  @Test("A page that says something else is never replaced")
  func pages() throws {
    let folder = NSTemporaryDirectory() + "juwei-pages-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let survey = Self.survey(try InventedStore())
    var minutes = survey.minutes(in: Invented.session(Invented.wang).directory)
    let first = try MorningEffects.write(MorningPage(minutes: minutes, isClosed: true), in: folder)
    #expect(
      try MorningEffects.write(MorningPage(minutes: minutes, isClosed: true), in: folder) == first)
    minutes.remarks = "补记"
    let second = try MorningEffects.write(MorningPage(minutes: minutes, isClosed: true), in: folder)
    #expect(second == first.replacingOccurrences(of: ".html", with: "-2.html"))
    #expect(try !String(contentsOfFile: first, encoding: .utf8).contains("补记"))
  }
}
