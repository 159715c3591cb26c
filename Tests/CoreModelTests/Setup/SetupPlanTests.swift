import Foundation
import Testing

@testable import CoreModel

@Suite("The plan of a first set-up") struct SetupPlanTests {
  static let now = ShiftLinesTests.now

  static var full: SetupDraft {
    var draft = SetupDraft()
    draft.neighborhood = "瑞和锦庭居民区"
    draft.name = " 陈静 "
    draft.estates = "瑞和锦庭 瑞和物业\n木荷苑"
    draft.groups = "1-3号楼\n木荷苑 1-2号"
    draft.staff = "王芳 值班员 13800002046\n赵师傅 物业维修"
    draft.working = "08:30-19:00"
    draft.shifts = "周一至周五 17:30-19:00 王芳"
    draft.weeks = "1"
    return draft
  }

  @Test("Everything that was typed becomes what the desk begins with")
  func founding() throws {
    var random = SplitMix(seed: 1)
    let founding = try SetupPlan(Self.full).founding(at: Self.now, in: .shipped, using: &random)
    #expect(founding.neighborhood.name == "瑞和锦庭居民区")
    #expect(founding.people.map(\.name) == ["陈静", "王芳", "赵师傅"])
    #expect(founding.people.map(\.role) == [.secretary, .dutyOfficer, .maintenance])
    #expect(founding.estates.map(\.propertyCompany) == ["瑞和物业", nil])
    #expect(founding.groups.map(\.name) == ["1号楼", "2号楼", "3号楼", "木荷苑1号", "木荷苑2号"])
    #expect(founding.groups.last?.estate == founding.estates.last?.id)
    #expect(DutyHoursText.text(of: founding.hours.working) == "08:30-19:00")
    // It is Saturday: this week's working days are over.
    #expect(founding.shifts.isEmpty)
  }

  @Test("A name is enough; groups without an estate stand in one of the neighbourhood's name")
  func little() throws {
    var random = SplitMix(seed: 1)
    var draft = SetupDraft()
    #expect(SetupPlan(draft).unfinished == [.place])
    draft.name = "王芳"
    let founding = try SetupPlan(draft).founding(at: Self.now, in: .shipped, using: &random)
    #expect(founding.neighborhood.name == "本居民区" && founding.estates.isEmpty)
    #expect(founding.people.count == 1 && founding.hours == .standard)
    draft.neighborhood = "真源居委会"
    draft.groups = "1-2号"
    #expect(SetupPlan(draft).estateNames == ["真源"])
  }

  @Test("What must be mended is named by its step and keeps all of it out")
  func unfinished() {
    var draft = Self.full
    draft.groups += "\n1-9999号"
    draft.working = "25:00-26:00"
    draft.weeks = "百"
    draft.role = .dutyOfficer
    let plan = SetupPlan(draft)
    #expect(plan.unfinished == [.groups, .staff, .hours, .shifts])
    var random = SplitMix(seed: 1)
    #expect(throws: Refusal.self) {
      try plan.founding(at: Self.now, in: .shipped, using: &random)
    }
    draft = Self.full
    draft.role = .dutyOfficer
    draft.staff += "\n李敏 主任"
    #expect(SetupPlan(draft).unfinished.isEmpty)
  }

  @Test("A draft is kept word by word")
  func codable() throws {
    var draft = Self.full
    draft.step = .groups
    let data = try JSONEncoder().encode(draft)
    #expect(try JSONDecoder().decode(SetupDraft.self, from: data) == draft)
  }
}
