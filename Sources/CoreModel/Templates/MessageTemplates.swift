/// The desk's templates, in the order in which they are offered.
package struct MessageTemplates: Hashable, Sendable {
  /// The templates.
  package var all: [MessageTemplate]

  /// Makes a list.
  package init(_ all: [MessageTemplate]) { self.all = all }

  /// The template with this name.
  package func named(_ name: String) -> MessageTemplate? { all.first { $0.name == name } }

  /// Those that fit a request now: first the ones for its category and its moment, then the ones for its
  /// moment, then those for any time; the rest are left out.
  /// - Parameter audience: Only those for these readers; nil for all.
  package func fitting(
    _ request: Request, for audience: TemplateAudience? = nil
  ) -> [MessageTemplate] {
    let moment = TemplateMoment(of: request.status)
    let category = request.category?.name
    func rank(_ template: MessageTemplate) -> Int? {
      guard audience == nil || template.audience == audience else { return nil }
      guard template.moment == moment || template.moment == .any else { return nil }
      let isOwn = category.map(template.categories.contains) ?? false
      guard template.categories.isEmpty || isOwn else { return nil }
      return (template.moment == .any ? 2 : 0) + (isOwn ? 0 : 1)
    }
    return all.enumerated().compactMap { index, template in
      rank(template).map { (rank: $0, index: index, template: template) }
    }.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map(\.template)
  }
}

/// One change of the list. It names what the person saw, so that two desks cannot overwrite each other.
package enum TemplateChange: Hashable, Sendable {
  /// A new template at the end.
  case add(MessageTemplate)
  /// Another text, name or place of use.
  case replace(MessageTemplate, with: MessageTemplate)
  /// It is not used any more.
  case remove(MessageTemplate)
  /// One earlier in the list.
  case raise(MessageTemplate)
}

extension MessageTemplates {
  /// The list after a change.
  /// - Throws: ``Refusal`` when the template is not as it was seen, a name is taken, or it cannot be kept.
  package func applying(_ change: TemplateChange) throws(Refusal) -> MessageTemplates {
    var next = self
    switch change {
    case .add(let template):
      let tidy = try template.checked()
      try refuseTaken(tidy.name, except: nil)
      guard all.count < MessageTemplates.most else {
        throw .invalid("模板已有 \(all.count) 个，太多了不好选；请先删去不用的")
      }
      next.all.append(tidy)
    case .replace(let seen, let template):
      let index = try place(of: seen)
      let tidy = try template.checked()
      try refuseTaken(tidy.name, except: index)
      next.all[index] = tidy
    case .remove(let seen):
      next.all.remove(at: try place(of: seen))
    case .raise(let seen):
      let index = try place(of: seen)
      guard index > 0 else { return self }
      next.all.swapAt(index, index - 1)
    }
    return next
  }

  private func place(of seen: MessageTemplate) throws(Refusal) -> Int {
    guard let index = all.firstIndex(of: seen) else {
      throw .outOfTurn("模板「\(seen.name)」刚被别的值班台改过，没有动它；请看过新的再改")
    }
    return index
  }

  private func refuseTaken(_ name: String, except index: Int?) throws(Refusal) {
    guard let found = all.firstIndex(where: { $0.name == name }), found != index else { return }
    throw .invalid("已经有叫「\(name)」的模板，请换一个名称")
  }

  /// More than anybody would look through.
  package static let most = 200
}
