internal import CoreModel
internal import GRDB

/// 名册: the people and places of one neighbourhood, with the integer keys that rows use for them.
///
/// Read once, kept until somebody changes a name; so a page of the queue needs no joins.
final class Roll: Sendable {
  let revision: Int64
  let scopeKey: Int64
  let directory: Directory
  let people: [Int64: PersonID]
  let personKeys: [PersonID: Int64]
  let personNames: [PersonID: String]
  let groups: [Int64: GroupID]
  let groupKeys: [GroupID: Int64]
  /// What a search word may name instead of standing in the text.
  let names: [Name]

  /// A name that rows refer to by a key.
  struct Name: Sendable {
    enum Bearer: Sendable { case group(Int64), person(Int64), crew(Crew) }
    var bearer: Bearer
    var text: String
    var initials: [String]
  }

  init(_ db: Database, scope: NeighborhoodID, revision: Int64) throws {
    self.revision = revision
    guard
      let home = try Row.fetchOne(
        db,
        sql: """
          SELECT n.id, n.name, a.uid FROM neighborhood n LEFT JOIN area a ON a.id = n.area_id
          WHERE n.uid = ?
          """, arguments: [scope.text])
    else { throw StoreError.notFound("这个居民区") }
    let key: Int64 = home[0]
    scopeKey = key
    let area: String? = home[2]
    var people: [Int64: PersonID] = [:]
    var members: [Person] = []
    var guests: Set<PersonID> = []
    var shared: Set<PersonID> = []
    var personNames: [PersonID: String] = [:]
    // Everybody, since events may name somebody from elsewhere; members first, in their order.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT p.id, p.uid, p.name, p.role, p.phone, p.unit,
          p.is_active AND m.ended_at IS NULL, m.person_id,
          (SELECT count(*) FROM membership o WHERE o.person_id = p.id AND o.ended_at IS NULL) > 1
            OR p.role = 'supervisor' AND (SELECT count(*) FROM neighborhood) > 1
        FROM person p
        LEFT JOIN membership m ON m.person_id = p.id AND m.neighborhood_id = ?
        ORDER BY m.position IS NULL, m.position, p.id
        """, arguments: [key])
    while let row = try rows.next() {
      let person = try Person(row)
      people[row[0]] = person.id
      personNames[person.id] = person.name
      if row[7] != nil {
        members.append(person)
        if row[8] { shared.insert(person.id) }
      } else if person.role == .supervisor {
        members.append(person)
        guests.insert(person.id)
      }
    }
    self.people = people
    self.personNames = personNames
    personKeys = Dictionary(people.map { ($1, $0) }) { first, _ in first }
    let places = try PlaceRecords(db, neighborhood: key, people: people)
    groups = places.groupIDs
    groupKeys = Dictionary(groups.map { ($1, $0) }) { first, _ in first }
    directory = Directory(
      neighborhood: Neighborhood(id: scope, name: home[1], area: area.map { AreaID($0) }),
      estates: places.estates, microGrids: places.microGrids, groups: places.groups,
      people: members, guests: guests, shared: shared)
    names = Roll.names(
      directory, groupKeys: groupKeys, personKeys: personKeys)
  }

  private static func names(
    _ directory: Directory, groupKeys: [GroupID: Int64], personKeys: [PersonID: Int64]
  ) -> [Name] {
    func name(_ bearer: Name.Bearer, _ text: String) -> Name {
      Name(
        bearer: bearer, text: SearchText.normalized(text),
        initials: PinyinInitials.spellings(of: text))
    }
    var names: [Name] = []
    for group in directory.groups {
      guard let key = groupKeys[group.id] else { continue }
      names.append(name(.group(key), group.name))
      if let estate = directory.estate(group.estate) {
        names.append(name(.group(key), estate.name))
      }
    }
    for person in directory.people {
      if let key = personKeys[person.id] { names.append(name(.person(key), person.name)) }
    }
    return names + Crew.allCases.map { name(.crew($0), $0.title) }
  }

  /// Everybody and everything that a normalised search word names.
  func bearers(of word: String) -> [Name.Bearer] {
    names.filter { name in
      name.text.contains(word) || name.initials.contains { $0.contains(word) }
    }.map(\.bearer)
  }

  /// The groups' keys and the room that a normalised search word names.
  func place(named word: String) -> (groups: [Int64], room: String)? {
    guard let (groups, room) = QuickAdd.place(named: word, in: directory) else { return nil }
    let keys = groups.compactMap { groupKeys[$0] }.sorted()
    return keys.isEmpty ? nil : (keys, SearchText.normalized(room))
  }

  /// The gate of the neighbourhood: nothing of it is read for, or written by, somebody who does not belong there.
  /// - Throws: ``Refusal`` for them.
  func admit(_ person: PersonID) throws {
    if let refusal = directory.refusal(toAdmit: person) { throw refusal }
  }

  /// The key of somebody whom rows are about to name.
  func key(of person: PersonID) throws -> Int64 {
    guard let key = personKeys[person] else { throw StoreError.notFound("人员 \(person.text)") }
    return key
  }

  /// The key of a group that a row is about to name.
  func key(of group: GroupID) throws -> Int64 {
    guard let key = groupKeys[group] else { throw StoreError.notFound("楼组 \(group.text)") }
    return key
  }
}

extension Person {
  /// From `id, uid, name, role, phone, unit, is_active`.
  init(_ row: Row) throws {
    guard let role = Role(rawValue: row[3]) else {
      throw StoreError.failed("人员 \(row[2] as String) 的角色无法识别：\(row[3] as String)")
    }
    self.init(
      id: PersonID(row[1]), name: row[2], role: role, phone: row[4], unit: row[5],
      isActive: row[6])
  }
}
