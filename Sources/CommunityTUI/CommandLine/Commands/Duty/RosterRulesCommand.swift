import ArgumentParser
import CoreModel
import Foundation
import Store

/// `juwei roster rules`.
struct RosterRulesCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "打印值班规则（季节、特殊日、班次、AB角、限制），或换成改好的一份。",
    discussion: """
      本居民区没有自己的规则时，跟所属片区的；片区也没有时，用默认的。换上时有一行看不懂就整份不换，并报出行号。
      季节和特殊日改变值班时间，未办结的时限随即重新计算；平时的时段在「错时时段」或 juwei setup hours 里改。

      例：
        juwei roster rules > 值班规则.txt
        juwei roster rules --set 值班规则.txt --as 李建国
        juwei roster rules --join 北片区 --as 李建国
        juwei roster rules --area --set 北片区规则.txt --as 李建国
        juwei roster rules --follow --as 李建国
      """)

  @OptionGroup var shared: SharedOptions

  @Option(
    name: .customLong("set"), help: ArgumentHelp("换成这个文件里的规则；- 为标准输入。", valueName: "文件"))
  var file: String?

  @Flag(help: "看或换所属片区的规则，不是本居民区自己的。")
  var area = false

  @Flag(help: "不再用自己的规则，跟片区（片区没有规则时用默认的）。")
  var follow = false

  @Option(help: ArgumentHelp("把本居民区划入这个片区，没有就新建。", valueName: "片区"))
  var join: String?

  @Flag(help: "把本居民区划出片区。")
  var leave = false

  func run(in surroundings: Surroundings) throws {
    let asked = [file != nil, follow, join != nil, leave].filter { $0 }.count
    guard asked <= 1 else { throw UsageProblem("--set、--follow、--join、--leave 一次只能用一个") }
    guard !area || asked == 0 || file != nil else {
      throw UsageProblem("--area 只能单独用或和 --set 一起用")
    }
    let text = try file.map { try rules(in: $0) }
    guard text != nil || follow || join != nil || leave else { return try show(in: surroundings) }
    try surroundings.writing(shared) { writing in
      let session = writing.session
      let duty = try session.store.rules(of: session.scope).duty
      let change: DeskChange
      if let text {
        change =
          area
          ? .setAreaDutyBook(text, was: duty.areaText) : .setDutyBook(text, was: duty.ownText)
      } else if follow {
        change = .setDutyBook(nil, was: duty.ownText)
      } else {
        change = .joinArea(join, was: duty.areaName)
      }
      let report = try writing.perform(change, at: surroundings.clock.now)
      let now = try session.store.rules(of: session.scope).duty
      surroundings.say(words(of: change, now))
      if report.recomputed > 0 { surroundings.say("\(report.recomputed) 件时限重新计算") }
      for remark in now.book.remarks(in: session.directory) { surroundings.say("注意：\(remark)") }
    }
  }

  private func words(of change: DeskChange, _ duty: DutyRules) -> String {
    switch change {
    case .setAreaDutyBook where duty.ownText != nil:
      "已换上片区的值班规则；本居民区用的仍是自己的，要跟片区请加 --follow 再执行一次"
    case .joinArea: "片区：\(duty.areaName ?? "没有划入")；现在用的值班规则是\(duty.originText)"
    default: "已换上值班规则：\(duty.book.summary)（\(duty.originText)）"
    }
  }

  private func rules(in file: String) throws -> String {
    let text = try TextDecoding.decode(try InputFile.bytes(of: file))
    let plain = String(decoding: text.utf8, as: UTF8.self)
    guard !plain.tidied.isEmpty else {
      throw CommandFailure("文件是空的，值班规则没有换；要恢复跟片区或默认的，请用 --follow")
    }
    do {
      _ = try DutyBook(text: plain)
    } catch {
      throw CommandFailure("\(error.message)。规则没有换，仍用原来的")
    }
    return plain
  }

  private func show(in surroundings: Surroundings) throws {
    guard DatabaseLocation.exists(try surroundings.databasePath(shared)) else {
      return surroundings.say(DutyBook.standard.text)
    }
    try surroundings.reading(shared) { session in
      let duty = try session.map { try $0.store.rules(of: $0.scope).duty } ?? .standard
      guard area else { return surroundings.say(duty.text) }
      guard let name = duty.areaName else {
        throw CommandFailure("本居民区还没有划入片区；用 --join 片区名称 划入")
      }
      guard let text = duty.areaText else {
        throw CommandFailure("\(name)还没有值班规则；用 --area --set 文件 写入")
      }
      surroundings.say(text)
    }
  }
}
