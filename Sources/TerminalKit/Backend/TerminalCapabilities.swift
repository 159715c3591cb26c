import CNCurses
import Glibc

/// What terminfo says about a terminal, asked before anything on the screen is touched.
struct TerminalCapabilities {
  let name: String
  /// The sequences that leave the screen, in the order in which to send them.
  let restoring: [String]
  let takesOperatingSystemCommands: Bool

  init(name: String, descriptor: Int32) throws(TerminalError) {
    self.name = name
    var status: Int32 = 0
    guard name.isEmpty == false, setupterm(name, descriptor, &status) == OK else {
      throw .unknownTerminal(name: name)
    }
    guard Self.string("cup") != nil else { throw .unsuitableTerminal(name: name) }
    restoring = ["sgr0", "rmkx", "cnorm", "rmcup"].compactMap(Self.string)
    takesOperatingSystemCommands = ControlSequences.takesOperatingSystemCommands(
      terminalName: name)
  }

  /// How many colours the terminal set up last has; 0 for none.
  static var colors: Int {
    "colors".withCString { max(0, Int(tigetnum(UnsafeMutablePointer(mutating: $0)))) }
  }

  private static func string(_ capability: String) -> String? {
    // tigetstr takes a mutable pointer it does not write through; -1 means "not a string".
    capability.withCString { pointer in
      guard let value = tigetstr(UnsafeMutablePointer(mutating: pointer)),
        Int(bitPattern: value) != -1
      else { return nil }
      return Self.withoutPadding(String(cString: value))
    }
  }

  /// Some descriptions ask for a pause as `$<5>`; a signal handler cannot oblige, and no terminal of
  /// today needs it.
  private static func withoutPadding(_ text: String) -> String {
    text.replacing(/\$<[^>]*>/, with: "")
  }
}
