/// What a person is to the committee; permissions hang on it.
package enum Role: String, CaseIterable, Codable, Sendable {
  /// 值班员: takes requests and sees them through.
  case dutyOfficer
  /// 主任 of the residents' committee.
  case director
  /// 书记 of the neighbourhood; owns 督办.
  case secretary
  /// 物业经理.
  case propertyManager
  /// 维修人员 of the property company's crew.
  case maintenance
  /// 网格员.
  case gridWorker
  /// 民警 of the community police.
  case police
  /// 调解员.
  case mediator
  /// 街镇督导, the supervisor from the sub-district.
  case supervisor
  /// 只读.
  case readOnly

  /// The Chinese title.
  package var title: String {
    switch self {
    case .dutyOfficer: "值班员"
    case .director: "主任"
    case .secretary: "书记"
    case .propertyManager: "物业经理"
    case .maintenance: "维修人员"
    case .gridWorker: "网格员"
    case .police: "民警"
    case .mediator: "调解员"
    case .supervisor: "街镇督导"
    case .readOnly: "只读"
    }
  }
}
