package import CoreModel

/// Which requests a list shows.
///
/// The order belongs to the view: open ones by what is owed next, the rest newest first.
package struct QueueFilter: Hashable, Sendable {
  /// One of the lists of the desk.
  package enum View: String, CaseIterable, Hashable, Sendable {
    /// 未办结, by due time.
    case open
    /// 超时: open, and what is owed next is past due; by due time.
    case overdue
    /// 已办结 and 已撤销, last closed first.
    case closed
    /// Every request, last received first.
    case all
    /// 今日收到, last received first.
    case today

    /// The Chinese name.
    package var title: String {
      switch self {
      case .open: "未办结"
      case .overdue: "超时"
      case .closed: "已办结"
      case .all: "全部"
      case .today: "今日收到"
      }
    }
  }

  /// The neighbourhood; no query sees beyond it.
  package var scope: NeighborhoodID
  /// The list.
  package var view: View
  /// Only those of a building group.
  package var group: GroupID?
  /// Only those of a tier.
  package var tier: Tier?
  /// Only those that came from 12345.
  package var hotlineOnly: Bool
  /// Only those that this person handles.
  package var handler: PersonID?
  /// Words that must all match: text, place, room, group, resident, handler, number, the phone's
  /// beginning or last four digits, 拼音首字母 of names; and what the columns show: the step, status, tier,
  /// urgency and channel, by their whole words.
  ///
  /// In closed and all, matches of the text come last recorded first (the index knows that order). There
  /// a tier, a channel, 已办结 and 已撤销 are found by themselves, a step, an urgency and the statuses of open
  /// requests only beside a word of the text: there are too few of them to be looked for in every request.
  package var search: String

  /// Makes a filter; by default everything that is open.
  package init(
    scope: NeighborhoodID, view: View = .open, group: GroupID? = nil, tier: Tier? = nil,
    hotlineOnly: Bool = false, handler: PersonID? = nil, search: String = ""
  ) {
    self.scope = scope
    self.view = view
    self.group = group
    self.tier = tier
    self.hotlineOnly = hotlineOnly
    self.handler = handler
    self.search = search
  }
}
