extension QuickAddDraft {
  /// What is put down with an earlier request when the line turns out to be about that one: the words, and who
  /// said them where and how, since neither must be lost.
  package func furtherWord(in directory: Directory) -> String {
    let place = directory.label(of: place)
    let who = [
      channel?.title ?? "", place, resident.name ?? "", resident.phone ?? "",
      urgency == .normal ? "" : urgency.title,
    ].filter { !$0.isEmpty }
    let about = who.isEmpty ? "" : "（\(who.joined(separator: " "))）"
    return "再次反映\(about)：\(text)"
  }
}
