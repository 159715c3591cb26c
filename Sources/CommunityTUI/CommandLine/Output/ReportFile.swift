import CoreModel
import Foundation
import Store

/// A report on its way to a file: the figures of a span with those before, and whatever a kind of file asks besides.
struct ReportFile {
  /// As what it is written.
  enum Kind: String, CaseIterable, Sendable {
    case html, xlsx, appraisal

    /// The Chinese name.
    var title: String {
      switch self {
      case .html: "统计网页"
      case .xlsx: "Excel 工作簿"
      case .appraisal: "物业考核表"
      }
    }

    /// What is in it.
    var note: String {
      switch self {
      case .html: "数字、算法、图，A4 打印；没有居民姓名、电话和室号"
      case .xlsx: "总览、时限、构成、楼组×周、明细（不带电话）"
      case .appraisal: "每家物业一张，得分和算法，A4 打印、签字"
      }
    }

    /// What to do with it.
    var advice: String { self == .xlsx ? "用 Excel 或 WPS 打开" : "用浏览器打开打印" }

    /// How its name ends.
    var ending: String { self == .xlsx ? "xlsx" : "html" }

    /// How its name begins.
    var beginning: String { self == .appraisal ? "物业考核" : "统计" }
  }

  let store: DeskStore
  /// Of what it is.
  let place: String
  /// The figures.
  let survey: Survey
  /// Those of the span before.
  let before: Survey
  /// People and places.
  let directory: CoreModel.Directory
  /// The sheets by which companies are appraised.
  let book: AppraisalBook
  /// When it is made.
  let now: Instant

  /// Reads what a report says.
  init(
    store: DeskStore, question: SurveyQuestion, place: String? = nil,
    directory: CoreModel.Directory, book: AppraisalBook, now: Instant
  ) throws {
    self.store = store
    self.directory = directory
    self.book = book
    self.now = now
    if let place {
      self.place = place
    } else if case .neighborhood = question.scope {
      self.place = directory.neighborhood.name
    } else {
      self.place = "全部居民区"
    }
    survey = try store.survey(question, at: now)
    before = try store.survey(
      SurveyQuestion(question.span.previous, of: question.scope, only: question.filter), at: now)
  }

  private var question: SurveyQuestion { survey.question }

  /// The companies with requests, those with most first.
  var companies: [String] {
    (survey.parts[.company] ?? []).compactMap { part in
      if case .company(let name?) = part.key { name } else { nil }
    }
  }

  /// The sheets of some companies, filled in.
  func appraisals(of companies: [String]) throws -> [Appraisal] {
    try companies.compactMap { company in
      guard let sheet = book.sheet(for: company) else { return nil }
      let own = SurveyQuestion(
        question.span, of: question.scope, only: question.filter + [.company(company)])
      return Appraisal(sheet, of: company, by: try store.survey(own, at: now))
    }
  }

  /// The page of one of the kinds that a browser shows.
  func page(_ kind: Kind, companies: [String]? = nil) throws -> HTMLPage {
    guard kind == .appraisal else {
      return ReportPage(survey: survey, before: before, place: place, now: now).page
    }
    let appraisals = try appraisals(of: companies ?? self.companies)
    guard !appraisals.isEmpty else {
      throw StoreError.file("\(question.span.title)没有哪家物业的诉求，没有写出任何文件；物业名称写在「设置 → 小区」里")
    }
    return AppraisalPage(appraisals: appraisals, place: place, now: now).page
  }

  /// Writes it under a name.
  /// - Throws: ``StoreError`` when there is a file already, or none can be made here; then nothing was written.
  func write(
    _ kind: Kind, to path: String, companies: [String]? = nil, replacing: Bool = false
  ) throws {
    switch kind {
    case .html, .appraisal:
      try TextFile.write(
        try page(kind, companies: companies).text, to: path, replacing: replacing)
    case .xlsx:
      try ReportWorkbook(file: self).write(to: path, replacing: replacing)
    }
  }

  /// Writes it beside the person's other papers, over nothing; where it is.
  func writeBeside(_ kind: Kind, in folder: String) throws -> String {
    let name = "\(folder)/\(kind.beginning)-\(question.span.text)"
    let paths = (1...99).map { "\(name)\($0 == 1 ? "" : "-\($0)").\(kind.ending)" }
    if kind != .xlsx {
      // The same page once more needs no second file.
      let bytes = Data(try page(kind).text.utf8)
      if let same = paths.first(where: { FileManager.default.contents(atPath: $0) == bytes }) {
        return same
      }
    }
    guard let path = paths.first(where: { !FileManager.default.fileExists(atPath: $0) }) else {
      throw StoreError.failed("\(folder) 里同一期的\(kind.title)太多了；请先移走一些再存")
    }
    try write(kind, to: path)
    return path
  }
}
