import ArgumentParser

/// `juwei roster`: the roster and what it follows from.
struct RosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: "值班表：查看、排班、请假与意愿、换班、值班规则、导入导出。",
    subcommands: [
      RosterPlanCommand.self,
      RosterLeaveCommand.self,
      RosterRulesCommand.self,
      RosterExportCommand.self,
      RosterImportCommand.self,
    ])
}
