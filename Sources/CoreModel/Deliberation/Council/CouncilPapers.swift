/// 会议通知: what goes on doors and into groups, without a name, a room or a telephone.
package struct CouncilNotice: Hashable, Sendable {
  /// 【协调会通知】.
  package var title: String
  /// 瑞和锦庭居民区.
  package var neighborhood: String
  /// 11月28日 周六 14:00.
  package var time: String
  /// Where.
  package var place: String
  /// What it is about.
  package var topics: [String]
  /// Who is asked to come, without a name.
  package var people: String
  /// What else there is to say.
  package var words: String

  /// The notice of a meeting.
  package init(of meeting: CouncilMeeting, in directory: Directory, relativeTo now: Instant) {
    title = "\(meeting.kind.title)通知"
    neighborhood = directory.neighborhood.name
    time =
      "\(meeting.start.day.dateText(relativeTo: now.day)) \(meeting.start.day.weekdayText) "
      + meeting.start.clockText
    place = Privacy.masked(meeting.place)
    topics = meeting.items.map { Privacy.masked($0.title) }
    people = meeting.people.nameless
    words = Privacy.masked(meeting.words)
  }

  /// The notice as text to copy.
  package var text: String {
    var lines = ["【\(title)】\(neighborhood)", "时间：\(time)", "地点：\(place)"]
    if topics.count == 1 {
      lines.append("议题：\(topics[0])")
    } else if !topics.isEmpty {
      lines.append("议题：")
      lines += topics.enumerated().map { "\($0.offset + 1). \($0.element)" }
    }
    if !people.isEmpty { lines.append("参加：\(people)") }
    if !words.isEmpty { lines.append(words) }
    lines.append("有意见想在会上说的，请在会前告诉楼组长或居委。")
    return lines.joined(separator: "\n")
  }
}

/// 会议纪要: what is kept of a meeting, for the file and for those who were there.
package struct CouncilMinutes: Hashable, Sendable {
  /// 协调会纪要.
  package var title: String
  /// 瑞和锦庭居民区 · 会5 · 11月28日 周六 14:00 · 居委活动室.
  package var subtitle: String
  /// Host, recorder, who came and who did not.
  package var people: [String]
  /// Item by item.
  package var items: [Item]
  /// What was written down.
  package var notes: [String]
  /// What else there was.
  package var remarks: String
  /// What must be said of minutes that may still change; nil once they are kept.
  package var warning: String?

  /// Who does what by when.
  package struct Task: Hashable, Sendable {
    /// What.
    package var what: String
    /// Who.
    package var who: String
    /// By when.
    package var due: String
  }

  /// An item of the minutes.
  package struct Item: Hashable, Sendable {
    /// 议12 楼道灯.
    package var title: String
    /// Which requests it is about: their numbers.
    package var requests: [String]
    /// 「业委会：同意先修」.
    package var positions: [String]
    /// 「先修主干道：赞成 9、反对 2、弃权 1，计票 周宁」.
    package var votes: [String]
    /// 「采纳办理：…」; nil while nothing is decided.
    package var resolution: String?
    /// Who does what by when.
    package var tasks: [Task]
  }

  /// The minutes of a meeting as they are.
  /// - Parameter items: Its items as they are, for the numbers of their requests.
  package init(
    of meeting: CouncilMeeting, items agenda: [AgendaID: AgendaItem], in directory: Directory,
    relativeTo now: Instant
  ) {
    title = "\(meeting.kind.title)纪要"
    let day = meeting.start.day
    subtitle = [
      directory.neighborhood.name, "会\(meeting.number)",
      "\(day.dateText(relativeTo: now.day)) \(day.weekdayText) \(meeting.start.clockText)",
      meeting.place,
    ].joined(separator: " · ")
    var people: [String] = []
    if let closing = meeting.closing {
      people.append("主持：\(closing.host)　记录：\(closing.recorder)")
    }
    people += meeting.present.grouped.map { group in
      group.names.isEmpty ? group.label : "\(group.label)：\(group.names.joined(separator: "、"))"
    }
    let absent = meeting.people.filter { invited in
      !meeting.present.contains {
        $0.label == invited.label && (invited.name.isEmpty || $0.name == invited.name)
      }
    }
    if meeting.attendedAt != nil, !absent.isEmpty {
      people.append("未到：\(absent.map { $0.label + $0.name }.joined(separator: "、"))")
    }
    self.people = people.map(Privacy.masked)
    items = meeting.items.map { reference in
      let resolution = meeting.resolution(of: reference.id)
      return Item(
        title: "议\(reference.number) \(Privacy.masked(reference.title))",
        requests: agenda[reference.id]?.sources.map(\.number) ?? [],
        positions: meeting.positions.filter { $0.item == reference.id }.map {
          Privacy.masked("\($0.who)：\($0.words)")
        },
        votes: meeting.votes.filter { $0.item == reference.id }.map {
          Privacy.masked("\($0.question)：\($0.result)")
        },
        resolution: resolution.map { resolution in
          let again = resolution.againAt.map { "（\($0.dateTimeText(relativeTo: now)) 前）" } ?? ""
          return Privacy.masked("\(resolution.verdict.title)\(again)：\(resolution.words)")
        },
        tasks: (resolution?.tasks ?? []).map {
          Task(
            what: Privacy.masked($0.title), who: directory.name(of: $0.person),
            due: $0.dueAt.dateTimeText(relativeTo: now))
        })
    }
    notes = meeting.notes.map(Privacy.masked)
    remarks = Privacy.masked(meeting.closing?.remarks ?? "")
    if let cancelled = meeting.cancelled {
      warning = "会议已取消：\(cancelled)"
    } else if meeting.closing == nil {
      warning = "还没有散会，以下是现在的情况，决议在散会以后生效"
    }
  }

  /// The whole of it as text, for paper and for copying.
  package var text: String {
    var lines = [title, subtitle] + (warning.map { ["（\($0)）"] } ?? []) + people
    for (index, item) in items.enumerated() {
      lines += ["", MorningMinutes.ordinal(index) + item.title]
      if !item.requests.isEmpty {
        lines.append("  来自诉求 \(item.requests.joined(separator: "、"))")
      }
      lines += item.positions.map { "  意见　\($0)" }
      lines += item.votes.map { "  表决　\($0)" }
      lines.append("  决议　\(item.resolution ?? "还没有")")
      lines += item.tasks.enumerated().map { number, task in
        "    \(number + 1). \(task.what)  ——\(task.who) \(task.due)"
      }
    }
    if !notes.isEmpty { lines += ["", "会议记录"] + notes.flatMap(CouncilMinutes.indented) }
    if !remarks.isEmpty { lines += ["", "其他事项"] + CouncilMinutes.indented(remarks) }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func indented(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { "  \($0)" }
  }
}
