import CoreModel
import Store
import TerminalKit

/// How 同一来电人 and 重复件 read, on the screen and on the command line.
struct CallerWords {
  /// Names of places.
  let directory: Directory
  /// The time.
  let now: Instant

  /// 「同一来电人：近90天第3次，上次 11-02 夜间噪声（不满意）· 未办结 1 件 · 已加微信，不用打电话」; nil when nobody called
  /// before.
  func line(_ history: CallerHistory) -> String? {
    guard let last = history.entries.first else { return confidential(history) }
    let count = history.count(days: 90, before: now)
    let isNewest = history.own.map { $0.receivedAt >= last.receivedAt } ?? true
    let times = history.own == nil ? count + 1 : count
    var head =
      times > 1
      ? "近90天\(isNewest ? "第" : "共 ")\(times)\(isNewest ? "次" : " 次")"
      : "共 \(history.total + 1) 次"
    if history.own == nil, count == 0 { head = "以前来过 \(history.total) 次" }
    var parts = ["同一来电人：\(head)，\(isNewest ? "上次" : "最近") \(short(last))"]
    if let waiting = history.awaitingVisit {
      parts.append("\(waiting.number.isEmpty ? "有一件" : waiting.number) 在等回访，可以就问")
    }
    let open = history.entries.count { $0.isOpen && $0.status != .replied }
    if open > 0 { parts.append("未办结 \(open) 件") }
    if history.rejected > 0, last.ending?.isRejection != true {
      parts.append("不满意或未解决 \(history.rejected) 件")
    }
    if history.hasWeChat { parts.append("已加微信，不用打电话") }
    if let secret = confidential(history) { parts.append(secret) }
    return parts.joined(separator: " · ")
  }

  /// 「这个号码另有保密工单 1 件」, beside a number that was typed; nil when there is none.
  func confidential(_ history: CallerHistory) -> String? {
    guard history.own == nil, history.confidential > 0 else { return nil }
    return "这个号码\(history.isEmpty ? "" : "另")有保密工单 \(history.confidential) 件"
  }

  /// 「同号 3 件 · 同事 5 件（12号楼，近30天）」; nil when it is the only one of both.
  func counts(_ repeats: RepeatCounts, place: RequestPlace) -> String? {
    guard repeats.ofPhone > 1 || repeats.ofMatter > 1 else { return nil }
    let group = place.group.flatMap { directory.group($0)?.name }
    let around = [group, "近\(RepeatCounts.days)天"].compactMap(\.self).joined(separator: "，")
    return "同号 \(repeats.ofPhone) 件 · 同事 \(repeats.ofMatter) 件（\(around)）"
  }

  /// 「近30天 2 件 · 近90天 3 件 · 近一年 5 件 · 未办结 1 件」.
  func summary(_ history: CallerHistory) -> String {
    let counts = [(30, "近30天"), (90, "近90天"), (365, "近一年")].map {
      "\($1) \(history.count(days: $0, before: now)) 件"
    }
    var parts = counts
    if history.open > 0 { parts.append("未办结 \(history.open) 件") }
    if history.rejected > 0 { parts.append("不满意或未解决 \(history.rejected) 件") }
    if history.hasWeChat { parts.append("已加微信，不用打电话") }
    return parts.joined(separator: " · ")
  }

  /// 「11-02 夜间噪声（不满意）」.
  private func short(_ entry: CallerHistory.Entry) -> String {
    let text = TextLayout.clip(Privacy.masked(entry.text), columns: 24)
    return "\(day(entry)) \(text)（\(result(entry))）"
  }

  /// How it ended, else how far it has come.
  func result(_ entry: CallerHistory.Entry) -> String {
    entry.ending?.title ?? entry.status.title
  }

  /// 「11-02」, with the year when it was another.
  func day(_ entry: CallerHistory.Entry) -> String {
    let (year, month, date) = entry.receivedAt.day.components
    let short = "\(month < 10 ? "0" : "")\(month)-\(date < 10 ? "0" : "")\(date)"
    return year == now.day.components.year ? short : "\(year)-\(short)"
  }

  /// The place of an entry.
  func place(_ entry: CallerHistory.Entry) -> String {
    Privacy.masked(directory.label(of: entry.place))
  }
}
