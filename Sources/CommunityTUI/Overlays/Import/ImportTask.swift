import CoreModel
import Store

/// What an import wants done outside the console. Each belongs to a numbered job, so that late news of one that
/// was given up is known.
enum ImportTask: Sendable, Equatable {
  /// Look for exports where people keep them.
  case findFiles
  /// Read a file and say what would become of its rows.
  case open(path: String)
  /// Say it anew for another sheet or other columns; nil takes what was kept for the header.
  case preview(sheet: Int, mapping: ColumnMapping?)
  /// Keep what was decided about the columns of a header, then say it anew.
  case keepMapping(ColumnMapping, columns: [String], sheet: Int)
  /// Take the file in.
  case take(sheet: Int, mapping: ColumnMapping?, decisions: ImportDecisions)
  /// Take 回访 results in.
  case takeVisits(sheet: Int)
  /// Write what came of it beside the file.
  case saveReport(text: String, path: String)
  /// Give up.
  case stop
}

/// What came of it.
enum ImportNews: Sendable {
  /// Files that may be exports, the newest first.
  case files([ImportFile])
  /// A file was read.
  case opened(ImportOpening)
  /// What would become of its rows.
  case previewed(ImportPreview)
  /// How far it has come.
  case progress(ImportProgress)
  /// What was done.
  case taken(ImportReport)
  /// Which 回访 were recorded.
  case visitsTaken(VisitImportReport)
  /// Where the result was written.
  case reportSaved(path: String)
  /// What went wrong; nothing was changed.
  case failed(String)
}

/// A file that may be an export.
struct ImportFile: Sendable, Equatable {
  /// Where it is.
  var path: String
  /// When it was last written.
  var changedAt: Instant
  /// Bytes.
  var size: Int
}

/// A file that was read.
struct ImportOpening: Sendable {
  /// A sheet of it; a text file has one without a name.
  struct Sheet: Sendable, Equatable {
    /// Its name.
    var name: String
    /// Whether the workbook hides it.
    var isHidden: Bool
    /// Whether it looks like an export.
    var isRecognised: Bool
    /// The header's names.
    var columns: [String]
  }
  /// Where it is.
  var path: String
  /// `UTF-8`, `GB18030`, `XLSX`.
  var encoding: String
  /// Its sheets, at least one.
  var sheets: [Sheet]
  /// The sheet that was looked at.
  var sheet: Int
  /// What would become of the rows; nil when they cannot be told apart yet.
  var preview: ImportPreview?
  /// Why not.
  var problem: String?
  /// What would become of the rows of a sheet of 回访 results; nil for any other.
  var visits: VisitImportReport?
}
