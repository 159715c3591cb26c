package import CoreModel

/// Who asks: bound around what the console or the command line does for somebody. Every way to a neighbourhood goes
/// through its ``Roll``, and that asks whether they belong there; unbound, it is the program itself (opening,
/// doctor, a backup).
package enum Viewer {
  /// The person; nil for the program itself.
  @TaskLocal package static var current: PersonID?

  /// Does something for somebody.
  package static func bound<T>(to person: PersonID?, _ body: () throws -> T) rethrows -> T {
    try $current.withValue(person, operation: body)
  }
}
