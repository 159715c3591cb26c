import CoreModel
import Store
import TerminalKit

/// What 统计 writes: the text to be copied, files, and the sheets by which companies are appraised.
extension AppState {
  /// All numbers with their formulas in words.
  mutating func openStatisticsText() -> [Effect] {
    guard let session, let survey = statistics.survey else {
      say("还在统计，请稍候再按空格", .info)
      return []
    }
    let text: String
    let title: String
    if statistics.page == .appraisal, let appraisal {
      (text, title) = (appraisal.text, "物业考核 · \(appraisal.company)")
    } else {
      text = survey.text(
        before: statistics.before,
        place: statistics.isAll ? "全部居民区" : session.directory.neighborhood.name)
      title = "统计 · \(survey.question.span.title)"
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.isEmpty ? DetailLine.blank : .text([Span(String(line))])
    }
    overlays.append(
      .reading(
        ReadingView(
          title: title, view: DetailView(lines, glyphs: look.glyphs), hint: "y 复制  ↑↓ 翻看  Esc 回",
          copy: text)))
    return []
  }

  /// Asks as what it is written.
  mutating func openFileMenu() -> [Effect] {
    guard statistics.survey != nil else {
      say("还在统计，请稍候再按 I", .info)
      return []
    }
    let noCompany = statistics.shownCompany == nil ? "本期没有哪家物业的诉求；物业写在「设置 → 小区」里" : nil
    return openMenu(
      .statistics(.file),
      Menu(
        title: "\(statisticsSpan.title)存成文件",
        items: ReportFile.Kind.allCases.map { kind in
          MenuItem(
            id: kind.rawValue, title: kind.title, note: kind.note,
            disabledReason: kind == .appraisal ? noCompany : nil,
            keywords: [PinyinInitials.of(kind.title)])
        }))
  }

  /// Does what was chosen in a menu.
  mutating func choose(_ id: String, in menu: StatisticsMenu) -> [Effect] {
    guard let kind = ReportFile.Kind(rawValue: id), let question = statisticsQuestion else {
      return []
    }
    say("正在写……", .info)
    return save(.statistics(.write(kind, question)))
  }

  // MARK: The appraisal sheets

  /// Opens the text of the appraisal sheets.
  mutating func openAppraisalForm() -> [Effect] {
    guard let session else { return [] }
    let role = session.actor.role
    guard Permissions.ruling.contains(role) else {
      let allowed = Permissions.ruling.map(\.title).joined(separator: "、")
      say("物业考核表由\(allowed)修改，您现在是\(role.title)", .warning)
      return []
    }
    statistics.bookSeen = session.rules.appraisals.text
    return openSheet(.statistics(.book), appraisalForm(session.rules.appraisals))
  }

  private func appraisalForm(_ book: AppraisalBook) -> Form {
    Form(
      title: "物业考核表",
      fields: [
        .area(
          AppState.appraisalText, "内容", value: book.text, required: true,
          help: "一行一项：项目 | 指标 | 分值 | 算法；每张表合计 100 分", limit: AppraisalBook.longestText,
          rows: max(4, size.rows - 9))
      ], submitLabel: "保存")
  }

  private static let appraisalText = "text"

  /// Saves a form.
  /// - Throws: ``Refusal`` when something is missing or cannot be read; it is shown in the form.
  mutating func submit(_ sheet: StatisticsSheet, _ values: FormValues) throws(Refusal) -> [Effect] {
    guard let session else { return [] }
    let book: AppraisalBook
    do {
      book = try AppraisalBook(text: values.text(AppState.appraisalText) + "\n")
    } catch {
      throw Refusal.invalid(error.message)
    }
    return save(
      .statistics(.setBook(book, seen: statistics.bookSeen ?? session.rules.appraisals.text)))
  }

  /// Goes on with a form that was not saved; nil where there is none of that name any more.
  mutating func reopenStatisticsSheet(_ name: String) -> [Effect]? {
    guard name == StatisticsSheet.book.name else { return nil }
    return openAppraisalForm()
  }
}
