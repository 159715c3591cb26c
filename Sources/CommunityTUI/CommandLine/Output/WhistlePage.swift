import CoreModel

/// 红色吹哨单 as a page that prints on A4: what is the matter, who is called, who came, what they undertook, and room to
/// sign.
struct WhistlePage {
  let whistle: Whistle
  let directory: Directory
  let now: Instant

  /// The page.
  var page: HTMLPage {
    let order = whistle.order
    var blocks: [HTMLPage.Block] = [
      .table(
        HTMLPage.Table(
          headers: [],
          rows: [
            [.init("事由", .shaded), .init(Privacy.masked(order.title), .strong, span: 3)],
            [
              .init("级别", .shaded), .init(order.level.title, .alarm), .init("编号", .shaded),
              .init(whistle.number),
            ],
            [
              .init("吹哨时间", .shaded), .init(whistle.blownAt.dateTimeText(relativeTo: now)),
              .init("吹哨人", .shaded), .init(directory.name(of: whistle.blownBy)),
            ],
            [
              .init("报到时限", .shaded),
              .init(
                order.dueAt.dateTimeText(relativeTo: now)
                  + (whistle.timesMoved > 0 ? "（后来改过 \(whistle.timesMoved) 次）" : "")),
              .init("跟进人", .shaded), .init(directory.name(of: order.keeper)),
            ],
            [
              .init("情况和要求", .shaded),
              .init(order.words.isEmpty ? "—" : Privacy.masked(order.words), span: 3),
            ],
            [
              .init("有关诉求", .shaded),
              .init(
                whistle.requests.isEmpty
                  ? "—" : whistle.requests.map(\.number).joined(separator: "、"), span: 3),
            ],
          ], widths: [16, 38, 14, 32])),
      .heading("单位报到"), .table(calls),
    ]
    if whistle.undertakings.isEmpty {
      blocks += [.heading("单位承诺"), .note("还没有承诺。到场后请写明做什么、做到怎样、几时做到：")]
      blocks.append(
        .table(
          HTMLPage.Table(
            headers: ["单位", "做什么、做到怎样", "几时做到"],
            rows: (0..<2).map { _ in ["", "\n", ""] }, widths: [22, 56, 22])))
    } else {
      blocks += [.heading("单位承诺"), .table(undertakings)]
    }
    blocks += [.heading("业委会监督意见")]
    let notes = supervision
    blocks.append(notes.isEmpty ? .paragraph("\n\n") : .list(notes))
    if let closing = whistle.closing {
      blocks += [
        .heading("结果"), .paragraph("\(closing.result.title)：\(Privacy.masked(closing.words))"),
      ]
    }
    blocks.append(.signatures(["居民区书记：", "单位签收：", "业委会："]))
    return HTMLPage(
      title: "\(order.level.title)吹哨单", subtitle: directory.neighborhood.name, blocks: blocks,
      footer: "居委值班台 · \(now.dateTimeText(relativeTo: now)) 的情况 · 不含居民姓名和电话")
  }

  private var calls: HTMLPage.Table {
    HTMLPage.Table(
      headers: ["单位", "限时", "报到", "谁来的", "情况"],
      rows: whistle.calls.map { call in
        let name =
          call.unit.contact.isEmpty ? call.unit.name : "\(call.unit.name)\n\(call.unit.contact)"
        let came: HTMLPage.Cell =
          if let checkIn = call.checkIn {
            .init(
              checkIn.at.dateTimeText(relativeTo: now) + (call.isLate(at: now) ? "（迟）" : ""),
              call.isLate(at: now) ? .alarm : .plain)
          } else if call.isLate(at: now) {
            .init(call.reportedAt == nil ? "没有报到" : "没有报到，已上报街镇", .alarm)
          } else {
            ""
          }
        return [
          .init(name, .strong), .init(call.dueAt.dateTimeText(relativeTo: now)), came,
          .init(Privacy.masked(call.checkIn?.people ?? "")),
          .init(Privacy.masked(call.checkIn?.words ?? "")),
        ]
      }, widths: [20, 18, 20, 14, 28])
  }

  private var undertakings: HTMLPage.Table {
    HTMLPage.Table(
      headers: ["单位", "做什么、做到怎样", "几时做到", "结果"],
      rows: whistle.undertakings.map { one in
        let outcome: HTMLPage.Cell =
          switch one.settlement?.outcome {
          case .done: "做到了"
          case .dropped: .init("没有做到", .alarm)
          case nil: .init(one.what.dueAt < now ? "超期未做到" : "", .alarm)
          }
        return [
          .init(one.what.unit, .strong), .init(Privacy.masked(one.what.words)),
          .init(
            one.what.dueAt.dateTimeText(relativeTo: now)
              + (one.timesPutOff > 0 ? "（推了 \(one.timesPutOff) 次）" : "")), outcome,
        ]
      }, widths: [18, 46, 20, 16])
  }

  private var supervision: [String] {
    whistle.records.compactMap { record in
      guard case .supervised(let note) = record.event else { return nil }
      return Privacy.masked(
        "\(record.at.dateTimeText(relativeTo: now)) \(note.who)：\(note.words)")
    }
  }
}
