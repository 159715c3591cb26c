import ArgumentParser
import CoreModel

/// The particulars of a step as options of `juwei do`; ``StepLine`` reads the same ones from a line.
struct StepOptions: ParsableArguments {
  @Option(
    name: [.customLong("text"), .customLong("note"), .customLong("reason")],
    help: ArgumentHelp("这一步的话：说明、结果、内容或原因。", valueName: "话"))
  var words: String?

  @Option(help: ArgumentHelp("级别。", valueName: "级别"))
  var tier: Tier?

  @Option(help: ArgumentHelp("类别，例如 水电维修。", valueName: "类别"))
  var category: String?

  @Option(help: ArgumentHelp("紧急程度。", valueName: "紧急"))
  var urgency: Urgency?

  @Option(help: ArgumentHelp("派给谁、交办给谁：姓名；派单也可写 维修班、网格组、调解组、夜巡组。", valueName: "姓名或班组"))
  var to: String?

  @Option(help: ArgumentHelp("谁接的单；不写则是承办人本人。", valueName: "姓名"))
  var by: String?

  @Option(help: ArgumentHelp("处置凭证照片；可写多次。", valueName: "文件"))
  var photo: [String] = []

  @Option(help: ArgumentHelp("怎样告知居民；不写则随来源。", valueName: "方式"))
  var method: ContactMethod?

  @Option(help: ArgumentHelp("挂起、交办到什么时候：2h、3d 或 2026-11-23T09:00。", valueName: "时间"))
  var until: String?

  @Option(help: ArgumentHelp("更正楼组。", valueName: "楼组"))
  var group: String?

  @Option(help: ArgumentHelp("更正室号。", valueName: "室号"))
  var room: String?

  @Option(help: ArgumentHelp("更正地点（楼组之外）。", valueName: "地点"))
  var place: String?

  @Option(help: ArgumentHelp("更正居民姓名。", valueName: "姓名"))
  var resident: String?

  @Option(help: ArgumentHelp("更正居民电话。", valueName: "电话"))
  var phone: String?

  @Option(help: ArgumentHelp("更正来源。", valueName: "来源"))
  var channel: Channel?

  @Option(help: ArgumentHelp("交办的结果；不写就是办好了。", valueName: "结果"))
  var outcome: TaskSettlement.Outcome?

  @Option(help: ArgumentHelp("哪一项交办：编号，或开头几个字；只有一项时不用写。", valueName: "交办"))
  var task: String?

  /// What was given.
  var particulars: StepParticulars {
    StepParticulars(
      words: words, tier: tier, category: category, urgency: urgency, to: to, by: by, photo: photo,
      method: method, until: until, group: group, room: room, place: place, resident: resident,
      phone: phone, channel: channel, task: task, outcome: outcome)
  }
}
