import Foundation

/// Where the database is: `--db`, else `$JUWEI_DB`, else the XDG data folder.
enum DatabaseLocation {
  /// The path of the file; nothing is made.
  /// - Throws: ``CommandFailure`` when nothing says where the home folder is.
  static func path(option: String?, environment: [String: String]) throws -> String {
    if let option {
      guard !option.isEmpty else { throw UsageProblem("--db 后面要写数据库文件的路径") }
      return option
    }
    if let named = environment["JUWEI_DB"], !named.isEmpty { return named }
    // The XDG specification: a relative path there is invalid and to be ignored.
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") {
      return data + "/juwei/juwei.sqlite"
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else {
      throw CommandFailure("不知道数据库放在哪里（没有设置 HOME）；请用 --db 文件 说明")
    }
    return home + "/.local/share/juwei/juwei.sqlite"
  }

  /// Whether there is anything to read. An empty file is what an interrupted first start leaves.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return status.st_size > 0 || status.st_mode & S_IFMT != S_IFREG
  }
}
