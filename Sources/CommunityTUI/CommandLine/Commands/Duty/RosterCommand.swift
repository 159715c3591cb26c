import ArgumentParser

/// `juwei roster`.
struct RosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: "值班表。",
    subcommands: [
      RosterExportCommand.self, RosterImportCommand.self,
    ])
}
