/// Lines of standard input as they come.
struct InputLines {
  /// A line that is longer is cut into pieces of this many octets, which no reader takes for good ones.
  static let longestLine = 131_072

  let fileDescriptor: Int32
  private var waiting: [UInt8] = []
  /// Whether there will be no more lines.
  private(set) var isAtEnd = false

  init(of fileDescriptor: Int32 = SystemCalls.standardInput) {
    self.fileDescriptor = fileDescriptor
  }

  /// The lines that are complete, without their ends; what is no UTF-8 in them becomes U+FFFD. To be
  /// called when the descriptor is ready. A stream that cannot be read ends.
  mutating func read() -> [String] {
    let octets = (try? SystemCalls.readAvailable(fileDescriptor, most: 65_536)) ?? []
    isAtEnd = octets.isEmpty
    waiting += octets
    var lines: [String] = []
    while let end = waiting.firstIndex(of: UInt8(ascii: "\n")) {
      lines.append(String(decoding: waiting[..<end], as: UTF8.self))
      waiting.removeSubrange(...end)
    }
    if isAtEnd || waiting.count > Self.longestLine, !waiting.isEmpty {
      lines.append(String(decoding: waiting, as: UTF8.self))
      waiting = []
    }
    return lines
  }
}
