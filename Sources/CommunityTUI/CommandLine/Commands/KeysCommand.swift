import ArgumentParser

/// `juwei keys`.
struct KeysCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "列出值班台的全部按键。",
    discussion: "例：juwei keys；juwei keys --markdown > docs/keys.md")

  @OptionGroup var shared: SharedOptions

  @Flag(help: "输出 Markdown。")
  var markdown = false

  func run(in surroundings: Surroundings) throws {
    let text = markdown ? KeyReference.markdown : KeyReference.text
    surroundings.output.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}
