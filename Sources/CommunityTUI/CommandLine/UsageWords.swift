/// ArgumentParser speaks English only; the people at the desk do not have to.
///
/// Its messages are made of few fixed phrases. What is not known here stays as it is: a phrase that
/// changes in a later version turns English again, and nothing else happens.
enum UsageWords {
  /// The text with the known phrases in Chinese.
  static func chinese(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      chineseLine(String(line))
    }.joined(separator: "\n").replacing(wrongCommand) { "没有这个命令 \($0.output.1)" }
  }

  /// Where a subcommand could stand, a word too many is one that is misspelt.
  nonisolated(unsafe) private static let wrongCommand =
    /多余的参数 ('[^']*')(?=\n.*<子命令>)/

  private static func chineseLine(_ line: String) -> String {
    var text = line
    for (english, chinese) in starts where text.hasPrefix(english) {
      text = chinese + text.dropFirst(english.count)
    }
    for (english, chinese) in phrases {
      text = text.replacing(english, with: chinese)
    }
    return text
  }

  private static let starts = [
    ("Error: ", "用法不对："), ("Usage: ", "用法："), ("USAGE: ", "用法："), ("OVERVIEW: ", ""),
    ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "子命令："), ("Help:  ", "说明："),
    ("  See 'juwei help <subcommand>' for detailed help.", "  某个子命令的说明：juwei help 子命令"),
  ]

  private static let phrases = [
    ("  See '", "  详细说明：'"), ("' for more information.", "'"),
    ("' for detailed help.", "'"), (" (default) ", "（默认）"),
    ("Show help information.", "显示说明。"), ("Show subcommand help information.", "显示子命令的说明。"),
    ("Missing expected argument ", "缺少参数 "), ("Missing value for ", "缺少值："),
    ("Unknown option ", "没有这个选项 "), ("Unexpected argument ", "多余的参数 "),
    (" unexpected arguments: ", " 个多余的参数："), ("The value ", "值 "),
    (" is invalid for ", " 不能用于 "), (". Please provide one of the following:", "。可写："),
    (". Please provide one of ", "。可写："), ("' or '", "' 或 '"), (". Did you mean ", "。是不是 "),
    (" does not take any value, but ", " 不带值，却写了 "), (" was specified.", "。"),
    ("The option ", "选项 "), ("(default: ", "(默认："), ("(values: ", "(可写："), ("; default: ", "；默认："),
    ("<options>", "<选项>"), ("<subcommand>", "<子命令>"), ("<subcommands>", "<子命令>"),
  ]
}
