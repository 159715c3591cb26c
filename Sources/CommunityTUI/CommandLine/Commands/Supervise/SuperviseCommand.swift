import ArgumentParser

/// `juwei supervise`: 督办.
struct SuperviseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "supervise",
    abstract: "督办：不认可、超时、压着不动、退回、反复；问询；督办层级；居民区和人员。",
    discussion: """
      例：
        juwei supervise --as 周督导
        juwei supervise areas --as 周督导
        juwei supervise ask 007 '为什么三天没有到场？' -n 瑞和 --as 周督导
        juwei supervise neighborhoods
      """,
    subcommands: [
      SuperviseListCommand.self, SuperviseAreasCommand.self, SuperviseAskCommand.self,
      SuperviseLevelsCommand.self, NeighborhoodsCommand.self,
    ],
    defaultSubcommand: SuperviseListCommand.self)
}
