import CoreModel
import Store

/// What the screen of 督办 shows: figures by place, or the requests behind one of them.
struct SupervisionState: Sendable {
  /// The table that is shown: all places, or the groups of a 居民区.
  var place = SupervisionPlace.everywhere
  /// The chosen column; nil for any concern.
  var concern: Concern?
  /// The selected line of the table.
  var entry: SupervisionEntry?
  /// The place whose requests are listed; nil while the table is shown.
  var listing: SupervisionPlace?
  /// The selected request of the list.
  var request: RequestID?
  /// The figures; nil until they were read.
  var survey: SupervisionSurvey?
  /// The requests; nil until they were read.
  var list: SupervisedList?
  /// A request to be selected once the list of another 居民区 has come.
  var wanted: RequestID?

  /// What 督办层级 told the person and they have not said they saw.
  var told: [EscalationItem] = []
  /// Whether that was read once.
  var hasAskedTold = false

  /// The request that commands act on while the screen is shown; nil where none is selected.
  var row: QueueRow?

  /// The person goes to another neighbourhood: what is selected here is read there anew.
  mutating func leaveNeighborhood() {
    row = nil
    list = nil
    told = []
    hasAskedTold = false
  }

  /// The selected row of the list.
  var selectedRow: SupervisedRow? {
    listing == nil ? nil : list?.rows.first { $0.id == request }
  }
}

/// A line of the table that ↓ comes to.
enum SupervisionEntry: Hashable, Sendable {
  /// All that one may look into, or all of the 居民区.
  case all
  /// A 片区 by name; empty for 居民区 of none.
  case area(String)
  /// 居民区.
  case home(NeighborhoodID)
  /// 楼组; nil for what names none.
  case group(GroupID?)
}

/// A line of the table.
struct SupervisionLine: Equatable {
  /// What it is.
  var entry: SupervisionEntry
  /// What it is called.
  var name: String
  /// How far it is set in.
  var indent = 0
  /// The figures.
  var tally: SupervisionTally
}

extension SupervisionSurvey {
  /// The lines of a table.
  func lines(of place: SupervisionPlace) -> [SupervisionLine] {
    if let id = place.neighborhood {
      guard let home = homes.first(where: { $0.id == id }) else { return [] }
      return [SupervisionLine(entry: .all, name: "整个居民区", tally: home.tally)]
        + home.groups.map {
          SupervisionLine(entry: .group($0.id), name: $0.name, indent: 1, tally: $0.tally)
        }
    }
    var lines = [
      SupervisionLine(
        entry: .all, name: "全部",
        tally: homes.map(\.tally).reduce(SupervisionTally(), +))
    ]
    let areas = areas
    for area in areas {
      let part = homes.filter { $0.area == area }
      // Where there are no 片区 nothing is gained by a line for none.
      if areas.count > 1 || !area.isEmpty {
        lines.append(
          SupervisionLine(
            entry: .area(area), name: area.isEmpty ? "未划片区" : area,
            tally: part.map(\.tally).reduce(SupervisionTally(), +)))
      }
      lines += part.map {
        SupervisionLine(entry: .home($0.id), name: $0.neighborhood.name, indent: 1, tally: $0.tally)
      }
    }
    return lines
  }
}
