internal import CoreModel
internal import Foundation
internal import GRDB

extension DeskStore {
  /// Copies the database, as it is at one moment, and its attachments; desks go on working meanwhile.
  ///
  /// The copy is written under another name, checked, and only then given its own.
  /// - Parameter target: A path where nothing is yet.
  /// - Throws: ``StoreError/file(_:)`` when something is there already, and whatever a full or read-only
  ///   disk causes; nothing half done is left behind.
  package func backup(to target: String) throws(StoreError) {
    let isFolder = target.hasSuffix("/")
    let target = (target as NSString).expandingTildeInPath
    guard access(target, F_OK) != 0, access(target + ".files", F_OK) != 0 else {
      throw .file("已经有这个文件，没有覆盖：\(target)。请换一个文件名")
    }
    // A folder that is not there may be a disk that is not plugged in: none is made.
    let folder = (target as NSString).deletingLastPathComponent
    guard !isFolder, folder.isEmpty || access(folder, W_OK) == 0 else {
      throw .file("没有这个目录，或不能写入：\(isFolder || folder.isEmpty ? target : folder)。没有备份，请检查 U 盘或路径后重试")
    }
    let partial = target + ".partial"
    guard access(partial, F_OK) != 0 else {
      throw .file("上次备份没有完成，留下了 \(partial)。请确认没有别的备份正在进行，删除它后重试")
    }
    var isDone = false
    defer {
      if !isDone {
        for end in ["", "-wal", "-shm", "-journal"] { unlink(partial + end) }
        try? FileManager.default.removeItem(atPath: partial + ".files")
      }
    }
    try DatabaseFile.prepare(partial)
    try told(partial) { try copyDatabase(to: partial) }
    try copyFiles(to: partial + ".files")
    if access(partial + ".files", F_OK) == 0 {
      guard rename(partial + ".files", target + ".files") == 0 else {
        throw DatabaseFile.failure(target)
      }
    }
    guard rename(partial, target) == 0 else { throw DatabaseFile.failure(target) }
    DeskStore.flush(folder: (target as NSString).deletingLastPathComponent)
    isDone = true
  }

  private func copyDatabase(to partial: String) throws {
    let copy = try DatabaseQueue(path: partial)
    defer { try? copy.close() }
    try pool.backup(to: copy)
    try copy.writeWithoutTransaction { db in
      // One file is easier to carry than three; the first desk that opens it sets WAL again.
      try db.execute(sql: "PRAGMA journal_mode = DELETE")
      let verdict = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? ""
      guard verdict == "ok" else { throw StoreError.damaged(path: path, detail: verdict) }
    }
  }

  private func copyFiles(to folder: String) throws(StoreError) {
    let manager = FileManager.default
    guard manager.fileExists(atPath: filesFolder) else { return }
    do {
      try manager.copyItem(atPath: filesFolder, toPath: folder)
    } catch {
      if FreeSpace.isExhausted(at: folder) { throw .diskFull(path: folder) }
      throw .file("附件没有备份成功：\(error.localizedDescription)")
    }
  }
}
