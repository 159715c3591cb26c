package import CoreModel
internal import Foundation
internal import GRDB

/// The rules of one neighbourhood, as its staff have set them.
package struct DeskRules: Hashable, Sendable {
  /// What due times follow from.
  package var deadlines: DeadlineRules
  /// What suggests tier and handler.
  package var triage: TriageRules
  /// Words for residents.
  package var templates: MessageTemplates
  /// The sheets of the month's score.
  package var scores: ScoreBook
  /// The sheets by which property companies are appraised.
  package var appraisals: AppraisalBook
  /// 措施 that trends show.
  package var measures: MeasureBook
  /// What is walked and checked.
  package var checklists: ChecklistBook
  /// Who can be whistled to, and by when they must turn up.
  package var whistles = WhistleBook.standard
  /// 值班规则; what they say of hours stands in ``deadlines`` too.
  package var duty: DutyRules
  /// 标准节点 of 微实事.
  package var projects: ProjectBook = .standard
  /// 督办层级.
  package var escalation: EscalationBook

  /// Makes rules.
  package init(
    deadlines: DeadlineRules = .standard, triage: TriageRules = .standard,
    templates: MessageTemplates = .standard, scores: ScoreBook = .standard,
    checklists: ChecklistBook = .standard, duty: DutyRules = .standard,
    measures: MeasureBook = .empty, appraisals: AppraisalBook = .standard,
    escalation: EscalationBook = .standard
  ) {
    self.escalation = escalation
    self.duty = duty
    self.deadlines = deadlines
    self.triage = triage
    self.templates = templates
    self.scores = scores
    self.appraisals = appraisals
    self.measures = measures
    self.checklists = checklists
  }
}

extension DeskRules {
  /// Names of settings; what was stored under them must stay readable.
  enum Setting: String {
    /// JSON of ``PolicyBook``.
    case policies
    /// JSON of ``DutyHours``.
    case dutyHours
    /// JSON array of ``CalendarYear``, those that we do not ship or that replace ours.
    case calendarYears
    /// The text that staff edit.
    case triage
    /// The text of ``MessageTemplates``.
    case templates
    /// The text of ``ScoreBook``.
    case scores
    /// The text of ``AppraisalBook``.
    case appraisals
    /// The text of ``ChecklistBook``.
    case checklists
    /// The text of ``DutyBook``.
    case dutyBook
    /// By which built-in rules the due times were stored; see ``BuiltInRules``.
    case builtIn
    /// The text of ``MeasureBook``.
    case measures
    /// The text of ``ProjectBook``.
    case projects
    /// The text of ``WhistleBook``.
    case whistles
    /// The text of ``EscalationBook``.
    case escalation

    /// Whether the due times of open requests follow from it.
    var movesDueTimes: Bool {
      switch self {
      case .policies, .dutyHours, .calendarYears, .dutyBook, .builtIn: true
      case .triage, .templates, .scores, .appraisals, .checklists, .measures, .projects, .whistles,
        .escalation:
        false
      }
    }
  }

  /// Those of a neighbourhood; what it has not set is standard.
  init(_ db: Database, scope: NeighborhoodID) throws {
    self.init()
    let query = try db.cachedStatement(
      sql: """
        SELECT name, value FROM setting
        WHERE neighborhood_id = (SELECT id FROM neighborhood WHERE uid = ?)
        """)
    let rows = try Row.fetchCursor(query, arguments: [scope.text])
    var texts: [Setting: String] = [:]
    while let row = try rows.next() {
      guard let setting = Setting(rawValue: row[0]) else { continue }
      texts[setting] = row[1]
      try take(row[1], as: setting)
    }
    try takeDuty(texts[.dutyBook], hasHours: texts[.dutyHours] != nil, scope, db)
  }

  /// 值班规则, its own or those of its 片区, and the roster.
  private mutating func takeDuty(
    _ own: String?, hasHours: Bool, _ scope: NeighborhoodID, _ db: Database
  ) throws {
    let query = try db.cachedStatement(
      sql: """
        SELECT n.id, a.name, s.value FROM neighborhood n LEFT JOIN area a ON a.id = n.area_id
        LEFT JOIN area_setting s ON s.area_id = a.id AND s.name = '\(Setting.dutyBook.rawValue)'
        WHERE n.uid = ?
        """)
    guard let row = try Row.fetchOne(query, arguments: [scope.text]) else { return }
    do {
      duty = try DutyRules(ownText: own, areaText: row[2], areaName: row[1])
    } catch {
      throw StoreError.invalidSetting("设置「\(Setting.dutyBook.rawValue)」无法读取：\(error.message)")
    }
    deadlines.dutyTime.seasons = duty.book.seasons
    deadlines.dutyTime.specialDays = duty.book.specialDays
    if !hasHours, let hours = duty.book.hours { deadlines.dutyHours = hours }
    let roster = try RosterTime.kept(of: row[0], db)
    deadlines.dutyTime = deadlines.dutyTime.with(rostered: roster.stretches, from: roster.from)
  }

  private mutating func take(_ value: String, as setting: Setting) throws {
    do {
      switch setting {
      case .policies: deadlines.policies = try DeskRules.decoded(value)
      case .dutyHours: deadlines.dutyHours = try DeskRules.decoded(value)
      case .calendarYears:
        let years: [CalendarYear] = try DeskRules.decoded(value)
        for year in years { deadlines.calendar = deadlines.calendar.adding(year: year) }
      case .triage: triage = try TriageRules(text: value)
      case .templates: templates = try MessageTemplates(text: value)
      case .scores: scores = try ScoreBook(text: value)
      case .appraisals: appraisals = try AppraisalBook(text: value)
      case .checklists: checklists = try ChecklistBook(text: value)
      case .projects: projects = try ProjectBook(text: value)
      case .whistles: whistles = try WhistleBook(text: value)
      case .builtIn, .dutyBook: break
      // Stored days have their year: the moment makes no difference.
      case .measures: measures = try MeasureBook(text: value, now: .earliestSupported)
      case .escalation: escalation = try EscalationBook(text: value)
      }
    } catch {
      throw StoreError.invalidSetting("设置「\(setting.rawValue)」无法读取：\(error)")
    }
  }

  static func decoded<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  static func encoded(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension DeskStore {
  /// The rules of a neighbourhood.
  package func rules(of scope: NeighborhoodID) throws(StoreError) -> DeskRules {
    try look { db in
      _ = try self.roll(of: scope, db)
      return try self.rules(of: scope, db)
    }
  }

  /// Changes the duty hours. Due times of open requests follow at once; closed ones stay.
  package func setDutyHours(
    _ hours: DutyHours, of scope: NeighborhoodID
  ) throws(StoreError) {
    try set(.dutyHours, of: scope) { _ in try DeskRules.encoded(hours) }
  }

  /// Changes the policies; add versions with ``PolicyBook/adding(_:effectiveFrom:)``, so that what has
  /// started keeps its limits. Due times of open requests follow at once.
  package func setPolicies(_ policies: PolicyBook, of scope: NeighborhoodID) throws(StoreError) {
    try set(.policies, of: scope) { _ in try DeskRules.encoded(policies) }
  }

  /// Adds a year of the working calendar, or replaces it. Due times of open requests follow at once.
  package func setCalendarYear(
    _ year: CalendarYear, of scope: NeighborhoodID
  ) throws(StoreError) {
    try set(.calendarYears, of: scope) { known in
      let years: [CalendarYear] = try known.map(DeskRules.decoded) ?? []
      return try DeskRules.encoded(years.filter { $0.year != year.year } + [year])
    }
  }

  /// Changes the triage rules.
  /// - Throws: ``StoreError/refused(_:)`` when the actor's role may not.
  package func setTriageRules(
    _ rules: TriageRules, of scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) {
    try Permissions.check(actor, for: "改分级规则", allowed: Permissions.ruling)
    try set(.triage, of: scope) { _ in rules.text }
  }

  /// Replaces the words for residents.
  /// - Throws: ``StoreError/refused(_:)`` when the actor's role may not.
  package func setTemplates(
    _ templates: MessageTemplates, of scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) {
    try Permissions.check(actor, for: "改话术模板", allowed: Permissions.wording)
    try set(.templates, of: scope) { _ in templates.text }
  }

  /// Changes one of the words for residents; the list as it is then.
  /// - Throws: ``StoreError/refused(_:)`` when the actor's role may not, or another desk has changed it since it
  ///   was seen.
  package func changeTemplates(
    _ change: TemplateChange, of scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) -> MessageTemplates {
    try Permissions.check(actor, for: "改话术模板", allowed: Permissions.wording)
    try set(.templates, of: scope) { known in
      try (try known.map { try MessageTemplates(text: $0) } ?? .standard).applying(change).text
    }
    return try rules(of: scope).templates
  }

  private func set(
    _ setting: DeskRules.Setting, of scope: NeighborhoodID, _ value: (String?) throws -> String
  ) throws(StoreError) {
    try change { db in _ = try self.set(setting, of: scope, db, value) }
  }

  /// The same within a change that does more; how many open requests are due at another time.
  func set(
    _ setting: DeskRules.Setting, of scope: NeighborhoodID, _ db: Database,
    _ value: (String?) throws -> String
  ) throws -> Int {
    let roll = try self.roll(of: scope, db)
    let known = try String.fetchOne(
      db, sql: "SELECT value FROM setting WHERE neighborhood_id = ? AND name = ?",
      arguments: [roll.scopeKey, setting.rawValue])
    try db.execute(
      sql: """
        INSERT INTO setting (neighborhood_id, name, value) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET value = excluded.value
        """, arguments: [roll.scopeKey, setting.rawValue, try value(known)])
    try db.execute(sql: "UPDATE revision SET rules = rules + 1")
    // Not the kept ones: should this fail, they must not have been replaced.
    let rules = try DeskRules(db, scope: scope)
    guard setting.movesDueTimes else { return 0 }
    return try RequestRecords(db: db, roll: roll, rules: rules).recomputeOpen()
  }
}

extension DeskStore {
  /// Replaces the sheets of the month's score.
  /// - Parameter seen: The text that the person changed; nil to replace whatever is there.
  /// - Throws: ``StoreError/refused(_:)`` when the actor's role may not, or another desk has changed them since
  ///   they were seen.
  package func setScoreBook(
    _ book: ScoreBook, seen: String? = nil, of scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) {
    try Permissions.check(actor, for: "改成绩表", allowed: Permissions.ruling)
    try set(.scores, of: scope) { known in
      guard seen == nil || seen == known ?? ScoreBook.standard.text else {
        throw Refusal.outOfTurn("成绩表刚被别的值班台改过，没有覆盖它；您写的还在这里，请另存后看过新的再改")
      }
      return book.text
    }
  }

  /// Replaces the sheets by which property companies are appraised.
  /// - Parameter seen: The text that the person changed; nil to replace whatever is there.
  /// - Throws: ``StoreError/refused(_:)`` when the actor's role may not, or another desk has changed them since
  ///   they were seen.
  package func setAppraisalBook(
    _ book: AppraisalBook, seen: String? = nil, of scope: NeighborhoodID, by actor: Actor
  ) throws(StoreError) {
    try Permissions.check(actor, for: "改物业考核表", allowed: Permissions.ruling)
    try set(.appraisals, of: scope) { known in
      guard seen == nil || seen == known ?? AppraisalBook.standard.text else {
        throw Refusal.outOfTurn("物业考核表刚被别的值班台改过，没有覆盖它；您写的还在这里，请另存后看过新的再改")
      }
      return book.text
    }
  }
}
