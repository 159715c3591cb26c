import Foundation

// Everything is in `Program`, where tests reach it; this file only joins it to the process.
exit(Program.runInProcess())
