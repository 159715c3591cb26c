import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei morning`.
struct MorningCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "morning",
    abstract: "晨会：昨日数字、夜间值守、需要议定的、今日到期和班次，已经写好。",
    discussion: """
      从上一个工作日看起，周末和节假日一起回顾。散会留档以后打印的是留下的纪要，不再变动；以前的日子没有留档的，只有能重新统计的数字和当天的交办。
      网页用浏览器打开，按 A4 打印；自成一个文件，不联网也能看。

      例：
        juwei morning
        juwei morning --date 2026-11-23 --html --out 晨会.html
        juwei morning --brief
        juwei morning --json
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("哪天的晨会，例如 2026-11-23；不写为今天。", valueName: "日期"))
  var date: String?

  @Flag(help: "输出 JSON。")
  var json = false

  @Flag(help: "输出按 A4 打印的网页。")
  var html = false

  @Flag(help: "只要发到群里的几行：没有姓名、电话和室号。")
  var brief = false

  @Option(help: ArgumentHelp("写进这个文件；不写则打印出来。", valueName: "文件"))
  var out: String?

  @Flag(help: "已有这个文件时覆盖它。")
  var force = false

  func validate() throws {
    guard [json, html, brief].count(where: \.self) <= 1 else {
      throw ValidationError("--json、--html、--brief 只能写一个")
    }
    guard !force || out != nil else { throw ValidationError("--force 要和 --out 一起用") }
  }

  func run(in surroundings: Surroundings) throws {
    let now = surroundings.clock.now
    let day = try chosenDay(now: now)
    try surroundings.reading(shared) { session in
      guard let session else { throw CommandFailure("数据库里还没有居民区，没有晨会可看") }
      let survey = try session.store.morning(of: session.scope, day: day, now: now)
      let text = text(of: survey, in: session.directory, now: now)
      guard let out else { return surroundings.output.write(text) }
      try TextFile.write(text, to: out, replacing: force)
      surroundings.say("已写到 \(out)")
    }
  }

  private func text(of survey: MorningSurvey, in directory: Directory, now: Instant) -> String {
    let minutes = survey.minutes(in: directory)
    if json {
      return MorningDocument(survey: survey, minutes: minutes, directory: directory).value.text()
        + "\n"
    }
    if html { return MorningPage(minutes: minutes, isClosed: survey.meeting.isClosed).page.text }
    if brief { return Sanitizer.text(minutes.brief) + "\n" }
    let warning = MorningCommand.warning(of: survey, now: now)
    return Sanitizer.text((warning.map { "（\($0)）\n" } ?? "") + minutes.text)
  }

  /// What must be said of minutes that are not kept; nil when they are.
  static func warning(of survey: MorningSurvey, now: Instant) -> String? {
    guard !survey.meeting.isClosed else { return nil }
    return survey.report.period.day == now.day
      ? "还没有散会，以下是现在的情况" : "当天没有散会留档：只有重新统计的数字和当天的交办，当时未办结的事项已经看不到了"
  }

  private func chosenDay(now: Instant) throws -> Day {
    guard let date else { return now.day }
    guard let day = Instant(iso8601: date.tidied + "T00:00")?.day else {
      throw UsageProblem("日期写成 2026-11-23，不是「\(date)」")
    }
    guard day <= now.day else { throw UsageProblem("\(day.dateText(relativeTo: now.day))的晨会还没有到") }
    guard day.start >= .earliestSupported else { throw UsageProblem("日期太早：\(date)") }
    return day
  }
}
