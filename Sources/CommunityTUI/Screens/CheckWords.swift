import CoreModel
import Store
import TerminalKit

/// Findings and rounds in words, for the console and the command line. Numbers in what staff wrote are masked.
struct CheckWords {
  /// Names.
  let directory: Directory
  /// The time.
  let now: Instant

  /// `11月18日 21:05 遛狗不牵绳（文明劝导，同一处30天内第2次，屡劝不改） 徐敏 → 20261118-003`.
  func line(of finding: Finding) -> String {
    let particulars = [finding.category, finding.standing?.text].compactMap(\.self)
    let inside = particulars.isEmpty ? "" : "（\(particulars.joined(separator: "，"))）"
    let request = finding.request.map { " → \($0.number)" } ?? " 还没有登记"
    return "\(finding.at.nearText(relativeTo: now)) \(Privacy.masked(finding.words))\(inside) "
      + directory.name(of: finding.by) + request
  }

  /// Where a finding of a request comes from: `夜巡 昨日 21:05 北门 徐敏 …`.
  func source(of finding: Finding) -> String {
    let place = finding.place.isEmpty ? finding.point : finding.place
    let particulars = [finding.category, finding.standing?.text].compactMap(\.self)
    let inside = particulars.isEmpty ? "" : "（\(particulars.joined(separator: "，"))）"
    return "\(finding.checklist) \(finding.at.nearText(relativeTo: now)) "
      + "\(Privacy.masked(place))\(inside)，\(directory.name(of: finding.by)) 发现"
  }

  /// `调解四步法 3/4，还没有结束，王芳 昨日 20:05 起`.
  func line(of round: Round) -> String {
    let names = round.people.map(directory.name(of:)).joined(separator: "、")
    return "\(round.summary)，\(names) \(round.startedAt.nearText(relativeTo: now)) 起"
  }

  /// What was recorded at a point, in a few words: `正常`, `发现问题`, `已登记` once all of it is a request, empty while nobody was there.
  func result(at index: Int, of round: Round) -> String {
    if let check = round.check(at: index) {
      let findings = round.findings(at: index)
      if !findings.isEmpty, findings.allSatisfy({ $0.request != nil }) { return "已登记" }
      let count = findings.count
      let title = check.entry.result.title(in: round.checklist.kind)
      return check.entry.result == .problem && count > 1 ? "\(title) \(count)" : title
    }
    return round.ending?.skipped.contains(index) == true ? "没去" : ""
  }

  /// Who wrote down at the desk that somebody else was at a point: `吴倩代记`; nil where they did so themselves.
  func writer(at index: Int, of round: Round) -> String? {
    guard let check = round.check(at: index), check.recordedBy != check.entry.by else { return nil }
    return directory.name(of: check.recordedBy) + "代记"
  }

  /// When somebody was there, and by how much too late or too early.
  func time(at index: Int, of round: Round) -> String {
    guard let entry = round.check(at: index)?.entry else {
      return round.checklist.points[index].plannedText.map { "应 \($0)" } ?? ""
    }
    let late =
      round.minutesLate(entry).map { " 迟\($0)分" } ?? round.minutesEarly(entry).map { " 早\($0)分" }
      ?? (round.isAfterwards(entry) ? " 补记" : "")
    let isSameDay = entry.at.day == round.startedAt.day
    return (isSameDay ? entry.at.clockText : entry.at.nearText(relativeTo: now)) + late
  }
}

extension CheckWords {
  /// The lines of a request's detail: where it was found, and the steps that were taken for it.
  func lines(of checks: RequestChecks?) -> [(label: String, words: String)] {
    guard let checks else { return [] }
    return checks.findings.map { ("巡查", source(of: $0)) }
      + checks.rounds.filter { $0.ending?.isDropped != true }.flatMap { round in
        [("检查单", line(of: round))]
          + round.checklist.points.indices.compactMap { index in
            guard let entry = round.check(at: index)?.entry else { return nil }
            let words = entry.words.isEmpty ? "" : "：\(Privacy.masked(entry.words))"
            return (
              "",
              "\(index + 1) \(round.checklist.points[index].name) \(result(at: index, of: round)) "
                + "\(entry.at.nearText(relativeTo: now)) \(directory.name(of: entry.by))\(words)"
            )
          }
      }
  }

  /// The lines for the pane under a list: where it was found, and the steps that were begun; none for most.
  func brief(of checks: RequestChecks?) -> [String] {
    guard let checks else { return [] }
    let rounds = checks.rounds.filter { $0.ending?.isDropped != true }.map(\.summary)
    return (checks.findings.first.map { ["来自 \(source(of: $0))"] } ?? [])
      + (rounds.isEmpty ? [] : [rounds.joined(separator: " · ")])
  }
}
