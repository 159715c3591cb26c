/// A request as `--json` shows it: the names that scripts rely on. Decoding fails when one is gone.
struct RequestDocument: Decodable {
  let number: String
  let status: String
  let tier: Int?
  let urgency: String
  let channel: String
  let text: String
  let group: String?
  let room: String?
  let firstReceiver: String
  let handler: String?
  let version: Int
  let receivedAt: String
  let closedAt: String?
  let obligation: Obligation?
  let clocks: [Clock]
  let events: [Event]

  struct Obligation: Decodable {
    let kind: String
    let dueAt: String
    let remainingSeconds: Int
    let overdue: Bool
  }

  struct Clock: Decodable {
    let kind: String
    let dueAt: String
    let explanation: String
  }

  struct Event: Decodable {
    let version: Int
    let kind: String
    let at: String
    let actor: String
  }

  /// Every name of the contract, to see that none is left out where it has no value.
  static let names: Set<String> = [
    "number", "status", "tier", "urgency", "channel", "text", "group", "room", "firstReceiver",
    "handler", "version", "receivedAt", "closedAt", "obligation", "clocks", "events",
  ]
}

/// What `import --json` counts.
struct ImportDocument: Decodable {
  let new: Int
  let same: Int
  let changed: Int
  let refused: Int
  let refusedRows: [Refused]

  struct Refused: Decodable {
    let line: Int
    let reason: String
  }
}

/// What `doctor --json` says.
struct DoctorDocument: Decodable {
  let ok: Bool
}
