/// 首次设置 as it was typed so far: kept word by word, so that a lost terminal continues where it was.
/// Nothing of it is anywhere else until all of it is taken in at once.
package struct SetupDraft: Hashable, Codable, Sendable {
  /// The steps, in their order.
  package enum Step: String, CaseIterable, Codable, Sendable {
    /// What this is.
    case welcome
    /// 居民区, and who sets it up.
    case place
    /// 小区.
    case estates
    /// 楼组.
    case groups
    /// 人员.
    case staff
    /// 错时时段.
    case hours
    /// 班次.
    case shifts
    /// What comes of it.
    case summary

    /// The Chinese name.
    package var title: String {
      switch self {
      case .welcome: "欢迎"
      case .place: "居民区"
      case .estates: "小区"
      case .groups: "楼组"
      case .staff: "人员"
      case .hours: "时段"
      case .shifts: "班次"
      case .summary: "完成"
      }
    }
  }

  /// Where it is.
  package var step = Step.welcome
  /// 居民区, as typed.
  package var neighborhood = ""
  /// The name of whoever sets it up.
  package var name = ""
  /// Their role; somebody must be able to appoint the others.
  package var role = Role.secretary
  /// 小区, one a line.
  package var estates = ""
  /// 楼组.
  package var groups = ""
  /// People, one a line.
  package var staff = ""
  /// 错时时段 of 工作日, 休息日 and 节假日.
  package var working = DutyHoursText.text(of: DutyHours.standard.working)
  /// 休息日.
  package var rest = DutyHoursText.text(of: DutyHours.standard.rest)
  /// 节假日.
  package var holiday = DutyHoursText.text(of: DutyHours.standard.holiday)
  /// The roster as a pattern.
  package var shifts = ""
  /// For how many weeks.
  package var weeks = "4"

  /// Nothing typed yet.
  package init() {}

  /// The roles of whoever sets a desk up.
  package static let roles: [Role] = Permissions.appointing + [.dutyOfficer]
}
