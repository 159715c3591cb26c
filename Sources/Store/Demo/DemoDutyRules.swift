import CoreModel

/// 值班规则 of the demonstration neighbourhood: what every desk begins with, and who stands in for whom.
enum DemoDutyRules {
  /// The text, as its staff would have written it.
  static func text(_ staff: DemoStaff) -> String {
    func name(_ people: [Person], _ index: Int) -> String {
      people.indices.contains(index) ? people[index].name : ""
    }
    let lines = [
      "季节 | 夏令 | 6-15 至 9-15 | 休息日 09:00-18:00",
      "AB角 | 调解 | \(name(staff.mediators, 0)) | \(name(staff.mediators, 1))",
      "AB角 | 12345 工单 | \(name(staff.officers, 0)) | \(name(staff.officers, 1))",
      "AB角 | 带班领导 | \(staff.secretary.name) | \(name(staff.directors, 0))",
      "党员 | "
        + ([staff.secretary] + staff.directors.prefix(1) + staff.officers.prefix(2)
        + staff.gridWorkers.prefix(2)).map(\.name).joined(separator: "、"),
      "免排 | \(name(staff.officers, 4)) | 夜巡 | 孕期",
    ]
    return DutyBook.standard.text + lines.joined(separator: "\n") + "\n"
  }
}
