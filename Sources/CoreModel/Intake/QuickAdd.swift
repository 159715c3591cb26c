/// 快速登记: one line of Chinese, understood as it is typed.
package enum QuickAdd {
  /// Reads `12号502 楼道灯不亮 13800002046 @赵师傅 !急`.
  ///
  /// Pure and total. What is not understood stays in the draft's text: no typed word is lost. The
  /// order of the readers matters: signs say most clearly what they are, then phones, so that a
  /// number within one is not taken for a room.
  package static func parse(_ line: String, in directory: Directory) -> QuickAddDraft {
    var reading = QuickAddLine(line)
    reading.readMarks(in: directory)
    reading.readPhone()
    reading.readPlace(in: directory)
    reading.readResident(in: directory)
    return reading.finished()
  }

  /// The groups and the room that a word names, as lists write it or as people type it: `12·502`, `12号502`,
  /// `木荷苑5号201`, `3-1201`; nil when the word is not a building with a room and nothing else.
  ///
  /// Several groups when the word does not say which: a list writes `12·502` for 12号楼 of every estate.
  package static func place(
    named word: String, in directory: Directory
  ) -> (groups: Set<GroupID>, room: String)? {
    let read = QuickAddLine(word).wholePlace(in: directory)
    let listed = directory.groups(listedAs: word)
    guard let room = read?.room ?? listed?.room else { return nil }
    return ((read?.groups ?? []).union(listed?.groups ?? []), room)
  }

  /// The signs in one line of help, for below an empty input.
  package static let hint = "12号502 楼道灯不亮 13800002046 @承办人 !急 #来源"
}
