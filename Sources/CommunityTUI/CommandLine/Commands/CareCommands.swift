import ArgumentParser
import CoreModel
import Store

/// `juwei backup`.
struct BackupCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "把数据库备份到一个新文件，不用停机。",
    discussion: """
      已有的文件不会被覆盖。写目录则在其中以日期时间命名。

      例：
        juwei backup /media/u盘/
        juwei backup 备份.sqlite
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("备份文件或目录。", valueName: "文件"))
  var file: String

  func run(in surroundings: Surroundings) throws {
    guard !file.isEmpty else { throw UsageProblem("请写备份到哪个文件") }
    let now = surroundings.clock.now
    let time = now.clockText.replacing(":", with: "")
    let target =
      InputFile.isFolder(file)
      ? file + (file.hasSuffix("/") ? "" : "/") + "juwei-\(now.day.compactText)-\(time).sqlite"
      : file
    try surroundings.withStore(shared, mode: .readOnly) { store in
      try store.backup(to: target)
      surroundings.say("已备份到 \(target)")
    }
  }
}

/// `juwei doctor`.
struct DoctorCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "检查数据库是否完好；不改动任何诉求。",
    discussion: """
      全部正常时退出码为 0，有问题时为 1。旧版本的数据库会先升级到这一版的结构（其他命令也一样）。

      例：
        juwei doctor
        juwei doctor --json
      """)

  @OptionGroup var shared: SharedOptions

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try surroundings.withStore(shared, mode: .readOnly) { store in
      let report = try store.doctor()
      if json {
        surroundings.say(DoctorCommand.document(of: report, path: store.path).text())
      } else {
        let table = TextTable(
          headers: ["检查", "结果", "说明"],
          rows: report.checks.map { [$0.title, $0.ok ? "正常" : "有问题", $0.detail] },
          columns: surroundings.columns)
        for line in table.lines { surroundings.say(line) }
      }
      guard report.ok else {
        let bad = report.checks.filter { !$0.ok }.map(\.title).joined(separator: "、")
        throw CommandFailure(
          "检查发现问题：\(bad)。没有改动数据库；请先复制一份留底，再从备份恢复或找维护人员：\(store.path)")
      }
    }
  }

  static func document(of report: DoctorReport, path: String) -> JSONValue {
    .object([
      "ok": .bool(report.ok), "path": .string(path),
      "checks": .array(
        report.checks.map { check in
          .object([
            "name": .string(check.name), "title": .string(check.title), "ok": .bool(check.ok),
            "detail": .string(check.detail),
          ])
        }),
    ])
  }
}
