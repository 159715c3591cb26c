import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// `juwei`: the console, or a table of the queue where there is no terminal.
struct Juwei: DeskSubcommand {
  /// What `juwei --version` says.
  static let release = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "juwei",
    abstract: "居委值班台：登记诉求、看下一步时限、办到居民认可。",
    usage: "juwei [--db <文件>] [--as <姓名>] [-n <居民区>] [<子命令>]",
    discussion: """
      在终端里直接运行 juwei 打开值班台；没有终端时列出未办结的诉求。

      例：
        juwei --as 王芳
        juwei add '12号502 楼道灯不亮 13800002046 !急' --as 王芳
        juwei list --status overdue
        juwei do 007 respond --note '已回电，师傅马上到'

      退出码：0 办成，1 没有办成（原因在标准错误输出），2 命令写法不对。
      环境变量：JUWEI_DB 数据库文件，JUWEI_AS 姓名，JUWEI_NEIGHBORHOOD 居民区，JUWEI_NOW 固定的当前时间（ISO 8601，演示和测试用），
      JUWEI_NOTIFY 有提醒时另外运行的命令，例如 notify-send；提醒的标题和内容是它的两个参数。
      """,
    subcommands: [
      AddCommand.self, ListCommand.self, ShowCommand.self, DoCommand.self, SearchCommand.self,
      ImportCommand.self, DemoCommand.self, KeysCommand.self, BackupCommand.self,
      DoctorCommand.self, StaffCommand.self, PolicyCommand.self, RulesCommand.self,
      SetupCommand.self,
      SimilarCommand.self,
      TemplatesCommand.self,
      HotlineCommand.self,
      ShiftCommand.self, HandoverCommandLine.self,
      MorningCommand.self,
      RosterCommand.self,
      PatrolCommand.self,
      TodayCommand.self,
      TrendCommand.self,
      SuperviseCommand.self,
      CouncilCommandLine.self,
      ReportCommand.self,
      ProjectCommandLine.self,
      WhistleCommandLine.self, MediationCommandLine.self,
    ])

  @OptionGroup var shared: SharedOptions

  func run(in surroundings: Surroundings) throws {
    guard surroundings.isInteractive else { return try printQueue(in: surroundings) }
    let path = try surroundings.databasePath(shared)
    let name = try surroundings.requestedName(shared)
    let store = try surroundings.open(path, mode: .readWrite)
    defer { try? store.close() }
    // A wrong name is better said here, where it stays readable, than behind the screen.
    var wish = name.map(SignInWish.name)
    if let name {
      let known = try store.ensureDesk(personNamed: name, at: surroundings.clock.now)
      if let place = surroundings.requestedPlace(shared) {
        let home = try Place.named(place, among: store.reach(of: known.person.id))
        wish = .seat(known.person.id, home.id)
      }
    }
    let code = try Console.run(
      store: store, databasePath: path, as: wish, clock: surroundings.clock)
    guard code == Program.done else { throw ExitCode(code) }
  }

  /// How many rows say enough where nobody can scroll.
  private static let rows = 30

  private func printQueue(in surroundings: Surroundings) throws {
    let path = try surroundings.databasePath(shared)
    guard DatabaseLocation.exists(path) else {
      surroundings.say("还没有数据库：\(path)")
      return sayHowToBegin(in: surroundings)
    }
    try surroundings.reading(shared) { session in
      guard let session else {
        surroundings.say("数据库是空的：\(path)")
        return sayHowToBegin(in: surroundings)
      }
      let now = surroundings.clock.now
      let counts = try session.store.counts(of: session.scope, now: now)
      surroundings.say(
        "居委值班台 \(session.directory.neighborhood.name)  "
          + "\(now.dateTimeText(relativeTo: now)) \(now.day.weekdayText)  "
          + "未办结 \(counts.open) · 待响应 \(counts.unanswered) · 将超时 \(counts.dueSoon)"
          + " · 超时 \(counts.overdue)")
      surroundings.say("")
      try RequestPrinter(session: session, surroundings: surroundings).printTable(
        QueueFilter(scope: session.scope), limit: Juwei.rows)
      surroundings.say("")
      surroundings.say("在终端里运行 juwei 打开值班台；各项命令见 juwei --help")
    }
  }

  private func sayHowToBegin(in surroundings: Surroundings) {
    surroundings.say("登记第一件诉求：  juwei add '楼道灯不亮' --as 您的姓名")
    surroundings.say("导入热线工单：    juwei import 12345 工单.csv --as 您的姓名")
    surroundings.say("先看看演示：      juwei demo")
    surroundings.say("打开值班台：      在终端里运行 juwei --as 您的姓名")
  }
}
