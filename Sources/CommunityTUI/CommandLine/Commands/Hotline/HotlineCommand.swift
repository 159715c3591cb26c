import ArgumentParser

/// `juwei hotline`: what has to do with tickets of the hotline.
struct HotlineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hotline",
    abstract: "12345 工单：办理各步、回复、回访、成绩。",
    subcommands: [
      HotlineScoreCommand.self
    ])
}
