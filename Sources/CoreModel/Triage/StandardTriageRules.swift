extension TriageRules {
  /// The table that a new committee starts from; staff edit it.
  package static let standard = TriageRules([
    TriageRule(
      name: "公共照明", keywords: ["灯不亮", "灯*不亮", "灯坏"], tier: .first,
      category: Category("水电维修"), handler: .crew(.maintenance))
  ])
}
