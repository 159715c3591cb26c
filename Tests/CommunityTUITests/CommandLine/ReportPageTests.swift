import CoreModel
import Foundation
import Store
import Testing

@testable import CommunityTUI

@Suite("A report to print") struct ReportPageTests {
  private let question = SurveyQuestion(
    ReportSpan(.month, of: Invented.now.day), of: .neighborhood(Invented.scope))

  private func page(_ survey: Survey? = nil) -> String {
    let survey = survey ?? InventedStatistics.survey(question)
    let before = InventedStatistics.survey(
      SurveyQuestion(question.span.previous, of: question.scope))
    return ReportPage(survey: survey, before: before, place: "瑞和锦庭居民区", now: Invented.now).page.text
  }

  @Test("stands by itself: no script, nothing that is fetched, and prints on A4")
  func selfContained() {
    let text = page()
    for word in ["<script", "http", "src=", "url(", "@import"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.contains("@page { size: A4 portrait"))
  }

  @Test(
    "has every figure with its formula, every clock, a drawing for each part, and as of when it is")
  func whole() {
    let text = page()
    for kind in FigureKind.allCases {
      #expect(
        text.contains(HTMLPage.escaped(kind.title)) && text.contains(HTMLPage.escaped(kind.formula))
      )
    }
    #expect(text.contains("先行联系") && text.contains("90分位"))
    #expect(text.contains("截至 11月20日 19:42，本月还没有结束"))
    let drawings = text.components(separatedBy: "<svg").count - 1
    #expect(drawings == text.components(separatedBy: "</svg>").count - 1)
    #expect(drawings == 3 + Breakdown.allCases.count)
  }

  @Test("shows names as they were written, in drawings too")
  func escaping() {
    var survey = InventedStatistics.survey(question)
    survey.parts[.company] = [
      .init(key: .company("<b>"), title: "<b>&\"物业\"", figures: [Figure(.received, 1, of: 1)])
    ]
    survey.heat.rows = [
      .init(key: .group(nil), title: "甲<script>", counts: survey.heat.weeks.map { _ in 1 })
    ]
    let text = page(survey)
    #expect(text.contains("&lt;b&gt;&amp;&quot;物业&quot;") && !text.contains("<b>&"))
    #expect(!text.contains("<script"))
  }

  @Test("of nothing says so and draws without dividing by it")
  func nothing() {
    let empty = Survey(
      question: question, asOf: Invented.now, figures: [], clocks: [], parts: [:], days: [],
      heat: Survey.Heat(weeks: question.span.weeks))
    let text = ReportPage(survey: empty, before: empty, place: "a", now: Invented.now).page.text
    #expect(text.contains("这一期没有完成的时限") && text.contains("还没有楼组"))
  }

  @Test("a company's sheet has points, results and formulas, and room to sign")
  func appraisal() throws {
    let own = InventedStatistics.survey(
      SurveyQuestion(question.span, of: question.scope, only: [.company("瑞和物业")]))
    let sheet = try AppraisalBook.standard.sheet(for: "瑞和物业").orThrow()
    let appraisal = Appraisal(sheet, of: "瑞和物业", by: own)
    let text = AppraisalPage(appraisals: [appraisal], place: "瑞和锦庭居民区", now: Invented.now).page.text
    #expect(text.contains("2026年11月物业考核表") && text.contains("瑞和物业 · 物业月度考核"))
    for line in appraisal.lines {
      #expect(
        text.contains(line.line.name) && text.contains(HTMLPage.escaped(line.line.measure.formula)))
    }
    #expect(text.contains("class=\"signatures\"") && text.contains("业委会："))
    let document = AppraisalDocument(appraisals: [appraisal], place: "a").value.text()
    #expect(document.contains("\"company\": \"瑞和物业\"") && document.contains("\"total\": 100"))
  }

  @Test(
    "the axis of a chart ends at a round number",
    arguments: [(0, 2), (2, 2), (3, 4), (7, 10), (11, 20), (61, 100), (999, 1000)])
  func axis(value: Int, highest: Int) {
    #expect(SVGChart.niceHighest(value) == highest)
  }

  @Test("a gap breaks a line, and points differ by shape")
  func lines() {
    let text = SVGChart.lines(
      [.init(title: "收到", values: [1, nil, 3, 4]), .init(title: "办结", values: [1, 1, 1, 1])],
      labels: ["1", "2", "3", "4"]
    ).text
    #expect(text.components(separatedBy: "<polyline class=\"first\"").count == 3)
    #expect(text.contains("<circle class=\"first\"") && text.contains("<rect class=\"second\""))
  }
}
