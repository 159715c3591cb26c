import Foundation

/// What is said to the terminal besides what ncurses says.
enum ControlSequences {
  static let enableMouse = "\u{1B}[?1000h\u{1B}[?1006h"
  static let enablePaste = "\u{1B}[?2004h"
  static let askCursor = "\u{1B}[6n"
  static let pushTitle = "\u{1B}[22;2t"
  static let bell = "\u{7}"

  /// Undoes every mode that the console may have set, harmlessly when it had not.
  ///
  /// - Parameters:
  ///   - capabilities: terminfo's own strings to leave the screen with
  ///   - poppingTitle: whether the title was saved
  static func restore(capabilities: [String], poppingTitle: Bool) -> [UInt8] {
    var text = "\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l\u{1B}[?1l\u{1B}>"
    if poppingTitle { text += "\u{1B}[23;2t" }
    text += capabilities.joined()
    return Array(text.utf8)
  }

  /// Sets the title of the window. A control character in the text could end the sequence early and
  /// begin another, hence the sanitising.
  static func title(_ text: String) -> String {
    "\u{1B}]2;\(TextLayout.clip(Sanitizer.line(text), columns: 200))\u{1B}\\"
  }

  /// Puts text into the clipboard of the computer that the terminal runs on, through SSH too.
  static func clipboard(_ text: String) -> String {
    "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}"
  }

  /// Whether a terminal takes operating-system commands; the console of the kernel shows them instead.
  static func takesOperatingSystemCommands(terminalName: String) -> Bool {
    let known = [
      "xterm", "screen", "tmux", "rxvt", "alacritty", "foot", "kitty", "konsole", "gnome", "vte",
      "putty", "mintty", "st-", "wezterm", "contour", "ghostty",
    ]
    return known.contains { terminalName.hasPrefix($0) }
  }
}
