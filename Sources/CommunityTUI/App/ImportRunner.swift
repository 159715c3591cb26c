import CoreModel
import Dispatch
import Foundation
import Store
import Synchronization

/// Carries the tasks of an import out on a thread of its own: a large file keeps neither lists nor steps waiting,
/// and can be given up at any time.
final class ImportRunner: Sendable {
  private let store: DeskStore
  private let clock: DeskClock
  private let post: @Sendable (Message) -> Void
  private let queue = DispatchQueue(label: "juwei.importing", qos: .userInitiated)
  /// The file as it was read: what was looked at is what is taken in, whatever becomes of the file meanwhile.
  private let source = Mutex<ImportSource?>(nil)
  /// Jobs up to this one were given up.
  private let stopped = Mutex<Int>(0)
  /// When progress was last told.
  private let lastTold = Mutex<UInt64>(0)

  /// Makes a runner that posts messages to the console.
  init(store: DeskStore, clock: DeskClock, post: @escaping @Sendable (Message) -> Void) {
    self.store = store
    self.clock = clock
    self.post = post
  }

  /// Carries a task out in the background.
  func run(_ task: ImportTask, job: Int, session: AppState.Session?) {
    guard task != .stop else {
      stopped.withLock { $0 = max($0, job) }
      return
    }
    guard let session else { return }
    queue.async { [self] in
      do {
        let news = try Viewer.bound(to: session.actor.person) {
          try self.news(of: task, job: job, session)
        }
        post(.importing(news, job: job))
      } catch {
        post(.importing(.failed(ImportRunner.words(error)), job: job))
      }
    }
  }

  private func news(
    of task: ImportTask, job: Int, _ session: AppState.Session
  ) throws -> ImportNews {
    switch task {
    case .findFiles: return .files(ExportFolder.newest())
    case .open(let path): return .opened(try open(path, job: job, session))
    case .preview(let sheet, let mapping):
      return .previewed(try preview(try opened(), sheet, mapping, job: job, session))
    case .keepMapping(let mapping, let columns, let sheet):
      // Looked at first: what cannot be read is not kept for the next time.
      let found = try preview(try opened(), sheet, mapping, job: job, session)
      try store.saveMapping(mapping, for: columns, in: session.scope, by: session.actor)
      return .previewed(found)
    case .take(let sheet, let mapping, let decisions):
      return .taken(
        try store.importHotline(
          try opened(), sheet: sheet, mapping: mapping, decisions: decisions, into: session.scope,
          by: session.actor, at: clock.now, progress: { self.tell($0, job: job) }))
    case .takeVisits(let sheet):
      return .visitsTaken(
        try store.importVisits(
          try opened(), sheet: sheet, into: session.scope, by: session.actor, at: clock.now))
    case .saveReport(let text, let path):
      return .reportSaved(path: try ImportRunner.write(text, beside: path))
    case .stop: return .failed("")
    }
  }

  // MARK: Reading

  private func open(
    _ path: String, job: Int, _ session: AppState.Session
  ) throws -> ImportOpening {
    let source = try ImportSource(
      try InputFile.bytes(of: (path as NSString).expandingTildeInPath))
    self.source.withLock { $0 = source }
    var opening = ImportOpening(
      path: path, encoding: source.encoding,
      sheets: source.sheets.map {
        ImportOpening.Sheet(
          name: $0.name, isHidden: $0.isHidden, isRecognised: $0.isRecognised, columns: $0.columns)
      }, sheet: source.visitSheet ?? source.suggestedSheet)
    if let sheet = source.visitSheet {
      opening.visits = try store.previewVisits(
        source, sheet: sheet, into: session.scope, by: session.actor, at: clock.now)
      return opening
    }
    do {
      opening.preview = try preview(source, opening.sheet, nil, job: job, session)
    } catch let error as ExchangeError {
      // Where there are columns, somebody can say what they hold.
      guard case .notAHotlineExport = error else { throw error }
      guard opening.sheets[opening.sheet].columns.count > 1 else {
        throw CommandFailure("\(error.message)。只有一列，不是表格，没有列可以对照；请选 Excel 或 CSV 文件")
      }
      opening.problem = "表头认不出来：请说明哪一列是工单编号、哪一列是诉求内容"
    }
    return opening
  }

  private func opened() throws -> ImportSource {
    guard let source = source.withLock({ $0 }) else { throw CommandFailure("还没有打开文件") }
    return source
  }

  private func preview(
    _ source: ImportSource, _ sheet: Int, _ mapping: ColumnMapping?, job: Int,
    _ session: AppState.Session
  ) throws -> ImportPreview {
    try store.previewImport(
      source, sheet: sheet, mapping: mapping, into: session.scope, at: clock.now,
      progress: { self.tell($0, job: job) })
  }

  /// Tells how far it has come, some times a second; false when it was given up.
  private func tell(_ progress: ImportProgress, job: Int) -> Bool {
    guard stopped.withLock({ $0 }) < job else { return false }
    let now = DispatchTime.now().uptimeNanoseconds
    let isDue = lastTold.withLock { last in
      guard now - last > 80_000_000 else { return false }
      last = now
      return true
    }
    if isDue { post(.importing(.progress(progress), job: job)) }
    return true
  }

  // MARK: Files

  /// Writes a text beside a file, for its owner only, and never over another one.
  private static func write(_ text: String, beside path: String) throws -> String {
    let base = (path as NSString).expandingTildeInPath
    for number in 1...99 {
      let place = base + ".导入结果" + (number == 1 ? "" : "-\(number)") + ".txt"
      let descriptor = Glibc.open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      if descriptor < 0, errno == EEXIST { continue }
      guard descriptor >= 0 else {
        throw CommandFailure("写不了 \(place)（\(String(cString: strerror(errno)))）；导入已经完成，不受影响")
      }
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try handle.write(contentsOf: Data(text.utf8))
      return place
    }
    throw CommandFailure("\(base) 旁边已经有很多份导入结果；请先清理")
  }

  static func words(_ error: any Error) -> String {
    switch error {
    case ExchangeError.notAHotlineExport(let found):
      "\(ExchangeError.notAHotlineExport(found: found).message)。按 m 说明哪一列是什么"
    case let error as ExchangeError: error.message
    case let error as StoreError: error.message
    case let error as CommandFailure: error.message
    default: "\(error)"
    }
  }
}

/// Where people keep what they downloaded.
enum ExportFolder {
  /// The newest files there that may be exports.
  static func newest() -> [ImportFile] {
    let files = FileManager.default
    let home = NSHomeDirectory()
    var found: [ImportFile] = []
    for folder in ["下载", "Downloads", "桌面", "Desktop"] {
      let place = home + "/" + folder
      for name in (try? files.contentsOfDirectory(atPath: place)) ?? []
      where kinds.contains((name as NSString).pathExtension.lowercased()) && !name.hasPrefix("~") {
        guard let about = try? files.attributesOfItem(atPath: place + "/" + name),
          let changed = about[.modificationDate] as? Date, let size = about[.size] as? Int
        else { continue }
        found.append(
          ImportFile(
            path: "~/\(folder)/\(name)",
            changedAt: Instant(milliseconds: Int64(changed.timeIntervalSince1970 * 1000)),
            size: size))
      }
    }
    return Array(found.sorted { ($1.changedAt, $0.path) < ($0.changedAt, $1.path) }.prefix(most))
  }

  private static let kinds: Set<String> = ["csv", "xlsx", "xlsm", "xls", "txt", "tsv"]
  private static let most = 8
}
