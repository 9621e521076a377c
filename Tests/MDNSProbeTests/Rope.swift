import Glibc

/// A pipe, as standard input may be one.
final class Rope {
  let readingEnd: Int32
  private var writingEnd: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw Failure() }
    (readingEnd, writingEnd) = (ends[0], ends[1])
  }

  private struct Failure: Error {}

  deinit {
    closeWritingEnd()
    close(readingEnd)
  }

  func write(_ text: String) {
    let octets = Array(text.utf8)
    _ = unsafe Glibc.write(writingEnd, octets, octets.count)
  }

  func closeWritingEnd() {
    if writingEnd >= 0 { close(writingEnd) }
    writingEnd = -1
  }
}
