import ArgumentParser

/// `juwei roster`.
struct RosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster", abstract: "值班：规则、排班、请假、换班、导入导出。",
    subcommands: [
      RosterRulesCommand.self
    ])
}
