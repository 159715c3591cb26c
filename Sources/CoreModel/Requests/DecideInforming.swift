extension RequestHistory {
  /// What was told must be whole: nobody was told a gap.
  func decideInforming(_ informing: Informing) throws(Refusal) -> RequestEvent {
    var tidy = informing
    tidy.text = try WordLimits.checked(informing.text, "内容")
    guard !tidy.text.isEmpty else { throw .missing("请写告诉居民的话") }
    guard !tidy.text.contains(TemplateFilling.blank) else {
      throw .missing("「\(TemplateFilling.blank)」是模板里还没有的内容，请补写或删去再复制")
    }
    tidy.template = try WordLimits.checked(
      optional: informing.template, "模板名称", atMost: WordLimits.category)
    return .informed(tidy)
  }
}

extension Request {
  /// Whether telling something answers the resident (响应), if nobody has yet.
  ///
  /// What only the resident reads does. What a building's group reads does for those who asked in the
  /// group; a caller, or a ticket of the hotline (先行联系), is still owed a word of their own.
  func isAnswered(by informing: Informing) -> Bool {
    switch informing.audience {
    case .resident: true
    case .group: registration.channel == .weChatGroup && hotline == nil
    }
  }
}
