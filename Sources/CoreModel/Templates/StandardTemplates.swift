/// What a new desk begins with; its staff change them as they like.
extension MessageTemplates {
  /// The standard templates.
  package static let standard = MessageTemplates([
    group(
      "受理·群消息", .received,
      "【{居民区}】{楼组}居民您好：您反映的{事项}（编号 {编号}）已收到，{时限}与您联系。有情况请随时联系居委会值班台。"),
    group(
      "安排·群消息", .arranged,
      "【{居民区}】{楼组}居民您好：您反映的{事项}（编号 {编号}）已安排{承办人}处理，{时限}到现场或答复。"),
    group(
      "水电维修·安排群消息", .arranged, for: ["水电维修"],
      "【{居民区}】{楼组}居民您好：{事项}（编号 {编号}）已通知{承办人}抢修，{时限}恢复或说明进展；请留意水龙头和电器开关。"),
    group(
      "处理中·群消息", .onSite,
      "【{居民区}】{楼组}居民您好：工作人员已到现场处理{事项}（编号 {编号}），{时限}处理好。"),
    group(
      "结果·群消息", .result,
      "【{居民区}】{楼组}居民您好：您反映的{事项}（编号 {编号}）已处理。是否认可处理结果？请回复「认可」或「不认可」。"),
    group(
      "等待·群消息", .waiting,
      "【{居民区}】{楼组}居民您好：{事项}（编号 {编号}）暂时等待条件具备，条件一到就继续处理，请谅解。"),
    group(
      "议事会·群消息", .council,
      "【{居民区}】{楼组}居民您好：{事项}（编号 {编号}）涉及大家的共同事务，已提交议事会商议，时间地点另行通知，欢迎参加。"),
    group(
      "督办·群消息", .supervision,
      "【{居民区}】{楼组}居民您好：{事项}（编号 {编号}）已由居民区书记督办，正在重新安排。"),
    group(
      "办结·群消息", .closing,
      "【{居民区}】{楼组}居民您好：{事项}（编号 {编号}）已办结，感谢您的反映和支持。"),
    resident(
      "受理·答复本人", .received,
      "{称呼}您好，这里是{居民区}值班台。您反映的「{诉求}」已登记（编号 {编号}），{时限}给您答复。"),
    resident(
      "邻里噪声·答复本人", .received, for: ["邻里噪声", "噪声扰民"],
      "{称呼}您好，您反映的噪声已登记（编号 {编号}）。我们会上门了解并劝导，请您也记下几次发生的时间，方便核实；不透露是谁反映的。"),
    resident(
      "安排·答复本人", .arranged,
      "{称呼}您好，您反映的事已安排{承办人}到{地点}处理，{时限}到场，请保持电话畅通。"),
    resident(
      "结果·答复本人", .result,
      "{称呼}您好，您反映的「{诉求}」已处理：{结果}。您对结果是否认可？如有问题请直接告诉我们。"),
    resident(
      "等待·答复本人", .waiting,
      "{称呼}您好，您反映的事暂时要等：{原因}。一有进展马上告诉您，给您带来不便请谅解。"),
    resident(
      "督办·答复本人", .supervision,
      "{称呼}您好，您对上次处理不认可，书记已督办，我们会重新处理，{时限}再向您反馈。"),
  ])

  private static func group(
    _ name: String, _ moment: TemplateMoment, for categories: [String] = [], _ text: String
  ) -> MessageTemplate {
    MessageTemplate(
      name: name, moment: moment, audience: .group, categories: categories, text: text)
  }

  private static func resident(
    _ name: String, _ moment: TemplateMoment, for categories: [String] = [], _ text: String
  ) -> MessageTemplate {
    MessageTemplate(
      name: name, moment: moment, audience: .resident, categories: categories, text: text)
  }
}
