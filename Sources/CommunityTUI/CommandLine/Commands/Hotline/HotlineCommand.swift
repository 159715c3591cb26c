import ArgumentParser

/// `juwei hotline`: everything about tickets of 12345.
struct HotlineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hotline",
    abstract: "12345 工单：导出、回填街镇的表、导入回访结果、月度成绩、填写和报出回复。",
    subcommands: [
      HotlineExportCommand.self,
      HotlineVisitsCommand.self,
      HotlineScoreCommand.self,
      HotlineReplyCommand.self,
    ])
}
