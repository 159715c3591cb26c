/// A sentence with places to vary: `水龙头[关不紧|一直滴水]，{since}`.
///
/// `[a|b]` takes one of the alternatives, which may be empty; `{since}` one of a list that many
/// sentences share; `{floor}` the storey the resident lives on, `{spot}` the place on the grounds. Taken apart once, spoken often.
struct DemoPhrase: Sendable {
  private enum Piece: Sendable {
    case words(String)
    case oneOf([DemoPhrase])
    case floor
    case spot
  }

  private let pieces: [Piece]

  /// Whether it already asks for something, so that nothing needs to be added to its end.
  let asks: Bool

  /// Takes a sentence apart; marks that do not close or that nobody knows stay words, and a test
  /// sees them.
  init(_ source: String) { self.init(Substring(source)) }

  private init(_ source: Substring) {
    var pieces: [Piece] = []
    var rest = source
    while let mark = rest.firstIndex(where: { $0 == "[" || $0 == "{" }),
      let end = rest[mark...].firstIndex(of: rest[mark] == "[" ? "]" : "}")
    {
      if mark > rest.startIndex { pieces.append(.words(String(rest[..<mark]))) }
      let inside = rest[rest.index(after: mark)..<end]
      if rest[mark] == "[" {
        let choices = inside.split(separator: "|", omittingEmptySubsequences: false)
        pieces.append(.oneOf(choices.map { DemoPhrase($0) }))
      } else {
        pieces.append(DemoPhrase.piece(named: String(inside)))
      }
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append(.words(String(rest))) }
    self.pieces = pieces
    asks = DemoPhrase.requests.contains { source.contains($0) }
  }

  private static func piece(named name: String) -> Piece {
    switch name {
    case "floor": .floor
    case "spot": .spot
    default: shared[name].map { .oneOf($0) } ?? .words("{\(name)}")
    }
  }

  /// Adds one way of saying it to the end of `text`.
  func speak(
    floor: Int, spot: String, onto text: inout String, with random: inout SplitMix64
  ) {
    for piece in pieces {
      switch piece {
      case .words(let words): text += words
      case .oneOf(let choices):
        random.pick(choices).speak(floor: floor, spot: spot, onto: &text, with: &random)
      case .floor: text += DemoPhrase.floors[min(max(floor, 1), DemoPhrase.floors.count) - 1]
      case .spot: text += spot
      }
    }
  }

  private static let floors = (1...24).map { "\($0)楼" }

  private static let requests = [
    "请", "希望", "麻烦", "建议", "咨询", "帮", "吗", "要求", "快点", "什么时候", "怎么办", "怎么扔", "要开", "想",
  ]

  /// What residents say in many matters.
  private static let shared: [String: [DemoPhrase]] = sharedWords.mapValues {
    $0.map { DemoPhrase($0) }
  }

  private static let sharedWords: [String: [String]] = [
    "since": [
      "昨天晚上开始的", "这两天一直这样", "一个礼拜了", "好几天了", "今天早上发现的", "前天下雨以后就这样", "快半个月了",
      "从上个月就开始了", "刚刚发现的", "不是一次两次了", "已经第三次了", "周末就这样了",
    ],
    "worry": [
      "家里有老人", "我妈八十多了", "家里有小孩", "上下楼的老人多", "隔壁阿婆一个人住", "我腿脚不方便", "孩子要中考了",
      "我爱人刚开完刀", "楼里好几个坐轮椅的", "家里有孕妇",
    ],
    "late": [
      "半夜", "凌晨四五点", "晚上十点多", "夜里十一点以后", "天没亮", "大清早五点多", "后半夜", "晚上九点以后",
    ],
    "next": ["楼上", "楼下", "隔壁", "对门", "楼上新搬来的", "楼上租户", "斜对面"],
    "many": ["两", "三", "四", "五六", "七八", "十来"],
  ]

  /// What a resident adds at the end.
  static let asks = [
    "麻烦派人来看看", "能不能快点处理", "请居委帮忙协调", "什么时候能弄好", "希望尽快解决", "拜托了", "麻烦了谢谢",
    "请尽快安排", "给个说法", "帮忙问一下物业", "有没有人管管", "最好今天能来", "谢谢居委老师", "等你们回复",
  ]

  /// How a message begins, when it does not begin with the matter itself.
  static let greetings = ["您好，", "居委老师，", "你好，", "请问一下，", "老师您好，", "反映一下，", "跟你们说个事，"]

  /// How the city hotline writes a matter down.
  static let hotlineOpenings = ["市民来电反映：", "来电人表示，", "市民反映，", "市民来电：", "来电人称，"]
}
