import ArgumentParser

/// `juwei hotline`: everything about tickets of 12345.
struct HotlineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hotline",
    abstract: "12345 工单：列表、查看，从签收到回访的每一步，导出、回填街镇的表、导入回访结果、月度成绩。",
    subcommands: [
      HotlineListCommand.self,
      HotlineShowCommand.self,
      HotlineSignCommand.self, HotlineContactCommand.self, HotlineMeetCommand.self,
      HotlineInterimCommand.self, HotlineShareCommand.self, HotlineReturnCommand.self,
      HotlineExtendCommand.self, HotlineOrderCommand.self, HotlineWaiveCommand.self,
      HotlineVisitCommand.self, HotlineReviewCommand.self, HotlineCorrectCommand.self,
      HotlineExportCommand.self,
      HotlineVisitsCommand.self,
      HotlineCallerCommand.self,
      HotlineScoreCommand.self,
      HotlineReplyCommand.self,
    ])
}
