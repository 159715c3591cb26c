/// Why something cannot be done, in words for the person at the desk: what is so, and what to do.
package enum Refusal: Error, Hashable, Sendable {
  /// The role may not do this.
  case notPermitted(CommandKind, role: Role, allowed: [Role])
  /// It does not fit how far the request has come.
  case outOfTurn(String)
  /// Something that must be given was not.
  case missing(String)
  /// Something given is not acceptable.
  case invalid(String)

  /// The Chinese sentence.
  package var message: String {
    switch self {
    case .notPermitted(let kind, let role, let allowed):
      "「\(kind.title)」须由\(allowed.map(\.title).joined(separator: "、"))办理；您现在是\(role.title)"
    case .outOfTurn(let text), .missing(let text), .invalid(let text): text
    }
  }
}
