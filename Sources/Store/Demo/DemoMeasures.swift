import CoreModel

/// 措施 of the demonstration: one that a trend of a quarter shows with days on either side.
enum DemoMeasures {
  /// As staff would have written them.
  static func book(around now: Instant) -> MeasureBook {
    let patrol = now.day.adding(days: -19)
    let lamps = now.day.adding(days: -47)
    let text = """
      \(lamps.iso8601) 楼道灯普查更换 | 灯
      \(patrol.iso8601) 启动夜巡
      """
    return (try? MeasureBook(text: text, now: now)) ?? .empty
  }
}
