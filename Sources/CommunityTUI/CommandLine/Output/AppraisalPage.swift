import CoreModel

/// 物业考核表 as a page that prints on A4: a sheet for each company, with room to sign.
struct AppraisalPage {
  let appraisals: [Appraisal]
  let place: String
  let now: Instant

  /// The page.
  var page: HTMLPage {
    let span = appraisals.first?.spanTitle ?? ""
    let names = appraisals.map(\.company).joined(separator: "、")
    return HTMLPage(
      title: "\(span)物业考核表", subtitle: "\(place) · \(names)",
      blocks: appraisals.flatMap(blocks) + [.signatures(["居委会：", "业委会：", "物业："])],
      footer: "居委值班台 · \(place) · \(appraisals.first?.survey.asOfText ?? "") · "
        + "\(now.dateTimeText(relativeTo: now)) 制作 · 每项都能在值班台「8 统计」里打开看是哪些诉求")
  }

  private func blocks(of appraisal: Appraisal) -> [HTMLPage.Block] {
    let survey = appraisal.survey
    var blocks: [HTMLPage.Block] = [
      .heading("\(appraisal.company) · \(appraisal.sheet.name)"),
      .figures([
        .init(title: "得分（满分 \(appraisal.sheet.totalText)）", value: appraisal.earnedText),
        .init(title: "收到", value: survey[.received].valueText),
        .init(title: "办结", value: survey[.closed].valueText),
        .init(title: "期末在办", value: survey[.open].valueText),
      ]),
      .table(
        HTMLPage.Table(
          headers: ["项目", "分值", "得分", "结果", "分子/分母", "指标和算法"],
          rows: appraisal.lines.map { line in
            [
              .init(line.line.name, .strong), .init(line.pointsText),
              .init(line.earnedText, line.lost > 0 ? .alarm : .strong), .init(line.valueText),
              .init(line.whole == nil ? "" : line.fractionText),
              .init(
                "\(line.line.measure.title)＝\(line.line.measure.formula)\n"
                  + line.line.rule.text(for: line.line.measure), .muted),
            ]
          }, widths: [14, 8, 8, 10, 12, 48])),
    ]
    if appraisal.open > 0 { blocks.append(.note(appraisal.totalText)) }
    blocks += appraisal.sheet.notes.map(HTMLPage.Block.note)
    return blocks
  }
}
