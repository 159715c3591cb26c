import Testing

/// Every end-to-end test is in here, so that they run one after the other: each drives several
/// processes, and the unit tests of the other modules run beside them.
@Suite("End to end", .serialized)
struct EndToEnd {}
