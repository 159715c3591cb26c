import TerminalKit

/// docs/keys.md, made from the command table; a test fails when the file is stale.
enum KeyReference {
  /// The whole page.
  static var markdown: String {
    var lines = [
      "# 按键一览", "",
      "（由 `juwei keys --markdown` 从命令表生成，请勿手改。）", "",
      "不记按键也能办事：在任何一条上按 `Enter` 打开「可做的事」，按 `:` 打开命令面板。",
      "中文输入法开着时，全角字母和标点按半角处理。", "",
    ]
    for scope in DeskCommand.Scope.inUse {
      lines += ["## \(scope.title)", "", "| 按键 | 名称 | 作用 |", "|---|---|---|"]
      for command in DeskCommand.all where command.scope == scope {
        let keys = command.keys.map { "`\($0.label)`" }.joined(separator: " ")
        lines.append("| \(keys) | \(command.short) | \(command.long) |")
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }

  /// The same for a terminal.
  static var text: String {
    DeskCommand.Scope.inUse.map { scope in
      let rows = DeskCommand.all.filter { $0.scope == scope }.map { command in
        let keys = command.keys.map(\.label).joined(separator: " ")
        return "  \(TextLayout.pad(keys, columns: 16))\(TextLayout.pad(command.short, columns: 12))"
          + command.long
      }
      return ([scope.title] + rows).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }
}

extension DeskCommand.Scope {
  /// Those that have keys, in the order of the help page.
  static let inUse = allCases.filter { scope in DeskCommand.all.contains { $0.scope == scope } }

  /// Where, in words.
  var title: String {
    switch self {
    case .everywhere: "任何地方"
    case .list: "列表里"
    case .request: "选中的诉求"
    case .roster: "值班（4）"
    case .morning: "晨会（6）"
    case .deliberation: "议事会、微实事、吹哨、调解（5）"
    case .council: "议事会（5）"
    case .projects: "微实事（5 Tab）"
    case .whistles: "吹哨（5 Tab）"
    case .mediations: "调解（5 Tab）"
    case .supervision: "督办（7）"
    case .statistics: "统计（8）"
    }
  }
}
