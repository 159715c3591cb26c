/// 一类事: requests about the same matter at the same place, which together may be more than repairs can settle.
package enum MatterClusters {
  /// Where a request belongs: its building group, or for matters of the grounds the spot that its words name.
  package enum Place: Hashable, Sendable {
    case group(GroupID)
    case spot(String)
    case detail(String)
  }

  /// A request, as far as it counts here.
  package struct Item: Hashable, Sendable {
    /// What the owner calls it.
    package let key: Int64
    /// Where; nil when nobody said, and then it belongs to no cluster.
    package let place: Place?
    /// The words.
    package let matter: MatterText

    /// Reads one.
    package init(key: Int64, group: GroupID?, detail: String?, text: String) {
      self.key = key
      matter = MatterText(text)
      let spot = matter.spotName ?? detail.flatMap { MatterText($0).spotName }
      if let spot, group == nil || matter.isOfGrounds {
        place = .spot(spot)
      } else if let group {
        place = .group(group)
      } else {
        place = detail.flatMap { $0.isEmpty ? nil : .detail(Likeness.roomText($0)) }
      }
    }
  }

  /// Requests that belong together.
  package struct Cluster: Hashable, Sendable {
    /// Where.
    package let place: Place
    /// 「电梯」; nil when the words are alike and the lexicon knows none of them.
    package let topic: String?
    /// Which, the greatest key first.
    package let keys: [Int64]
  }

  /// What belongs together, the largest first.
  ///
  /// At one place those with the same leading topic, where a trouble in common holds them together; those
  /// that name none join when there is nothing to choose between. Texts without a known topic belong together
  /// when they read alike. Deterministic, and the order of the items makes no difference.
  /// - Parameter least: Fewer are no cluster.
  package static func find(_ items: [Item], least: Int = 2) -> [Cluster] {
    struct Bucket: Hashable {
      var place: Place
      var topic: UInt64
    }
    var buckets: [Bucket: [Item]] = [:]
    for item in items {
      guard let place = item.place else { continue }
      buckets[Bucket(place: place, topic: item.matter.topicBit), default: []].append(item)
    }
    var clusters: [Cluster] = []
    for (bucket, members) in buckets where members.count >= least {
      let parts = bucket.topic == 0 ? alike(members) : byTrouble(members)
      for part in parts where part.count >= least {
        clusters.append(
          Cluster(
            place: bucket.place, topic: MatterLexicon.standard.names(of: bucket.topic).first,
            keys: part.sorted(by: >)))
      }
    }
    return clusters.sorted {
      ($0.keys.count, $0.keys.first ?? 0) > ($1.keys.count, $1.keys.first ?? 0)
    }
  }

  /// Keys whose troubles hang together.
  private static func byTrouble(_ members: [Item]) -> [[Int64]] {
    var sets: [UInt64] = []
    for member in members where member.matter.troubles != 0 {
      let touching = sets.filter { $0 & member.matter.troubles != 0 }
      sets.removeAll { $0 & member.matter.troubles != 0 }
      sets.append(touching.reduce(member.matter.troubles, |))
    }
    guard sets.count > 1 else { return [members.map(\.key)] }
    return sets.map { set in
      members.filter { $0.matter.troubles & set != 0 }.map(\.key)
    } + [members.filter { $0.matter.troubles == 0 }.map(\.key)]
  }

  /// Keys whose texts read alike, directly or through others. Only the newest are compared with each other.
  private static func alike(_ members: [Item]) -> [[Int64]] {
    let compared = Array(members.sorted { $0.key > $1.key }.prefix(mostCompared))
    var part = Array(compared.indices)
    for left in compared.indices {
      for right in compared.indices.dropFirst(left + 1) where part[left] != part[right] {
        guard Likeness.readingScore(compared[left].matter, compared[right].matter) >= alikeScore
        else { continue }
        let (kept, joined) = (min(part[left], part[right]), max(part[left], part[right]))
        for index in part.indices where part[index] == joined { part[index] = kept }
      }
    }
    return Dictionary(grouping: compared.indices) { part[$0] }.values.map {
      $0.map { compared[$0].key }
    }
  }

  private static let mostCompared = 150
  private static let alikeScore = 55

  /// The reason with which a cluster is proposed for 议事会.
  package static func councilReason(
    topic: String?, place: String, numbers: [String], days: Int
  ) -> String {
    let shown = numbers.prefix(12).joined(separator: "、")
    let more = numbers.count > 12 ? " 等" : ""
    let what = topic.map { "「\($0)」" } ?? ""
    return "\(place)近\(days)天\(what)同类诉求 \(numbers.count) 件（\(shown)\(more)），反复发生，提请议事会一并研究"
  }
}

extension MatterText {
  /// The first word of the spot of the grounds that the text names.
  var spotName: String? {
    guard spots != 0 else { return nil }
    return MatterWords.spots[spots.trailingZeroBitCount].split(separator: " ").first.map(
      String.init)
  }

  /// Whether it speaks of something on the grounds, or of nothing known.
  var isOfGrounds: Bool { topics == 0 || topics & MatterLexicon.standard.ofGrounds != 0 }
}
