internal import DNSSDWire

/// What the kernel refused: counted always, told once.
struct FailureLog {
  private(set) var sendErrors: [Errno: Int] = [:]
  private(set) var otherErrors = 0
  private var told: Set<Kind> = []

  /// More kinds than that are counted without being told.
  private static let limit = 64

  /// A failure without the address that it was met with.
  private struct Kind: Hashable {
    let operation: SocketOperation?
    let errno: Errno
    let interfaceIndex: Int?
  }

  /// Counts a failure; whether it is the first of its kind.
  mutating func insert(_ error: SocketError) -> Bool {
    var operation: SocketOperation? = error.operation
    if case .send = error.operation {
      operation = nil
      sendErrors[error.errno, default: 0] += 1
    } else {
      otherErrors += 1
    }
    guard told.count < Self.limit else { return false }
    let kind = Kind(
      operation: operation, errno: error.errno, interfaceIndex: error.interfaceIndex)
    return told.insert(kind).inserted
  }

  /// Tells everything anew: the links have changed.
  mutating func forget() {
    told = []
  }
}
