import CoreModel
import Store

/// Finds the 居民区 that somebody typed.
enum Place {
  /// The one that is meant: by its name, else by 拼音首字母, else by a part of the name.
  static func named(_ typed: String, among all: [Neighborhood]) throws -> Neighborhood {
    let steps: [(Neighborhood) -> Bool] = [
      { $0.name == typed }, { PinyinInitials.of($0.name) == typed.lowercased() },
      { $0.name.contains(typed) },
    ]
    for step in steps {
      let found = all.filter(step)
      if found.count == 1, let only = found.first { return only }
      guard found.isEmpty else {
        throw CommandFailure("「\(typed)」对应多个居民区：\(list(found))。请写全名；没有改动任何数据")
      }
    }
    throw CommandFailure("您能进的居民区里没有「\(typed)」；没有改动任何数据。可写：\(list(all))")
  }

  /// The sign-in at the neighbourhood that is meant.
  /// - Parameter takesFirst: Whether any of several will do, since all of them are looked at.
  static func chosen(
    _ typed: String?, by signIn: SignIn, takesFirst: Bool, _ store: DeskStore
  ) throws -> SignIn {
    let reach = try store.reach(of: signIn.person.id)
    if let typed {
      let home = try named(typed, among: reach)
      return try store.signIn(person: signIn.person.id, in: home.id)
    }
    guard reach.count <= 1 || takesFirst else {
      throw CommandFailure(
        "\(signIn.person.name)在 \(reach.count) 个居民区办事，请用 -n 居民区 说明是哪一个"
          + "（或设 JUWEI_NEIGHBORHOOD）；没有改动任何数据。可写：\(list(reach))")
    }
    return signIn
  }

  private static func list(_ all: [Neighborhood]) -> String {
    all.prefix(30).map(\.name).joined(separator: "、") + (all.count > 30 ? " 等 \(all.count) 个" : "")
  }
}
