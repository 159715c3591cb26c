import ArgumentParser
import CoreModel
import Store

/// `juwei staff`: who belongs to the crew.
struct StaffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff",
    abstract: "人员名册：列出或登记值班、物业、网格等人员。",
    discussion: """
      新数据库的第一位（--as）是书记，由书记或主任登记其他人；之后就能派单给他们，他们也能用 --as 登录。

      例：
        juwei staff
        juwei staff add 赵师傅 --role 维修人员 --unit 瑞和物业 --phone 13800001234 --as 王芳
      """,
    subcommands: [StaffListCommand.self, StaffAddCommand.self],
    defaultSubcommand: StaffListCommand.self)
}

/// `juwei staff list`.
struct StaffListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出全部人员。",
    discussion: """
      例：
        juwei staff list
        juwei staff list --json
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "输出 JSON 数组。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared) { session in
      let people = session?.directory.people ?? []
      guard !json else {
        return surroundings.say(JSONValue.array(people.map(PersonDocument.value(of:))).text())
      }
      guard !people.isEmpty else {
        return surroundings.say("还没有人员。登记第一件诉求时，--as 的姓名会成为书记：juwei add '楼道灯不亮' --as 您的姓名")
      }
      let table = TextTable(
        headers: ["姓名", "角色", "单位", "电话"],
        rows: people.map { person in
          let role = person.role.title + (person.isActive ? "" : "（已不在岗）")
          return [person.name, role, person.unit, person.phone ?? ""]
        }, columns: surroundings.columns)
      for line in table.lines { surroundings.say(line) }
    }
  }
}

/// `juwei staff add`.
struct StaffAddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "登记一位人员；只有书记和主任可以。",
    discussion: """
      角色：\(Role.allValueStrings.joined(separator: "、"))。

      例：
        juwei staff add 李敏 --role 主任 --unit 居委会 --as 王芳
        juwei staff add 赵师傅 --role 维修人员 --unit 瑞和物业 --phone 13800001234
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("怎样称呼：王芳、赵师傅。", valueName: "姓名"))
  var name: String

  @Option(help: ArgumentHelp("角色，见上。", valueName: "角色"))
  var role: Role

  @Option(help: ArgumentHelp("单位，例如 瑞和物业。", valueName: "单位"))
  var unit = ""

  @Option(help: ArgumentHelp("工作电话。", valueName: "电话"))
  var phone: String?

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    let number = try phone.map(PhoneOption.digits)
    try surroundings.writing(shared) { writing in
      let person = try writing.session.store.appoint(
        name, role: role, unit: unit, phone: number, in: writing.session.scope, by: writing.actor,
        at: surroundings.clock.now)
      guard !json else { return surroundings.say(PersonDocument.value(of: person).text()) }
      let unit = person.unit.isEmpty ? "" : "，\(person.unit)"
      surroundings.say("已登记 \(person.name)（\(person.role.title)\(unit)）")
    }
  }
}

/// Somebody of the crew as `--json` shows them.
enum PersonDocument {
  /// The document; a work phone is no resident's and stays as it is.
  static func value(of person: Person) -> JSONValue {
    .object([
      "id": .string(person.id.text), "name": .string(person.name),
      "role": .string(person.role.rawValue), "roleTitle": .string(person.role.title),
      "unit": .string(person.unit), "phone": .optional(person.phone),
      "active": .bool(person.isActive),
    ])
  }
}
