import CoreModel
import Store
import TerminalKit
import Testing

@testable import CommunityTUI

@Suite("The steps of a ticket by keys") struct HotlineKeyTests {
  private func bench(
    on id: String, as person: Person = Invented.wang, rows: Int = 40, columns: Int = 120
  ) throws -> DeskBench {
    var bench = try DeskBench(
      as: person, size: Size(rows: rows, columns: columns), requests: InventedTicket.all)
    bench.play("2")
    bench.select(id)
    return bench
  }

  private func written(_ effects: [Effect]) -> RequestCommand? {
    effects.compactMap { if case .perform(let command, _, _) = $0 { command } else { nil } }.first
  }

  // MARK: One key, two steps

  @Test(
    "One key asks the city, and writes the answer down while one is waited for",
    arguments: [
      ("U", "contacted", CommandKind.askReturn), ("U", "returning", .answerReturn),
      ("E", "contacted", .askExtension), ("E", "extending", .answerExtension),
      ("Q", "contacted", .order), ("Q", "replied", .review),
    ])
  func either(_ key: String, _ id: String, _ kind: CommandKind) throws {
    var bench = try bench(on: id)
    bench.play(key)
    #expect(bench.state.topForm?.kind == kind)
  }

  @Test("The answers, the visit and the new round are recorded as they were filled in")
  func answers() throws {
    let now = Invented.now
    let cases: [(String, String, TicketCommand)] = [
      ("Ubp<C-s>", "returning", .answerReturn(TicketAnswer(isGranted: false))),
      (
        "Up<Enter>市里同意<Enter>", "returning",
        .answerReturn(TicketAnswer(isGranted: true, words: "市里同意"))
      ),
      ("Ep<C-s>", "extending", .answerExtension(TicketAnswer(isGranted: true))),
      (
        "Ep<Enter>12-5 16:00<C-s>", "extending",
        .answerExtension(TicketAnswer(isGranted: true, dueAt: Instant(iso8601: "2026-12-05T16:00")))
      ),
      ("Om<C-s>", "replied", .visit(HotlineVisit(.desk, at: now, result: .satisfied))),
      (
        "O<BackTab><Right><C-s>", "replied",
        .visit(HotlineVisit(.desk, at: now, isReached: false))
      ),
      (
        "O<Right><Right><Right><Right><Enter><Right><Right><Enter>还是吵<C-s>", "replied",
        .visit(
          HotlineVisit(.desk, at: now, result: .dissatisfied, solution: .unsolved, words: "还是吵"))
      ),
      ("Q市民仍不满意<C-s>", "replied", .review(ReviewRound(at: now, reason: "市民仍不满意"))),
      (
        "Q今天办好<Enter>明天<Enter>督2026-1<C-s>", "contacted",
        .order(
          CityOrder(
            number: "督2026-1", at: now,
            dueAt: SpokenMoment.limit("明天", from: now, under: .standard), words: "今天办好"))
      ),
    ]
    for (keys, id, command) in cases {
      var bench = try bench(on: id)
      let effects = bench.press(keys)
      #expect(written(effects) == .ticket(command), "\(keys)")
      bench.settle()
      #expect(bench.state.overlays.isEmpty, "\(keys): \(bench.screen)")
    }
  }

  // MARK: 先行联系, 见面

  @Test("未联 hides what only a reached caller has, and shows the attempts before")
  func notReached() throws {
    var bench = try bench(on: "tried")
    bench.play("l")
    #expect(bench.screen.contains("这是第3次") && bench.screen.contains("始终未接"))
    #expect(bench.screen.contains("已加微信") && bench.screen.contains("记为接单见面"))
    bench.play("<BackTab>wj")
    #expect(!bench.screen.contains("已加微信") && !bench.screen.contains("记为接单见面"))
    #expect(bench.screen.contains("按未联办理"))
    let effects = bench.press("<C-s>")
    #expect(
      written(effects)
        == .ticket(
          .contact(
            ContactAttempt(by: Invented.wang.id, at: Invented.now, failure: .unanswered),
            meeting: nil)))
    bench.settle()
    #expect(bench.toast.contains("第3次"))
  }

  @Test("The first call is 接单见面 as well unless somebody says no; WeChat is two keys away")
  func firstCall() throws {
    var bench = try bench(on: "fresh")
    let effects = bench.press("l夜里更吵<Enter><Space><Enter><Space><C-s>")
    #expect(
      written(effects)
        == .ticket(
          .contact(
            ContactAttempt(
              by: Invented.wang.id, at: Invented.now, words: "夜里更吵", addedWeChat: true),
            meeting: nil)))
  }

  @Test("What could not be met asks for the reason and not for whom")
  func impossible() throws {
    var bench = try bench(on: "contacted")
    bench.play("h")
    #expect(bench.state.topForm?.form.values.choice("step") == MeetingStep.acceptance.rawValue)
    bench.play("<BackTab>jbd")
    #expect(!bench.screen.contains("见了谁") && bench.screen.contains("原因"))
    #expect(written(bench.press("<C-s>")) == nil, "the reason is asked for")
    let effects = bench.press("来电人在外地<C-s>")
    #expect(
      written(effects)
        == .ticket(
          .meet(
            Meeting(
              .acceptance, notPossible: "来电人在外地", by: Invented.wang.id, at: Invented.now))))
  }

  @Test("Photos of a meeting go along by their paths")
  func photos() throws {
    var bench = try bench(on: "contacted")
    let effects = bench.press("h<Enter><Enter><Enter><Enter>")
    #expect(effects.filter(\.isWriting).isEmpty)
    let sent = bench.press("~/a.jpg<BackTab><BackTab><BackTab><BackTab>看过现场<C-s>")
    guard
      case .performWithPhotos(.ticket(.meet(let meeting)), let paths, _, _)? = sent.first(
        where: \.isWriting)
    else { throw Impossible() }
    #expect(paths == ["~/a.jpg"] && meeting.words == "看过现场")
    bench.settle()
    #expect(bench.state.overlays.isEmpty)
  }

  // MARK: Typed times

  @Test(
    "A typed time is read back at once; a wrong one is refused where it was typed, with all that was typed",
    arguments: [
      ("16:30", "11月20日 16:30", true), ("昨天16:30", "11月19日 16:30", false),
      ("21:00", "联系时间在将来", false), ("半夜", "看不懂", false), ("昨天", "几点几分", false),
    ])
  func times(_ typed: String, _ said: String, _ isRecorded: Bool) throws {
    var bench = try bench(on: "fresh")
    bench.play("l夜里更吵<Enter><Enter><Enter><Enter>\(typed)")
    let effects = bench.press("<C-s>")
    #expect(bench.screen.contains(said) || isRecorded, "\(bench.screen)")
    #expect((written(effects) != nil) == isRecorded)
    guard !isRecorded else { return }
    #expect(bench.state.topForm?.typedWords == "夜里更吵")
    #expect(bench.state.topForm?.error != nil)
    bench.settle()
    #expect(bench.store.drafts.isEmpty == false, "and it is kept")
  }

  @Test(
    "延期 shows both limits and where it would go while the days are typed; too late, it is refused")
  func extending() throws {
    var bench = try bench(on: "extending")
    bench.play("E<Right>")
    #expect(bench.screen.contains("现时限 11月27日"))
    bench.play("<C-s>")
    #expect(bench.toast.contains("延期获准，现时限 12月2日"))
    bench.play("E")
    #expect(bench.screen.contains("原时限 11月27日") && bench.screen.contains("现时限 12月2日"))
    bench.play("2")
    #expect(bench.screen.contains("批准以后到 12月4日"))
    bench.play("9")
    #expect(bench.screen.contains("批准以后到 2027年"))
    bench.play("9")
    #expect(!bench.screen.contains("批准以后到"))
    bench.play("<BackTab><Right>")
    #expect(bench.screen.contains("批准以后到 12月11日") && !bench.screen.contains("延几天"))
    bench.send(.tick(try Instant(iso8601: "2026-12-12T09:00").orThrow()))
    #expect(written(bench.press("<Tab>还要几天<C-s>")) == nil)
    #expect(bench.screen.contains("不能再申请延期"))
    #expect(bench.state.topForm?.typedWords == "还要几天")
  }

  // MARK: Gates

  @Test(
    "What does not fit says why and records nothing",
    arguments: [
      ("O", "contacted", "还没有回复办结"), ("N", "signed", "签收"), ("E", "replied", "回复办结"),
      ("!", "contacted", "须由书记办理"), ("h", "replied", "回复办结"), ("U", "extending", "延期还没有答复"),
    ])
  func refused(_ key: String, _ id: String, _ reason: String) throws {
    var bench = try bench(on: id)
    #expect(bench.press(key).filter(\.isWriting).isEmpty)
    #expect(bench.state.overlays.isEmpty && bench.toast.contains(reason), "\(bench.toast)")
  }

  @Test("The fourth 退单 is refused with what to do instead")
  func returns() throws {
    var bench = try bench(on: "returning")
    for _ in 1...2 { bench.play("Ubp<C-s>U区绿化市容局<Enter>再退<Enter>") }
    bench.play("Ubp<C-s>")
    bench.play("U")
    #expect(bench.state.overlays.isEmpty && bench.toast.contains("不能再退"))
  }

  @Test("Two desks at once: the later one sees what the other recorded, and what was typed stays")
  func late() throws {
    var bench = try bench(on: "contacted")
    bench.press("h上门看过")
    bench.pending.removeAll { !$0.isWriting }
    try bench.store.perform(.ticket(InventedTicket.met(.acceptance)), on: "contacted")
    bench.play("<C-s>")
    #expect(bench.state.topLateSave != nil)
    #expect(bench.screen.contains("接单见面") && bench.screen.contains("上门看过"))
    bench.play("<Esc>")
    #expect(bench.state.topForm?.typedWords == "上门看过")
  }

  // MARK: 可做的事, footer

  @Test("「可做的事」 of a ticket begins with its own steps, and of anything else has none")
  func menus() throws {
    var bench = try bench(on: "fresh")
    bench.play("<Enter>")
    let own = try bench.state.topMenu.orThrow().items
    #expect(own.prefix(4).map(\.title) == ["下一步", "签收", "先行联系", "见面"])
    #expect(own.first?.note.contains("签收") == true)
    #expect(own.contains { $0.title == "回访" && $0.disabledReason != nil })
    var plain = try DeskBench()
    plain.select("new")
    plain.play("<Enter>")
    let items = try plain.state.topMenu.orThrow().items
    #expect(!items.contains { ["签收", "见面", "退单", "督办单"].contains($0.title) })
    #expect(items.first?.title == "下一步")
  }

  @Test("The line of keys on the inbox is that of a ticket's life")
  func footer() throws {
    let bench = try bench(on: "fresh", rows: 24, columns: 80)
    let last = try bench.screen.split(separator: "\n").last.orThrow()
    for key in ["Enter 可做的事", ". 下一步", "? 帮助", "N 签收", "l 先行联系", "h 见面"] {
      #expect(last.contains(key), "\(last)")
    }
  }

  // MARK: 标记

  @Test("签收 and 先行联系 are recorded on all that are marked; who was met already is not met again")
  func joint() throws {
    var bench = try bench(on: "fresh")
    for id in ["fresh", "contacted", "returning"] { _ = bench.state.marks.insert([RequestID(id)]) }
    try bench.store.perform(.ticket(InventedTicket.met(.acceptance)), on: "contacted")
    bench.play("l<Enter>同一位来电人，已说明<C-s>")
    func ticket(_ id: String) throws -> TicketProgress {
      try bench.store.detail(id).orThrow().request.ticket.orThrow()
    }
    for id in ["fresh", "contacted", "returning"] {
      #expect(try ticket(id).attempts.last?.words == "同一位来电人，已说明")
    }
    #expect(try ticket("fresh").meetings[.acceptance]?.words == "同一位来电人，已说明")
    #expect(try ticket("contacted").meetings[.acceptance]?.words == "说明了情况")
    var signing = try self.bench(on: "fresh")
    for id in ["fresh", "returning"] { _ = signing.state.marks.insert([RequestID(id)]) }
    signing.play("N<Enter>")
    for id in ["fresh", "returning"] {
      #expect(try signing.store.detail(id).orThrow().request.ticket?.signedAt != nil)
    }
  }

  @Test(
    "What is different for each ticket is not taken for many",
    arguments: ["U", "E", "Q", "J", ".", "H", "h", "O"])
  func onlyOne(_ key: String) throws {
    var bench = try bench(on: "fresh")
    for id in ["fresh", "contacted"] { _ = bench.state.marks.insert([RequestID(id)]) }
    #expect(bench.press(key).isEmpty && bench.toast.contains("清除标记"))
  }

  // MARK: Drafts

  @Test(
    "A form that was left comes back with what was chosen, and hides what does not belong to it")
  func drafts() throws {
    var bench = try bench(on: "fresh")
    bench.play("l<BackTab>qt<Tab>停机")
    bench.state.overlays = []
    bench.play("l")
    let form = try bench.state.topForm.orThrow()
    #expect(form.typedWords == "停机" && form.form.values.choice("result") == "other")
    #expect(!bench.screen.contains("已加微信"))
  }
}
