import Foundation

/// Why the console cannot be shown, in words for the person at the desk.
package enum TerminalError: Error, Hashable, Sendable {
  case notATerminal
  case noUnicodeLocale
  case unsuitableTerminal(name: String)
  case unknownTerminal(name: String)
  case systemCall(name: String, code: Int32)
}

extension TerminalError: LocalizedError, CustomStringConvertible {
  /// The same words, for whoever asks in Foundation's way.
  package var errorDescription: String? { description }

  /// What is wrong and what to do about it.
  package var description: String {
    switch self {
    case .notATerminal:
      "标准输入或输出不是终端。请直接在终端窗口里运行，不要用管道或重定向。"
    case .noUnicodeLocale:
      "系统没有可用的 UTF-8 语言环境，汉字无法显示。请设置 LANG=C.UTF-8 后再试。"
    case .unsuitableTerminal(let name):
      "终端类型「\(name)」不能移动光标，无法显示界面。请换用 xterm、tmux 等终端，或设置 TERM=xterm-256color。"
    case .unknownTerminal(let name):
      "系统里没有终端类型「\(name)」的说明。请设置 TERM=xterm-256color 后再试。"
    case .systemCall(let name, let code):
      "系统调用 \(name) 失败：\(String(cString: strerror(code)))"
    }
  }
}
