import ArgumentParser
import CoreModel
import Store

/// What narrows a list besides words; an option may be given several times, and then any of its values will do.
struct FacetOptions: ParsableArguments {
  @Option(help: ArgumentHelp("只看这一级，可写几次；无 为未分级。", valueName: "级别"))
  var tier: [String] = []

  @Option(help: ArgumentHelp("只看这个状态，例如 待派单，可写几次。", valueName: "状态"))
  var state: [String] = []

  @Option(help: ArgumentHelp("只看这个来源，例如 来电，可写几次。", valueName: "来源"))
  var channel: [Channel] = []

  @Option(help: ArgumentHelp("只看一个楼组，例如 12号楼，可写几次；无 为未归楼组。", valueName: "楼组"))
  var group: [String] = []

  @Option(help: ArgumentHelp("只看这位承办人或班组的，可写几次；无 为未派。", valueName: "姓名"))
  var handler: [String] = []

  @Option(help: ArgumentHelp("普通、急、特急，可写几次。", valueName: "紧急"))
  var urgency: [Urgency] = []

  @Option(help: ArgumentHelp("电话里的数字，至少 3 位，例如 2046。", valueName: "数字"))
  var phone: String?

  @Option(help: ArgumentHelp("收到的日期：今天、7天、近30天，或起止两天，例如 '11-01 11-20'。", valueName: "日期"))
  var received: String?

  @Flag(help: "只看 12345 工单。")
  var hotline = false

  /// What can be told wrong without looking at the desk is a wrong command line.
  func validate() throws {
    for text in tier where !FacetOptions.isNone(text) && Tier(argument: text) == nil {
      throw ValidationError("--tier 要写 1、2、3 或 无，不是「\(text)」")
    }
    for text in state where FacetOptions.status(named: text) == nil {
      let all = RequestStatus.allCases.map(\.title).joined(separator: "、")
      throw ValidationError("没有「\(text)」这个状态。可写：\(all)")
    }
  }

  private static func status(named text: String) -> RequestStatus? {
    RequestStatus.allCases.first {
      $0.rawValue == text || $0.title == text || String($0.title.dropFirst()) == text
    }
  }

  /// Adds what was asked for to a filter.
  func narrow(_ filter: inout QueueFilter, _ session: Session, now: Instant) throws {
    let names = NameLookup(directory: session.directory)
    for text in tier { filter.facets.choose(.tier(Tier(argument: text))) }
    for status in state.compactMap(FacetOptions.status(named:)) {
      filter.facets.choose(.status(status))
    }
    for channel in channel { filter.facets.choose(.channel(channel)) }
    for text in group {
      filter.facets.choose(.group(FacetOptions.isNone(text) ? nil : try names.group(text)))
    }
    for text in handler {
      filter.facets.choose(.handler(FacetOptions.isNone(text) ? nil : try names.handler(text)))
    }
    for urgency in urgency { filter.facets.choose(.urgency(urgency)) }
    if hotline { filter.facets.choose(.hotline(true)) }
    if let received {
      guard let span = ReceivedSpan(typed: received, on: now.day) else {
        throw UsageProblem("看不懂 --received「\(received)」。写 今天、7天，或起止两天，例如 '11-01 11-20'")
      }
      filter.facets.choose(.received(span))
    }
    if let phone {
      let digits = String(
        phone.unicodeScalars.map(\.halfWidth).filter(\.isASCIIDigit).map(Character.init))
      guard digits.utf8.count >= 3 else { throw UsageProblem("--phone 至少要写 3 位数字") }
      filter.search = [filter.search, digits].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  private static func isNone(_ text: String) -> Bool { text == "无" || text == "none" }
}

extension Unicode.Scalar {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

extension Session {
  /// A view by its name: one of ours, or one that is kept.
  func viewDefinition(
    named name: String, in surroundings: Surroundings
  ) throws -> ViewDefinition {
    if let ours = DeskView(argument: name) {
      guard !ours.isPersonal || person != nil else {
        throw UsageProblem("「\(ours.title)」要知道是谁在看，请加 --as 姓名")
      }
      return ViewDefinition(base: ours)
    }
    let views = try store.savedViews(of: scope, for: person?.id)
    guard let found = views.first(where: { $0.name == name.tidied }) else {
      let names = DeskView.shown.map(\.title) + views.map(\.name)
      throw CommandFailure(
        "没有叫「\(name)」的视图。可写：\(names.joined(separator: "、"))"
          + (person == nil ? "；自己存的视图要写 --as 姓名" : ""))
    }
    if !found.unknown.isEmpty {
      surroundings.remark("「\(found.name)」里有这个版本不认识的条件，已略过：\(found.unknown.joined(separator: "、"))")
    }
    return found.definition
  }
}
