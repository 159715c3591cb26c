import ArgumentParser
import CoreModel
import Store

/// `juwei supervise neighborhoods`: which 居民区 there are and who works where.
struct NeighborhoodsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighborhoods",
    abstract: "居民区和片区：列出、新建，谁在哪个居民区办事。",
    discussion: """
      一个数据库可以放几个居民区。值班台只看得到自己的居民区，街镇督导看得到全部；在几个居民区办事的人用 -n 选一个。
      第二个居民区可由书记新建，以后由街镇督导新建。

      例：
        juwei supervise neighborhoods
        juwei supervise neighborhoods add 翠湖居民区 --area 北片区 --secretary 张敏 --as 周督导
        juwei supervise neighborhoods join 陈警官 翠湖 --as 周督导
        juwei supervise neighborhoods leave 陈警官 翠湖 --as 周督导
      """,
    subcommands: [
      NeighborhoodListCommand.self, NeighborhoodAddCommand.self, NeighborhoodJoinCommand.self,
      NeighborhoodLeaveCommand.self,
    ],
    defaultSubcommand: NeighborhoodListCommand.self)
}

/// `juwei supervise neighborhoods list`.
struct NeighborhoodListCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "列出居民区、片区和在那里办事的人。",
    discussion: """
      只列出您能进的居民区。

      例：
        juwei supervise neighborhoods list --as 周督导
        juwei supervise neighborhoods list --json
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "输出 JSON 数组。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.reading(shared, takesFirst: true) { session in
      guard let session else { return surroundings.say(json ? "[]" : "还没有居民区") }
      let areas = Dictionary(
        try session.store.areas().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
      let homes = try session.reach().map { home in
        (home, try session.store.directory(of: home.id))
      }
      guard !json else {
        return surroundings.say(
          JSONValue.array(
            homes.map { home, directory in
              .object([
                "id": .string(home.id.text), "name": .string(home.name),
                "area": .optional(home.area.flatMap { areas[$0] }),
                "groups": .int(directory.groups.count),
                "people": .array(
                  directory.crew.map { person in PersonDocument.value(of: person) }),
              ])
            }
          ).text())
      }
      let table = TextTable(
        headers: ["片区", "居民区", "楼组", "人员"],
        rows: homes.map { home, directory in
          [
            home.area.flatMap { areas[$0] } ?? "—", home.name, "\(directory.groups.count)",
            directory.crew.map(\.name).joined(separator: "、"),
          ]
        }, columns: surroundings.columns)
      for line in table.lines { surroundings.say(line) }
    }
  }
}

extension Directory {
  /// Those who work here now.
  var crew: [Person] { people.filter { $0.isActive && !guests.contains($0.id) } }
}

/// `juwei supervise neighborhoods add`.
struct NeighborhoodAddCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "新建居民区。",
    discussion: """
      例：
        juwei supervise neighborhoods add 翠湖居民区 --area 北片区 --secretary 张敏 --as 周督导
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("名称，例如 翠湖居民区。", valueName: "名称"))
  var title: String

  @Option(help: ArgumentHelp("所属片区；没有这个片区就新建。", valueName: "片区"))
  var area: String?

  @Option(help: ArgumentHelp("书记的姓名：名册里的人，或新登记一位。", valueName: "姓名"))
  var secretary: String?

  func run(in surroundings: Surroundings) throws {
    try surroundings.writing(shared, takesFirst: true) { writing in
      surroundings.say(
        try writing.session.store.arrange(
          .found(name: title, area: area, secretary: secretary), by: writing.actor,
          at: surroundings.clock.now))
    }
  }
}

/// `juwei supervise neighborhoods join`.
struct NeighborhoodJoinCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "让名册里的人也在这个居民区办事。",
    discussion: """
      例：
        juwei supervise neighborhoods join 陈警官 翠湖 --as 周督导
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("姓名。", valueName: "姓名"))
  var person: String

  @Argument(help: ArgumentHelp("居民区，写名称或其中几个字。", valueName: "居民区"))
  var home: String

  func run(in surroundings: Surroundings) throws {
    try arrange(BelongingChange.join, person, home, shared, in: surroundings)
  }
}

/// `juwei supervise neighborhoods leave`.
struct NeighborhoodLeaveCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "leave", abstract: "不再在这个居民区办事；以前经手的记录都在。",
    discussion: """
      例：
        juwei supervise neighborhoods leave 陈警官 翠湖 --as 周督导
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("姓名。", valueName: "姓名"))
  var person: String

  @Argument(help: ArgumentHelp("居民区，写名称或其中几个字。", valueName: "居民区"))
  var home: String

  func run(in surroundings: Surroundings) throws {
    try arrange(BelongingChange.leave, person, home, shared, in: surroundings)
  }
}

private func arrange(
  _ change: (PersonID, NeighborhoodID) -> BelongingChange, _ name: String, _ place: String,
  _ shared: SharedOptions, in surroundings: Surroundings
) throws {
  try surroundings.writing(shared, takesFirst: true) { writing in
    let store = writing.session.store
    let home = try Place.named(place.tidied, among: store.reach(of: writing.actor.person))
    let people = try store.people()
    guard let person = people.first(where: { $0.name == name.tidied }) else {
      throw CommandFailure("名册里没有「\(name.tidied)」；没有改动任何数据")
    }
    surroundings.say(
      try store.arrange(change(person.id, home.id), by: writing.actor, at: surroundings.clock.now))
  }
}
