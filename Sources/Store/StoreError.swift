package import CoreModel

/// Why the store could not do something, in words for the person at the desk: what happened, what
/// is safe, what to do next.
package enum StoreError: Error, Hashable, Sendable {
  /// The rules refuse it; nothing was changed.
  case refused(Refusal)
  /// Another desk was faster; nothing was changed.
  case conflict(Conflict)
  /// No such request, person or neighbourhood.
  case notFound(String)
  /// A short number fits several requests: their full numbers.
  case ambiguous(String, candidates: [String])
  /// Nobody of this name works here: the names that do.
  case unknownPerson(String, known: [String])
  /// The database stayed locked for longer than ``DeskStore/patience``.
  case busy
  /// The database was opened, or can only be opened, for reading.
  case readOnly(path: String)
  /// No room left on the disk.
  case diskFull(path: String)
  /// There is no file or folder here, and none could be made.
  case missing(path: String)
  /// The system does not let this account at the file.
  case notAllowed(path: String)
  /// The file is no SQLite database.
  case notADatabase(path: String)
  /// The file is a database of some other program.
  case foreign(path: String)
  /// The file was written by a newer version of this program.
  case newerSchema(path: String, unknown: [String])
  /// The file was written by an older version of this program, and cannot be brought up to date where it is.
  case olderSchema(path: String)
  /// The database is damaged.
  case damaged(path: String, detail: String)
  /// An event that this build cannot read.
  case unreadableEvent(String)
  /// Something about a file that is not the database: attachments, backups, exports.
  case file(String)
  /// A rule or a setting that is not acceptable.
  case invalidSetting(String)
  /// Anything else, with SQLite's or the system's own words.
  case failed(String)

  /// Who was faster, and with what.
  package struct Conflict: Hashable, Sendable {
    /// Name of the person at the other desk.
    package var by: String
    /// When.
    package var at: Instant
    /// What they did: 「派单」.
    package var title: String
    /// The version that the request has now.
    package var version: Int

    /// Makes a conflict.
    package init(by: String, at: Instant, title: String, version: Int) {
      self.by = by
      self.at = at
      self.title = title
      self.version = version
    }
  }

  /// The Chinese sentences.
  package var message: String {
    switch self {
    case .refused(let refusal): refusal.message
    case .conflict(let other):
      "\(other.by) 已在 \(other.at.clockText) 先行「\(other.title)」。您的操作没有保存，请看过最新情况再决定"
    case .notFound(let what): "没有找到\(what)"
    case .ambiguous(let text, let candidates):
      "「\(text)」对应多件诉求：\(candidates.joined(separator: "、"))。请写完整编号"
    case .unknownPerson(let name, let known):
      "人员名册里没有「\(name)」"
        + (known.isEmpty ? "" : "。在册人员：\(known.joined(separator: "、"))")
    case .busy: "数据库正被其他程序占用，这一步没有保存，原有数据无损。请稍后重试；若一直如此，请检查是否有备份或杀毒软件锁住了文件"
    case .readOnly(let path): "数据库只能读取，这一步没有保存：\(path)。请检查文件与目录的写入权限"
    case .diskFull(let path): "磁盘已满，这一步没有保存，原有数据无损：\(path)。请腾出空间后重试"
    case .missing(let path): "没有这个文件或目录，也无法新建：\(path)。请检查路径"
    case .notAllowed(let path): "没有权限打开：\(path)。请检查文件与目录属于当前用户"
    case .notADatabase(let path): "这不是数据库文件，没有改动它：\(path)。请检查路径，或从备份恢复"
    case .foreign(let path): "这是别的程序的数据库，没有改动它：\(path)。请另选一个文件"
    case .newerSchema(let path, let unknown):
      "数据库由更新版本的程序建立（\(unknown.joined(separator: "、"))），没有改动它：\(path)。请升级本程序后再打开"
    case .olderSchema(let path):
      "数据库由较早版本的程序建立，这里又不能写入，没有改动它：\(path)。请先复制到可以写入的地方再打开，会自动升级"
    case .damaged(let path, let detail):
      "数据库已损坏（\(detail)）：\(path)。请不要继续写入，先复制一份，再从备份恢复"
    case .unreadableEvent(let detail): "有一条记录本版本无法读取（\(detail)），没有改动它。请升级本程序，或运行 doctor 检查"
    case .file(let text), .invalidSetting(let text): text
    case .failed(let detail): "数据库操作失败，这一步没有保存：\(detail)"
    }
  }
}
