import CoreModel
import TerminalKit

/// The fields of each step of 首次设置, filled in with what was typed.
enum SetupForms {
  /// The form of a step; nil where there is nothing to type.
  static func form(for draft: SetupDraft, rows: Int) -> Form? {
    guard let fields = fields(for: draft, rows: rows >= 34 ? 10 : rows >= 24 ? 6 : 4) else {
      return nil
    }
    var form = Form(title: titles[draft.step] ?? "", fields: fields, submitLabel: "下一步")
    form.cancelLabel = "上一步"
    form.dirtyLabel = ""
    return form
  }

  private static let titles: [SetupDraft.Step: String] = [
    .place: "居民区和您自己", .estates: "小区，一行一个", .groups: "楼组，一行可以写出许多个",
    .staff: "人员，一行一位", .hours: "错时时段：值班台什么时候有人", .shifts: "本周起的排班，一行一种",
  ]

  /// What ends a field of several lines.
  private static let ending = "空行上按 Enter 到下一步。"

  private static func fields(for draft: SetupDraft, rows: Int) -> [FormField]? {
    switch draft.step {
    case .welcome, .summary: nil
    case .place:
      [
        .text(
          "neighborhood", "居民区", value: draft.neighborhood, help: "例如：瑞和锦庭居民区；以后可以改",
          placeholder: "本居民区", limit: 30),
        .text(
          "name", "您的姓名", value: draft.name, help: "以后用这个姓名登录；每一步都记下是谁办的", placeholder: "例如：陈静",
          limit: PersonName.longest),
        .choice(
          "role", "您的角色",
          options: SetupDraft.roles.map { ChoiceOption(id: $0.rawValue, label: $0.title) },
          selected: draft.role.rawValue, required: true, help: "书记和主任能登记人员、排班、改设置"),
      ]
    case .estates:
      [
        .area(
          "estates", "小区", value: draft.estates, help: "名称后面可以写物业公司，例如：瑞和锦庭 瑞和物业。\(ending)",
          placeholder: "瑞和锦庭 瑞和物业", limit: 4000, rows: rows)
      ]
    case .groups:
      [
        .area(
          "groups", "楼组", value: draft.groups,
          help: "例如：1-12号楼、木荷苑 1-8号、5+6号楼（两幢合一组）。楼组长和微信群以后补。\(ending)",
          placeholder: "1-12号楼", limit: 8000, rows: rows)
      ]
    case .staff:
      [
        .area(
          "staff", "人员", value: draft.staff,
          help: "姓名 角色 电话 单位，顺序随意；例如：赵师傅 物业维修 13800001234。\(ending)",
          placeholder: "赵师傅 物业维修 13800001234", limit: 12_000, rows: rows)
      ]
    case .hours: hours(working: draft.working, rest: draft.rest, holiday: draft.holiday)
    case .shifts:
      [
        .area(
          "shifts", "排班", value: draft.shifts,
          help: "例如：周一至周五 17:30-20:00 王芳；每天 20:00-22:00 夜巡 丁建、赵师傅；跨零点写 22:00-次日02:00",
          placeholder: "周一至周五 17:30-20:00 王芳", limit: 8000, rows: max(3, rows - 2)),
        .text("weeks", "排几周", value: draft.weeks, help: "从本周算起，同样的班次排几周", limit: 10),
      ]
    }
  }

  /// The fields of the duty hours.
  static func hours(working: String, rest: String, holiday: String) -> [FormField] {
    [
      .text(
        "working", "工作日", value: working, help: "例如 08:30-20:00；几段用、隔开：08:30-11:30、13:00-20:00",
        limit: 100),
      .text("rest", "休息日", value: rest, help: "周末不调休的日子；不值班写「不值班」", limit: 100),
      .text("holiday", "节假日", value: holiday, help: "国务院公布的放假日子", limit: 100),
    ]
  }
}

extension SetupDraft {
  /// Takes in what stands in the fields of a step.
  mutating func take(_ values: FormValues) {
    func typed(_ id: String, _ field: inout String) {
      if case .text(let text)? = values.all[id] { field = text }
    }
    typed("neighborhood", &neighborhood)
    typed("name", &name)
    typed("estates", &estates)
    typed("groups", &groups)
    typed("staff", &staff)
    typed("working", &working)
    typed("rest", &rest)
    typed("holiday", &holiday)
    typed("shifts", &shifts)
    typed("weeks", &weeks)
    if let chosen = values.choice("role").flatMap(CoreModel.Role.init(rawValue:)) { role = chosen }
  }
}
