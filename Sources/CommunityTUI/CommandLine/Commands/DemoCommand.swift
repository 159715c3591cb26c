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
        juwei demo --db /tmp/街镇.sqlite --neighborhoods 23 --requests 20000
        juwei demo --db /tmp/百万.sqlite --requests 1000000 --seed 7
      """)

  @OptionGroup var shared: SharedOptions

  @Option(help: ArgumentHelp("过去一年的诉求件数。", valueName: "件数"))
  var requests = DemoNeighborhood.usualRequests

  @Option(help: ArgumentHelp("几个居民区；第一个是瑞和锦庭，其余同在一个街镇。", valueName: "个数"))
  var neighborhoods = 1

  @Option(help: ArgumentHelp("随机种子；同样的种子得到同样的数据。", valueName: "种子"))
  var seed: UInt64 = 1

  func validate() throws {
    guard (1...DemoNeighborhood.mostRequests).contains(requests) else {
      throw ValidationError("--requests 要在 1 到 \(DemoNeighborhood.mostRequests) 之间")
    }
    guard (1...DemoTown.most).contains(neighborhoods) else {
      throw ValidationError("--neighborhoods 要在 1 到 \(DemoTown.most) 之间")
    }
  }

  func run(in surroundings: Surroundings) throws {
    let path = try surroundings.databasePath(shared)
    let store = try DeskStore.open(path: path, mode: .readWrite)
    defer { try? store.close() }
    let town = DemoTown(
      seed: seed, now: surroundings.clock.now, count: neighborhoods, requests: requests)
    var reported = 0
    let count = try store.installDemonstration(town) { stored in
      guard stored - reported >= DemoCommand.step else { return }
      reported = stored
      surroundings.remark("已存入 \(stored) 件……")
    }
    surroundings.say(
      "已载入\(neighborhoods == 1 ? "" : " \(neighborhoods) 个")演示居民区和 \(count) 件虚构的诉求：\(path)")
    for neighborhood in town.neighborhoods.prefix(3) {
      let desk = neighborhood.directory.people(with: Set(Permissions.desk)).map(\.name)
      let home = neighborhoods == 1 ? "" : "（\(neighborhood.directory.neighborhood.name)）"
      surroundings.say("可用的姓名\(home)：\(desk.joined(separator: "、"))")
    }
    if neighborhoods > 1 {
      let supervisors = town.neighborhoods[0].directory.people(with: [.supervisor]).map(\.name)
      surroundings.say("看全街镇的：\(supervisors.joined(separator: "、"))")
    }
  }

  /// A million take minutes; a sign of life about every ten seconds.
  private static let step = 50_000
}
