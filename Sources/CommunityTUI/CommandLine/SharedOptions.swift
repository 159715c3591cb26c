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
}
