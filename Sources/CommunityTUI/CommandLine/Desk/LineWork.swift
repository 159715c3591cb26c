import ArgumentParser
import CoreModel
import Store
import TerminalKit

/// Work that comes line by line on standard input, all of it on one open database.
///
/// A line that is refused is reported with its number and the rest goes on. When the database itself
/// gives up (disk full, read-only, damaged, locked for too long), no later line could do better: the
/// work ends there, and the report says from which line on nothing was done.
struct LineWork {
  /// Where the lines come from and the reports go.
  let surroundings: Surroundings
  /// Who works, and where.
  let writing: WritingSession

  /// What stands for standard input in place of a text or a number.
  static let mark = "-"

  /// Does every line; blank ones are passed over.
  /// - Throws: `ExitCode` when a line was not done.
  func forEachLine(_ body: (String, WritingSession) throws -> Void) throws {
    var number = 0
    var refused = 0
    while let line = try surroundings.input.next() {
      number += 1
      do {
        guard let text = try LineWork.text(of: line) else { continue }
        // The roll and the roles may have changed since the line before: this may run for hours.
        try body(text, try writing.refreshed())
      } catch  where LineWork.isHopeless(error) {
        remark("第\(number)行起没有办：\(LineWork.words(for: error))")
        throw ExitCode(Program.failed)
      } catch {
        refused += 1
        remark("第\(number)行没有办：\(LineWork.words(for: error))")
      }
    }
    guard refused == 0 else {
      remark("共\(number)行，\(refused)行没有办成，其余已保存")
      throw ExitCode(Program.failed)
    }
  }

  private func remark(_ line: String) { surroundings.remark(Sanitizer.text(line)) }

  private static func text(of line: InputLine) throws -> String? {
    switch line {
    case .text(let text): return text.tidied.isEmpty ? nil : text
    case .unreadable(let reason): throw CommandFailure(reason)
    }
  }

  /// Whether every later line would fail as well.
  private static func isHopeless(_ error: any Error) -> Bool {
    switch error as? StoreError {
    case .busy, .readOnly, .diskFull, .missing, .notAllowed, .notADatabase, .foreign, .newerSchema,
      .olderSchema, .damaged, .failed:
      true
    case .refused, .conflict, .notFound, .ambiguous, .unknownPerson, .unreadableEvent, .file,
      .invalidSetting, nil:
      false
    }
  }

  private static func words(for error: any Error) -> String {
    switch error {
    case let error as ValidationError: error.message
    default: complaint(about: error)
    }
  }
}

extension WritingSession {
  /// The same with the people and places of now.
  /// - Throws: ``CommandFailure`` when whoever works does not work here any more.
  func refreshed() throws -> WritingSession {
    let directory = try session.store.directory(of: session.scope)
    guard let person = directory.person(actor.person), person.isActive else {
      throw CommandFailure("\(actor.name) 已不在册")
    }
    return WritingSession(
      session: Session(store: session.store, directory: directory, person: person),
      actor: Actor(person))
  }
}
