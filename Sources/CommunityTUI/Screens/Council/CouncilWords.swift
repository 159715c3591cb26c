import CoreModel
import Store
import TerminalKit

/// What is said of the selected thing on the screen of the 议事会.
struct CouncilWords {
  let state: AppState
  let session: AppState.Session

  private var now: Instant { state.now }

  /// The lines beside the list.
  var detail: [DetailLine] {
    if let row = state.council.row { return lines(of: row) }
    if let cluster = state.council.cluster { return lines(of: cluster) }
    if let item = state.council.item { return lines(of: item) }
    if let meeting = state.council.meeting { return lines(of: meeting) }
    return [
      text("议事会没有待办的事", .muted),
      text("诉求按 e 提交议事会，或在一类事（C）里提交，就到这里来排会", .muted),
    ]
  }

  private func text(_ words: String, _ role: Role = .text, bold: Bool = false) -> DetailLine {
    .text([Span(words, Style(role, bold: bold))])
  }

  private func labelled(_ label: String, _ words: String, _ role: Role = .text) -> DetailLine {
    .labelled(label, [Span(words, Style(role))])
  }

  private func lines(of row: QueueRow) -> [DetailLine] {
    let due = state.council.board?.pool.first { $0.id == row.id }?.dueAt
    let limit =
      row.urgency == .normal ? "要在这以前定下会期" : "急件，要在这以前开会"
    return [
      text("\(row.number) \(session.directory.label(of: row.place))", .text, bold: true),
      text(Privacy.masked(row.text)),
      labelled(
        "议事时限", due.map { "\(Words.deadline($0, at: now))，\(limit)" } ?? "没有期限", .warning),
      text("N 提议题 · J 列入已有议题 · 空格 选几件一起提 · → 看全文 · > 去向", .info),
    ]
  }

  private func lines(of cluster: ClusterRow) -> [DetailLine] {
    let carried =
      cluster.carried.isEmpty ? "" : "（\(cluster.carried.count) 件已列入议题或微实事）"
    return [
      text(
        "\(cluster.place) \(cluster.topic ?? "")：近 \(CouncilState.clusterDays) 天 \(cluster.count) 件，没办结 \(cluster.open) 件\(carried)",
        .text, bold: true)
    ] + cluster.examples.map { text("· \(Privacy.masked($0))") } + [
      text(
        cluster.proposable == 0
          ? "没办结的都已列入 · Enter 可做的事" : "N 提议题：没办结、没列入的一起提交议事会 · Enter 可做的事", .info)
    ]
  }

  private func lines(of line: AgendaLine) -> [DetailLine] {
    let item = line.item
    var lines = [
      text("议\(item.number) \(item.title)", .text, bold: true),
      labelled("状态", standing(of: line)),
    ]
    if !item.matter.isEmpty { lines.append(labelled("要议", Privacy.masked(item.matter))) }
    if let limit = line.limit {
      let what = item.urgency == .normal ? "前要定下会期" : "急件，这以前要开会"
      lines.append(labelled("时限", "\(Words.deadline(limit, at: now)) \(what)", .warning))
    }
    for source in line.kept {
      let end = source.outcome == nil ? "" : "（已办结，\(source.row.status.title)）"
      lines.append(
        labelled(
          source.row.number,
          "\(session.directory.label(of: source.row.place)) \(Privacy.masked(source.row.text))\(end)"
        ))
    }
    if line.kept.isEmpty { lines.append(labelled("诉求", "没有列入诉求", .muted)) }
    for task in line.tasks {
      let mark = task.isOpen ? "□" : task.settlement?.outcome == .done ? "■" : "—"
      let person = session.directory.name(of: task.person)
      let words = task.settlement.map { "\($0.outcome.title) \($0.words)" }
      lines.append(
        labelled(
          "交办",
          Privacy.masked(
            "\(mark) \(task.title) \(person) \(words ?? Words.deadline(task.dueAt, at: now))"),
          task.isOpen && task.dueAt < now ? .danger : .text))
    }
    for decision in item.decisions.reversed() {
      lines.append(
        labelled(
          "决议", Privacy.masked("\(decision.kind.title) \(decision.verdict.title)：\(decision.words)")
        ))
    }
    if let outcome = item.outcome {
      lines.append(labelled("结果", Privacy.masked(outcome), .success))
    }
    lines.append(text("Enter 可做的事：看诉求、交办办好、并入、移出……", .info))
    return lines
  }

  private func standing(of line: AgendaLine) -> String {
    let item = line.item
    switch item.status {
    case .scheduled, .carrying:
      let date = item.date.map {
        "\($0.start.nearText(relativeTo: now)) \($0.kind.title)（会\($0.number)）"
      }
      return [item.status.title, date].compactMap(\.self).joined(separator: "，")
    case .open:
      return item.againAt.map { "待再议，\(Words.deadline($0, at: now))" } ?? item.status.title
    case .merged: return "\(item.status.title) \(item.mergedInto?.name ?? "")"
    case .settled:
      let untold = line.kept.count { $0.row.status == .resolved }
      return untold == 0 ? "办结" : "办结；还有 \(untold) 件没有告知居民，在诉求上按 f 反馈"
    case .withdrawn: return item.entries.last.map { "撤回：\($0.words)" } ?? item.status.title
    }
  }

  private func lines(of meeting: CouncilMeeting) -> [DetailLine] {
    let day = meeting.start.day
    var lines = [
      text(
        "会\(meeting.number) \(meeting.kind.title)　\(meeting.standing(at: now))", .text, bold: true),
      labelled(
        "时间",
        "\(day.dateText(relativeTo: now.day)) \(day.weekdayText) \(meeting.start.clockText)　\(meeting.place)"
          + (meeting.timesMoved > 0 ? "（改过 \(meeting.timesMoved) 次期）" : "")),
    ]
    if !meeting.lateReason.isEmpty {
      lines.append(labelled("晚于时限", meeting.lateReason, .warning))
    }
    if let cancelled = meeting.cancelled { lines.append(labelled("取消", cancelled, .warning)) }
    for item in meeting.items {
      let resolution = meeting.resolution(of: item.id)
      lines.append(
        labelled(
          "议\(item.number)",
          item.title
            + (resolution.map { " → \($0.verdict.title)" } ?? (meeting.isOpen ? " · 未决" : "")),
          resolution == nil && meeting.attendedAt != nil ? .warning : .text))
    }
    if meeting.items.isEmpty { lines.append(labelled("议题", "没有议题，听居民说", .muted)) }
    if meeting.attendedAt != nil {
      lines.append(labelled("到会", "\(meeting.present.count) 人：\(meeting.present.nameless)"))
    } else {
      lines.append(labelled("请谁", meeting.people.isEmpty ? "还没有写" : meeting.people.nameless))
      if let missing = meeting.people.missingSides {
        lines.append(labelled("", missing, .warning))
      }
      lines.append(
        labelled(
          "通知",
          meeting.announced.map { "\($0.at.nearText(relativeTo: now)) \($0.how)" }
            ?? "还没有发；C 复制给群，I 打印张贴"))
    }
    let kept = [
      meeting.notes.isEmpty ? nil : "记录 \(meeting.notes.count) 段",
      meeting.positions.isEmpty ? nil : "意见 \(meeting.positions.count) 条",
      meeting.votes.isEmpty ? nil : "表决 \(meeting.votes.count) 次",
    ].compactMap(\.self)
    if !kept.isEmpty { lines.append(labelled("会上", kept.joined(separator: " · "))) }
    lines.append(text("Enter 可做的事 · V 看全文 · C 通知 · I 打印", .info))
    return lines
  }
}

private typealias Role = TerminalKit.Role
