import Testing

@testable import CoreModel

@Suite("微实事: money, milestones and standard plans as text") struct ProjectTextTests {
  @Test(
    "Yuan are read exactly",
    arguments: [
      ("12000", 1_200_000), ("3500.5", 350_050), ("3,500.50", 350_050), ("1.2万", 1_200_000),
      ("¥800", 80_000), ("８００元", 80_000), ("0.01", 1), ("1.234567万", 1_234_567),
    ])
  func yuan(_ typed: String, _ fen: Int) {
    #expect(Money(yuan: typed)?.fen == fen)
  }

  @Test(
    "What is no amount is none",
    arguments: ["", "元", "-5", "1.234", "一万", "1e9", "1.", ".5", "99999999999", "200000000"])
  func noYuan(_ typed: String) {
    #expect(Money(yuan: typed) == nil)
  }

  @Test("What is written is read again, whatever the amounts")
  func funds() throws {
    for fen in [1, 99, 100, 12_345, 123_456_789, 10_000_000_000] {
      let funds = [
        Funding("社区专项经费", Money(fen: fen)), Funding("12号楼 维修资金3", Money(fen: 350_050)),
      ]
      #expect(try [Funding](typed: funds.text) == funds)
    }
    #expect(try [Funding](typed: "物业自筹3500;街道 1.2万；").map(\.amount.fen) == [350_000, 1_200_000])
    #expect(try [Funding](typed: " ").isEmpty)
    for bad in ["社区经费", "12000", "经费 12.345"] {
      #expect(throws: Refusal.self) { try [Funding](typed: bad) }
    }
    #expect(Money(fen: 1_234_567_890).text == "12,345,678.90 元")
  }

  @Test("Milestones are lines; a day far behind means next year's")
  func milestones() throws {
    let now = ProjectStory.day(20).at(minute: 600)
    let found = try MilestoneText.milestones(
      "公示 | 方案公示 | 12-03 | 赵师傅\n\n实施｜完工｜1-15\n# 备注", owner: Cast.officer.person, at: now,
      in: Cast.directory)
    #expect(found.map(\.stage) == [.publishing, .building])
    #expect(found.map(\.person) == [Cast.plumber.person, Cast.officer.person])
    #expect(found.map(\.due.iso8601) == ["2026-12-03", "2027-01-15"])
    let again = try MilestoneText.milestones(
      MilestoneText.text(of: found, in: Cast.directory), owner: Cast.director.person, at: now,
      in: Cast.directory)
    #expect(again == found)
    for bad in [
      "方案公示 | 12-03", "销项 | 做 | 12-03", "公示 | 做 | 不知道", "公示 | 做 | 12-03 | 没有这个人",
    ] {
      #expect(throws: Refusal.self) {
        try MilestoneText.milestones(
          bad, owner: Cast.officer.person, at: now, in: Cast.directory)
      }
    }
  }

  @Test("The standard plans are read, and their milestones lie on working days in order")
  func standard() throws {
    let book = try ProjectBook(text: ProjectBook.standardText)
    #expect(book == ProjectBook.standard)
    #expect(book.kinds.count >= 3)
    for kind in book.kinds {
      for offset in 0..<30 {
        let day = ProjectStory.day(1 + offset)
        let milestones = book.milestones(
          of: kind, from: day, by: Cast.officer.person, in: .shipped)
        #expect(milestones.count == kind.steps.count)
        for (milestone, step) in zip(milestones, kind.steps) {
          #expect(milestone.due >= day.adding(days: step.days))
          #expect(WorkingCalendar.shipped.kind(of: milestone.due) == .working)
        }
        #expect(zip(milestones, milestones.dropFirst()).allSatisfy { $0.due <= $1.due })
      }
    }
  }

  @Test(
    "A line that is not understood is named",
    arguments: [
      ("征集 | 摸底 | 5", 1), ("== 甲\n征集 | 摸底", 2), ("== 甲\n销项 | 摸底 | 5", 2),
      ("== 甲\n征集 | 摸底 | 五", 2), ("== 甲\n征集 | 摸底 | 5\n== 甲", 3), ("== 甲\n== 乙", 2),
      ("== 甲\n实施 | 做 | 5\n征集 | 摸底 | 6", 3), ("== 甲\n实施 | 做 | 5\n实施 | 早 | 4", 3), ("", 0),
      ("== 甲", 1),
    ])
  func unreadable(_ text: String, _ line: Int) {
    do {
      _ = try ProjectBook(text: text)
      Issue.record("read")
    } catch {
      #expect(error.line == line || line == 0, "\(error.message)")
    }
  }
}
