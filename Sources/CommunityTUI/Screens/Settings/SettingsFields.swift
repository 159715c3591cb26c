import CoreModel
import Store
import TerminalKit

/// The fields of each form of 设置, filled in with what is so now.
struct SettingsFields {
  let session: AppState.Session
  let now: Instant
  let rows: Int

  private var directory: Directory { session.directory }

  /// The form of a subject.
  func form(for subject: SettingsSubject) -> Form {
    Form(title: title(of: subject), fields: fields(for: subject))
  }

  private func title(of subject: SettingsSubject) -> String {
    switch subject {
    case .neighborhood: "居民区"
    case .hours: "错时时段"
    case .area: "片区"
    case .areaDutyBook: "片区值班规则（\(session.rules.duty.areaName ?? "")）"
    case .dutyBook: "值班规则（\(session.rules.duty.originText)）"
    case .addEstates: "添加小区，一行一个"
    case .addGroups: "添加楼组，一行可以写出许多个"
    case .addGrids: "添加微网格，一行一个"
    case .addPeople: "登记人员，一行一位"
    case .addPattern: "按周排班，从本周算起"
    case .estate(let estate): "小区 \(estate.name)"
    case .group(let group): "楼组 \(group.name)"
    case .grid(let grid): "微网格 \(grid.name)"
    case .person(let person): "人员 \(person.name)"
    case .shift(let shift, _): shift == nil ? "添加一个班次" : "修改班次"
    case .newShift: "添加一个班次"
    }
  }

  private func fields(for subject: SettingsSubject) -> [FormField] {
    switch subject {
    case .neighborhood:
      [
        .text(
          "name", "名称", value: directory.neighborhood.name, required: true,
          help: "改名不影响已登记的诉求", limit: 30)
      ]
    case .hours:
      SetupForms.hours(
        working: DutyHoursText.text(of: hours.working), rest: DutyHoursText.text(of: hours.rest),
        holiday: DutyHoursText.text(of: hours.holiday))
    case .area:
      [
        .text(
          "name", "片区", value: session.rules.duty.areaName ?? "",
          help: "例如 北片区；没有自己值班规则的居民区跟片区的。空着就是不划入", limit: 30)
      ]
    case .areaDutyBook:
      [rules(session.rules.duty.areaText ?? "", help: "没有自己规则的居民区都跟它；「平时」一行给没有设错时时段的居民区用")]
    case .dutyBook: [rules(session.rules.duty.text, help: "保存后用自己的，不再跟片区；清空再保存就恢复")]
    case .addEstates: [area("小区", help: "名称后面可以写物业公司", example: "木荷苑 瑞和物业")]
    case .addGroups:
      [area("楼组", help: "例如：1-12号楼、木荷苑 1-8号、5+6号楼（两幢合一组）；写小区名加冒号指定小区", example: "1-12号楼")]
    case .addGrids: [area("微网格", help: "网格员和所辖楼组以后在这里选", example: "第一微网格")]
    case .addPeople:
      [area("人员", help: "姓名 角色 电话 单位，顺序随意", example: "赵师傅 物业维修 13800001234")]
    case .addPattern:
      [
        area(
          "排班", help: "例如：每天 20:00-22:00 夜巡 丁建、赵师傅；跨零点写 22:00-次日02:00",
          example: "周一至周五 17:30-20:00 王芳"),
        .text("weeks", "排几周", value: "1", help: "同样的班次排几周，本周算第一周", limit: 10),
      ]
    case .estate(let estate):
      [
        .text("name", "名称", value: estate.name, required: true, limit: 30),
        .text("company", "物业公司", value: estate.propertyCompany ?? "", limit: 30),
      ]
    case .grid(let grid):
      [
        .text("name", "名称", value: grid.name, required: true, limit: 30),
        .choice(
          "worker", "网格员", options: people([.gridWorker] + Permissions.desk, kept: grid.gridWorker),
          selected: grid.gridWorker?.text, help: "Del 清除"),
      ]
    case .group(let group): groupFields(group)
    case .person(let person): personFields(person)
    case .shift(let shift, let day): shiftFields(shift, day: day)
    case .newShift(let shift): shiftFields(shift, day: shift.start.day)
    }
  }

  private var hours: DutyHours { session.rules.deadlines.dutyHours }

  private func rules(_ text: String, help: String) -> FormField {
    .area(
      "lines", "规则", value: text, help: help,
      placeholder: "班次 | 错时 | 工作日 | 17:30-20:00 | 1人 | 值班员、主任", limit: DutyBook.longestText,
      rows: max(5, rows - 14))
  }

  private func area(_ label: String, help: String, example: String) -> FormField {
    .area(
      "lines", label, required: true, help: help, placeholder: example, limit: 12_000,
      rows: rows >= 34 ? 10 : 5)
  }

  private func groupFields(_ group: BuildingGroup) -> [FormField] {
    [
      .text("name", "名称", value: group.name, required: true, help: "改名不影响已登记的诉求", limit: 30),
      .choice(
        "estate", "小区", options: directory.estates.map { option($0.id.text, $0.name) },
        selected: group.estate.text, required: true),
      .text("leader", "楼组长", value: group.leader ?? "", limit: 20),
      .text("rotating", "轮值楼组长", value: group.rotatingLeader ?? "", limit: 20),
      .text("chat", "微信群", value: group.weChatGroup ?? "", help: "群名；粘贴群聊时凭它认出楼组", limit: 60),
      .choice(
        "staff", "责任社工", options: people(Permissions.desk, kept: group.assignedStaff),
        selected: group.assignedStaff?.text, help: "负责这个楼组的社工；Del 清除"),
      .choice(
        "grid", "微网格", options: directory.microGrids.map { option($0.id.text, $0.name) },
        selected: group.microGrid?.text, help: "Del 清除"),
      .text("households", "户数", value: "\(group.households)", limit: 5),
    ]
  }

  private func personFields(_ person: Person) -> [FormField] {
    [
      .text("name", "姓名", value: person.name, required: true, limit: PersonName.longest),
      .choice(
        "role", "角色", options: CoreModel.Role.allCases.map { option($0.rawValue, $0.title) },
        selected: person.role.rawValue, required: true),
      .text(
        "phone", "电话",
        help: person.phone.map { "现为 \(PhoneText.masked($0))；不改就空着，写「无」清除" } ?? "工作电话",
        limit: 40),
      .text("unit", "单位", value: person.unit, limit: 30),
      .toggle(
        "active", "在岗", isOn: person.isActive, help: "离岗的人不能登录、不能派单；办过的事都留着，以后可以改回来"),
    ]
  }

  private func shiftFields(_ shift: Shift?, day: Day) -> [FormField] {
    let start = shift?.start ?? day.at(minute: 17 * 60 + 30)
    let end = shift?.end ?? day.at(minute: 20 * 60)
    let people = shift?.people.map(directory.name(of:)) ?? []
    return [
      .text(
        "day", "日期", value: start.day.dateText(relativeTo: now.day), required: true,
        help: "例如 11月21日、11-21、2026-11-21", limit: 20),
      .text("start", "开始", value: start.clockText, required: true, limit: 10),
      .text(
        "end", "结束",
        value: ClockText.text(
          Int((end.milliseconds - start.day.start.milliseconds) / 60_000)), required: true,
        help: "跨零点写 次日02:00", limit: 10),
      .choice(
        "kind", "班次", options: ShiftKind.allCases.map { option($0.rawValue, $0.title) },
        selected: (shift?.kind ?? .evening).rawValue, required: true),
      .text(
        "people", "值班人", value: people.joined(separator: "、"), required: true,
        help: "几个人用、隔开，带班的写在最前；可写拼音首字母", limit: 200),
      .text("note", "备注", value: shift?.note ?? "", help: "例如：主任带班", limit: 60),
    ]
  }

  /// Those in a role, and who has it now even if they left.
  private func people(_ roles: [CoreModel.Role], kept: PersonID?) -> [ChoiceOption] {
    directory.people.filter { ($0.isActive && roles.contains($0.role)) || $0.id == kept }.map {
      option($0.id.text, $0.name, hint: $0.isActive ? $0.role.title : "已离岗")
    }
  }

  private func option(_ id: String, _ label: String, hint: String = "") -> ChoiceOption {
    ChoiceOption(id: id, label: label, hint: hint, keywords: [PinyinInitials.of(label)])
  }
}
