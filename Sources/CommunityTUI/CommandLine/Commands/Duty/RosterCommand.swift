import ArgumentParser

/// `juwei roster`: the roster and what it follows from.
struct RosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: "值班：规则、排班、请假与意愿、导入导出。",
    subcommands: [
      RosterShowCommand.self,
      RosterSwapCommand.self,
      RosterPlanCommand.self,
      RosterLeaveCommand.self,
      RosterRulesCommand.self,
      RosterExportCommand.self,
      RosterImportCommand.self,
    ])
}
