import CoreModel
import Store
import TerminalKit

/// A spreadsheet of 楼组, staff or a roster: its path, what it would change, then all of it or nothing.
struct DirectoryImport: Sendable {
  /// The path of the file.
  var field = TextField("", limit: 1000, placeholder: "文件路径，例如 ~/下载/楼组名册.xlsx")
  /// Whether 楼组 and staff in it are left out.
  var onlyShifts = false
  /// What it would change; nil before it was read.
  var proposal: DirectoryProposal?
  /// What is read of it.
  var view = DetailView([])
  /// Whether it is being read or taken in.
  var isWorking = false
  /// What was taken in, while the rows that were not are still to be read.
  var report: DirectoryReport?
  /// Why it could not be.
  var error: String?
}

extension AppState {
  /// Asks for the file, unless whoever sits here may not take it in.
  mutating func openDirectoryImport(onlyShifts: Bool = false) -> [Effect] {
    guard let session else { return [] }
    if let refusal = DeskChange.refusal(
      toChange: "导入名册", by: session.actor, allowed: Permissions.ruling)
    {
      say(refusal.message, .warning)
      return []
    }
    var page = DirectoryImport(onlyShifts: onlyShifts)
    if onlyShifts {
      page.field = TextField("", limit: 1000, placeholder: "文件路径，例如 ~/下载/12月值班表.xlsx")
    }
    overlays.append(.settings(.sheet(page)))
    return []
  }

  mutating func handle(_ event: InputEvent, in page: DirectoryImport) -> [Effect] {
    var page = page
    var effects: [Effect] = []
    switch event {
    case .paste(let text, _):
      if page.field.paste(Sanitizer.line(text)) == .changed { page.forget() }
    case .key(let key):
      let room = settingsRoom.inset(rows: 2, columns: 2).size
      switch key.code {
      case .escape:
        closeTop()
        return []
      case .character where key == .ctrl("c"):
        closeTop()
        return []
      case .up: page.view.scroll(by: -1, in: room)
      case .down: page.view.scroll(by: 1, in: room)
      case .pageUp: page.view.scroll(by: 1 - room.rows, in: room)
      case .pageDown: page.view.scroll(by: room.rows - 1, in: room)
      case .enter: effects = advance(&page)
      default: if page.field.handle(key) == .changed { page.forget() }
      }
    default: return []
    }
    replaceTop(with: .settings(.sheet(page)))
    return effects
  }

  /// Reads the file, then takes it in.
  private mutating func advance(_ page: inout DirectoryImport) -> [Effect] {
    let path = page.field.text.tidied
    page.error = nil
    guard !path.isEmpty else {
      page.error = "请写文件路径"
      return []
    }
    guard page.report == nil else { return [] }
    guard let proposal = page.proposal else {
      page.isWorking = true
      return save(.proposeDirectory(path: path, onlyShifts: page.onlyShifts))
    }
    guard proposal.changesSomething else {
      page.error = "没有要导入的：表里的内容都已经有了，或者不能导入"
      return []
    }
    page.isWorking = true
    return save(.applyDirectory(proposal))
  }

  /// Shows what the file would change.
  mutating func install(_ proposal: DirectoryProposal) -> [Effect] {
    guard case .settings(.sheet(var page)) = overlays.last else {
      typeAhead = TypeAhead()
      return []
    }
    page.isWorking = false
    page.proposal = proposal
    page.view = DetailView(proposal.lines(glyphs: look.glyphs), glyphs: look.glyphs)
    replaceTop(with: .settings(.sheet(page)))
    // What was typed ahead was typed before anybody saw what would change.
    typeAhead = TypeAhead()
    return []
  }

  /// After it was taken in.
  mutating func finishDirectory(_ report: DirectoryReport, session: Session) -> [Effect] {
    typeAhead = TypeAhead()
    if case .settings(.sheet(var page)) = overlays.last {
      page.isWorking = false
      if let proposal = page.proposal, proposal.count("不导入") > 0 {
        page.report = report
        page.view = DetailView(
          proposal.lines(after: report, glyphs: look.glyphs), glyphs: look.glyphs)
        replaceTop(with: .settings(.sheet(page)))
      } else {
        closeTop()
      }
    }
    if session.actor.person == self.session?.actor.person { self.session = session }
    refreshSettings()
    say("已导入：新增 \(report.added) 项，修改 \(report.changed) 项", .success)
    return loadOpenRoster() + refreshEverything()
  }

  func draw(_ page: DirectoryImport, into canvas: inout Canvas) -> Position? {
    let room = settingsRoom
    let glyphs = look.glyphs
    canvas.fill(room)
    canvas.box(room, title: "导入楼组、人员或值班表", focused: true, glyphs: glyphs.box)
    canvas.divider(in: room, row: room.row + 2, focused: true, glyphs: glyphs.box)
    let inside = room.inset(rows: 1, columns: 2)
    var view = page.view
    if page.isWorking {
      view = DetailView([.text([Span("正在读取……", Style(.muted))])])
    } else if let error = page.error {
      view = DetailView([
        .item(
          [Span(glyphs.cross, Style(.danger, bold: true))],
          [Span(error, Style(.danger, bold: true))])
      ])
    } else if page.proposal == nil {
      view = DetailView([
        .text([
          Span("XLSX、XLS 或 CSV：楼组名册（楼组、小区、楼组长、微信群、户数…）、人员名册（姓名、角色、电话…）、值班表。", Style(.muted))
        ]),
        .text([Span("Enter 先看会改什么，不会直接写入；空着的格子不会清掉已有的内容。", Style(.muted))]),
      ])
    }
    view.glyphs = glyphs
    view.draw(into: &canvas, rect: inside.inset(top: 2))
    return page.field.draw(
      into: &canvas, rect: inside.splitting(top: 1).top, focused: true, glyphs: glyphs)
  }
}

extension DirectoryImport {
  /// Another file is another proposal.
  fileprivate mutating func forget() {
    proposal = nil
    report = nil
    error = nil
    view = DetailView([])
  }
}

extension DirectoryProposal {
  /// The proposal in words: what to do next, the counts, then the rows, what is refused first.
  func lines(glyphs: WidgetGlyphs) -> [DetailLine] {
    var lines: [DetailLine] = [
      .text([
        Span("预览（还没有写入）  ", Style(.title)),
        Span(
          changesSomething ? "Enter 全部导入，Esc 放弃" : "没有要导入的", Style(.accent, bold: true)),
      ]),
      .text([Span(summary)]),
    ]
    lines += remarks.map {
      .item([Span(glyphs.alert, Style(.warning))], [Span($0, Style(.warning))])
    }
    return lines + rows()
  }

  /// What to know after it was taken in: the rows that were not, and why.
  func lines(after report: DirectoryReport, glyphs: WidgetGlyphs) -> [DetailLine] {
    let left = count("不导入")
    return [
      .text([
        Span("已导入：新增 \(report.added) 项，修改 \(report.changed) 项  ", Style(.success, bold: true)),
        Span("Esc 关闭", Style(.accent, bold: true)),
      ]),
      .item(
        [Span(glyphs.cross, Style(.danger, bold: true))],
        [Span("有 \(left) 行没有导入，原因如下；改好表格后可以再导入一次", Style(.danger, bold: true))]),
    ] + rows { $0.title == "不导入" }
  }

  /// The rows, what is refused first.
  private func rows(where isShown: (Verdict) -> Bool = { _ in true }) -> [DetailLine] {
    var lines: [DetailLine] = []
    let rank: [String: Int] = ["不导入": 0, "有变化": 1, "新增": 2, "略过": 3, "相同": 4]
    let ordered = items.filter { isShown($0.verdict) }.enumerated().sorted {
      (rank[$0.element.verdict.title] ?? 5, $0.offset)
        < (rank[$1.element.verdict.title] ?? 5, $1.offset)
    }.map(\.element)
    for item in ordered.prefix(DirectoryProposal.mostShown) {
      let style: Style =
        switch item.verdict {
        case .refused: Style(.danger)
        case .changed: Style(.warning)
        case .new: Style(.success)
        case .same, .passedOver: Style(.muted)
        }
      let place = item.sheet.isEmpty ? "第 \(item.line) 行" : "\(item.sheet) 第 \(item.line) 行"
      lines.append(
        .item(
          [Span(TextLayout.pad(item.verdict.title, columns: 6), style)],
          [
            Span("\(item.subject.title) \(item.title)  "), Span(item.words, style),
            Span("  \(place)", Style(.muted)),
          ]))
    }
    let more = ordered.count - DirectoryProposal.mostShown
    return lines + (more > 0 ? [.text([Span("…… 还有 \(more) 行", Style(.muted))])] : [])
  }

  /// More than anybody reads on a screen.
  private static let mostShown = 500
}
