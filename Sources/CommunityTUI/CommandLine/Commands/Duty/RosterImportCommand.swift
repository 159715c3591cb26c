import ArgumentParser
import CoreModel
import Store

/// `juwei roster import`.
struct RosterImportCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "从现有的值班表导入班次（XLSX、XLS、CSV）。",
    discussion: """
      一行一天、一行一班、人×日（juwei roster export 导出的也是）都读。逐行说明新增、相同、有变化、不导入和原因：
      名册里没有的人、请假的人、看不懂的时段只影响那一行，其余照常；两班重叠会提醒；跨零点写 22:00-次日6:00。
      已经过去的班次不动；表里的楼组、人员不导入（用 juwei setup import）；--dry-run 只看不改。

      例：
        juwei roster import 12月值班表.xlsx --dry-run
        juwei roster import 12月值班表.xlsx --as 陈静
        juwei roster import 值班表.csv --json
      """)

  @OptionGroup var shared: SharedOptions

  @Argument(help: ArgumentHelp("值班表；- 为标准输入。", valueName: "文件"))
  var file: String

  @Option(help: ArgumentHelp("只读这张工作表；不写就读所有没有隐藏的。", valueName: "名称"))
  var sheet: String?

  @Flag(help: "只看会怎样，什么都不改。")
  var dryRun = false

  @Flag(help: "输出 JSON。")
  var json = false

  func run(in surroundings: Surroundings) throws {
    try SheetImport(file: file, sheet: sheet, isDryRun: dryRun, isJSON: json, onlyShifts: true)
      .run(shared, in: surroundings)
  }
}
