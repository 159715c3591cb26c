import CoreModel
import Store
import TerminalKit

/// What is only read: the keys, the whole request.
extension AppState {
  /// Opens the help page, made from the command table.
  mutating func openHelp() -> [Effect] {
    var lines: [DetailLine] = [
      .text([Span("不记按键也能办事：在任何一条上按 Enter 打开「可做的事」，按 : 打开命令面板。")]),
      .text([Span("中文输入法开着时，全角字母和标点按半角处理；打字的地方不受影响。", Style(.muted))]),
    ]
    // The keys of the screen that one is on come first, and what they mean elsewhere is left out.
    let own = screen.scope.map { [$0] } ?? []
    for scope in own + DeskCommand.Scope.inUse.filter({ !own.contains($0) }) {
      let keys = DeskCommand.all.filter { $0.scope == scope }.map { command in
        (command: command, keys: command.keys.filter { works($0, as: command) })
      }.filter { !$0.keys.isEmpty }
      guard !keys.isEmpty else { continue }
      lines += [.blank, .rule(scope.title)]
      lines += keys.map { command, keys in
        .labelled(
          keys.map(\.label).joined(separator: " "),
          [Span(TextLayout.pad(command.short, columns: 10), Style(.accent)), Span(command.long)])
      }
    }
    lines += [
      .blank, .rule("标记"),
      .labelled("\(look.glyphs.cross) 超", [Span("已经超过时限", Style(.danger))]),
      .labelled("\(look.glyphs.alert)", [Span("30 分钟内到时限", Style(.warning))]),
      .labelled("\(look.glyphs.check)", [Span("已标记：步骤键和 Enter 对标记的一起办，先看清楚哪些能办")]),
      .labelled("主3 并", [Span("主3 是有 3 件并件的主件，并 是并入别的诉求的并件")]),
      .labelled("急 特", [Span("紧急程度；其余显示 一、二、三 级，— 是还没有分级")]),
    ]
    overlays.append(
      .reading(ReadingView(title: "按键说明", view: DetailView(lines, glyphs: look.glyphs))))
    return []
  }

  /// Whether a key gives a command where one is: that of another board always says where it works.
  private func works(_ key: Key, as command: DeskCommand) -> Bool {
    if command.scope.isOfBoards { return true }
    return DeskCommand.forKey(key, on: screen)?.id == command.id
  }

  /// Opens the selected request, whole.
  mutating func openDetails(by key: Key?) -> [Effect] {
    guard selectedRow != nil else { return [] }
    if let effects = waitForDetail(key) { return effects }
    guard let detail = selectedDetail else { return [] }
    return openWhole(detail)
  }

  /// Opens a request, whole.
  mutating func openWhole(_ detail: RequestDetail) -> [Effect] {
    guard let text = detailText(detail) else { return [] }
    overlays.append(
      .reading(
        ReadingView(
          title: detail.request.number, view: DetailView(text.full, glyphs: look.glyphs),
          hint: "↑↓ 翻看  r t d… 直接办理  Esc 关闭", request: detail.history.id)))
    return [
      .loadSimilar(SimilarQuery(detail.request.registration, excluding: detail.history.id))
    ]
  }

  /// The words of a request.
  func detailText(_ detail: RequestDetail) -> RequestDetailText? {
    session.map {
      RequestDetailText(
        detail: detail, directory: $0.directory, now: now,
        isPhoneRevealed: self.detail.revealed == detail.history.id, filesFolder: filesFolder,
        rules: $0.rules.deadlines, glyphs: look.glyphs,
        claim: otherClaim(on: detail.history.id).map(words(of:)),
        similar: self.detail.similar.flatMap { $0.request == detail.history.id ? $0.found : nil },
        silence: $0.rules.deadlines.silence(of: detail.request, at: now))
    }
  }
}
