/// Who may do what: one table for the console, the command line and imports alike.
package enum Permissions {
  /// The roles that may give a command.
  ///
  /// 书记 alone takes up what residents did not accept (二次督办); the crew records only its own work;
  /// whoever only reads gives no command at all.
  package static func roles(for kind: CommandKind) -> [Role] {
    switch kind {
    case .respond, .note: desk + field + [.supervisor]
    case .triage, .dispatch: desk + [.propertyManager]
    case .accept, .arrive, .resolve: handling
    case .feedback: desk + [.propertyManager, .gridWorker, .mediator]
    case .hold, .resume: desk + [.propertyManager, .mediator]
    case .confirm, .reject, .amend, .cancel, .reopen: desk
    case .escalate: desk + [.mediator]
    case .supervise: [.secretary]
    case .undo: desk + field
    case .revealPhone: desk + field
    case .link, .unlink: desk
    case .inform: desk + [.propertyManager, .gridWorker, .mediator]
    case .acknowledge: desk + field + [.supervisor]
    case .reconcile: importing
    case .sign, .reply, .askReturn, .answerReturn, .askExtension, .answerExtension, .visit, .review,
      .order, .share, .correctTicket:
      desk
    case .contact, .meet, .interim: desk + field
    case .waive: [.secretary]
    case .assign, .changeTask: desk
    case .settleTask: desk + field
    case .inquire, .closeInquiry: [.secretary, .supervisor]
    case .answerInquiry: desk + field
    }
  }

  /// The roles that may look at the phone of a caller who asked for 保密.
  package static let revealingConfidential: [Role] = [.secretary, .director]

  /// The roles that may take a new request down.
  package static let registering: [Role] = desk + [.gridWorker, .propertyManager, .mediator]

  /// The roles that may go on with what another desk has open: all who may record anything at all.
  package static let takingOver: [Role] = desk + field + [.supervisor]

  /// The roles that may import an export of the hotline.
  package static let importing: [Role] = desk

  /// The roles that may change the rules of the desk: triage, limits, hours.
  package static let ruling: [Role] = [.director, .secretary]

  /// The roles that may change the words that residents are told.
  package static let wording: [Role] = desk

  /// The roles that may say who belongs to the crew, and as what.
  package static let appointing: [Role] = [.secretary, .director]

  /// The roles that requests are given to: those who may record what was done. A supervisor looks on, and
  /// who only reads could never answer for it.
  package static let handling: [Role] = desk + field

  /// The roles that may walk a checklist and record what they find.
  package static let patrolling: [Role] = desk + field

  /// Those who sit at the desk.
  package static let desk: [Role] = [.dutyOfficer, .director, .secretary]
  private static let field: [Role] = [
    .propertyManager, .maintenance, .gridWorker, .police, .mediator,
  ]
}
