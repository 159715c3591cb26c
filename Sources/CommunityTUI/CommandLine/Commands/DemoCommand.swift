import ArgumentParser
import CoreModel
import Store

/// `juwei demo`.
struct DemoCommand: DeskSubcommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "载入虚构的演示居民区；已有诉求的数据库不会动。",
    discussion: """
      人名、地址、电话全是虚构的。

      例：
        juwei demo --db /tmp/演示.sqlite && juwei --db /tmp/演示.sqlite
        juwei demo --db /tmp/百万.sqlite --requests 1000000 --seed 7
      """)

  /// What the database is tested with.
  private static let most = 1_000_000

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("过去一年的诉求件数。", valueName: "件数"))
  var requests = 868

  @Option(help: ArgumentHelp("随机种子；同样的种子得到同样的数据。", valueName: "种子"))
  var seed: UInt64 = 1

  func validate() throws {
    guard (1...DemoCommand.most).contains(requests) else {
      throw ValidationError("--requests 要在 1 到 \(DemoCommand.most) 之间")
    }
  }

  func run(in surroundings: Surroundings) throws {
    let path = try surroundings.databasePath(shared)
    let store = try DeskStore.open(path: path, mode: .readWrite)
    defer { try? store.close() }
    let count = try store.installDemonstration(
      requests: requests, seed: seed, at: surroundings.clock.now)
    surroundings.say("已载入演示居民区和 \(count) 件虚构的诉求：\(path)")
  }
}
