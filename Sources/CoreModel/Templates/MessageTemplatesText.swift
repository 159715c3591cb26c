/// The templates as text that staff can read and edit, and that the store keeps:
///
///     == 受理·群消息 | 受理 | 群消息 | ==
///     【{居民区}】{楼组}居民您好：…
extension MessageTemplates {
  /// What is wrong with a line of the templates' text.
  package struct Unreadable: Error, Hashable, Sendable {
    /// The line, from 1.
    package var line: Int
    /// What is wrong and how it should be.
    package var reason: String

    /// The Chinese sentence.
    package var message: String { "模板第 \(line) 行：\(reason)" }
  }

  /// Reads templates from the text that staff edit. Lines before the first heading that begin with `#`
  /// are remarks.
  /// - Throws: ``Unreadable`` for the first template that is not understood.
  package init(text: String) throws(Unreadable) {
    var templates = MessageTemplates([])
    var open: (template: MessageTemplate, line: Int, body: [String])?
    func close() throws(Unreadable) {
      guard let last = open else { return }
      var template = last.template
      template.text = last.body.joined(separator: "\n")
      do {
        templates = try templates.applying(.add(template))
      } catch {
        throw Unreadable(line: last.line, reason: "「\(template.name)」\(error.message)")
      }
    }
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, raw) in lines.enumerated() {
      let line = String(raw)
      if line.hasPrefix("==") {
        try close()
        open = (try MessageTemplates.heading(line, number: index + 1), index + 1, [])
      } else if open != nil {
        open?.body.append(line)
      } else {
        let plain = line.tidied
        guard plain.isEmpty || plain.hasPrefix("#") || plain.hasPrefix("＃") else {
          throw Unreadable(line: index + 1, reason: "模板要以 == 名称 | 时机 | 对象 | 类别 == 这样的一行开头")
        }
      }
    }
    try close()
    self = templates
  }

  /// The templates as the text that staff edit; reading it gives the same templates.
  package var text: String {
    MessageTemplates.preamble
      + all.map { template in
        let heading = [
          template.name, template.moment.title, template.audience.title,
          template.categories.joined(separator: "、"),
        ].joined(separator: " | ")
        return "== \(heading) ==\n\(template.text)\n"
      }.joined(separator: "\n")
  }

  private static let preamble = """
    # 给居民的话：每个模板一段，== 那一行写 名称 | 时机 | 对象 | 类别；类别可以不写，几个用顿号隔开。
    # 时机：\(TemplateMoment.allCases.map(\.title).joined(separator: "、"))；对象：\(TemplateAudience.allCases.map(\.title).joined(separator: "、"))。
    # 群消息可以用 \(TemplateField.list(for: .group))
    # 给本人还可以用 \(TemplateField.allCases.filter(\.isPersonal).map { "{\($0.title)}" }.joined(separator: "、"))


    """

  private static func heading(
    _ line: String, number: Int
  ) throws(Unreadable) -> MessageTemplate {
    func complaint(_ reason: String) -> Unreadable { Unreadable(line: number, reason: reason) }
    var plain = Substring(line.tidied)
    while plain.hasPrefix("=") { plain = plain.dropFirst() }
    while plain.hasSuffix("=") { plain = plain.dropLast() }
    var columns = plain.split(omittingEmptySubsequences: false) { $0 == "|" || $0 == "｜" }
      .map { String($0).tidied }
    guard (3...4).contains(columns.count) else {
      throw complaint("应写 名称 | 时机 | 对象 | 类别，用 | 分开；类别可以不写")
    }
    columns += Array(repeating: "", count: 4 - columns.count)
    guard let moment = TemplateMoment.allCases.first(where: { $0.title == columns[1] }) else {
      let known = TemplateMoment.allCases.map(\.title).joined(separator: "、")
      throw complaint("时机写 \(known)，不是「\(columns[1])」")
    }
    guard let audience = TemplateAudience.allCases.first(where: { $0.title == columns[2] }) else {
      let known = TemplateAudience.allCases.map(\.title).joined(separator: "或")
      throw complaint("对象写 \(known)，不是「\(columns[2])」")
    }
    return MessageTemplate(
      name: columns[0], moment: moment, audience: audience,
      categories: MessageTemplates.words(columns[3]), text: "")
  }

  /// Categories as people list them.
  package static func words(_ list: String) -> [String] {
    list.split { $0.isWhitespace || "、，,；;".contains($0) }.map(String.init)
  }
}
