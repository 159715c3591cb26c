import ArgumentParser

/// `--db` and `--as`, which every command takes, before or after its name.
struct SharedOptions: ParsableArguments {
  @Option(
    name: .customLong("db"),
    help: ArgumentHelp(
      "数据库文件；不写则用 $JUWEI_DB，再不然是 ~/.local/share/juwei/juwei.sqlite。", valueName: "文件"))
  var database: String?

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("您是谁；每一步都记下姓名。不写则用 $JUWEI_AS。", valueName: "姓名"))
  var name: String?

  @Option(
    name: [.customShort("n"), .customLong("neighborhood")],
    help: ArgumentHelp(
      "哪个居民区；库里有几个、您不止在一个办事时要写，写名称或其中几个字。不写则用 $JUWEI_NEIGHBORHOOD。",
      valueName: "居民区"))
  var place: String?
}
