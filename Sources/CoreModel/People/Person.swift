/// Somebody who works on requests.
package struct Person: Hashable, Codable, Sendable, Identifiable {
  /// Globally unique.
  package let id: PersonID
  /// As colleagues call them: `王芳`, `赵师傅`.
  package var name: String
  /// What they are to the committee.
  package var role: Role
  /// Work phone, if known.
  package var phone: String?
  /// Employer or office: `瑞和物业`, `居委会`.
  package var unit: String
  /// Whether they still work here; people are never deleted, events name them.
  package var isActive: Bool

  /// Makes a person.
  package init(
    id: PersonID, name: String, role: Role, phone: String? = nil, unit: String = "",
    isActive: Bool = true
  ) {
    self.id = id
    self.name = name
    self.role = role
    self.phone = phone
    self.unit = unit
    self.isActive = isActive
  }
}

/// Who does something: the signed-in person, as the rules see them.
package struct Actor: Hashable, Sendable {
  /// The person.
  package let person: PersonID
  /// Their name, kept for messages such as 「王芳 已先行修改」.
  package let name: String
  /// Their role at the time.
  package let role: Role

  /// Makes an actor.
  package init(person: PersonID, name: String, role: Role) {
    self.person = person
    self.name = name
    self.role = role
  }

  /// The actor that a person is when signed in.
  package init(_ person: Person) {
    self.init(person: person.id, name: person.name, role: person.role)
  }
}
