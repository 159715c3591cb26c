/// The key reference. A placeholder until the command table is merged over this file.
enum KeyReference {
  /// The whole page.
  static var markdown: String { "# 按键一览\n" }
  /// The same for a terminal.
  static var text: String { "按键一览" }
}
