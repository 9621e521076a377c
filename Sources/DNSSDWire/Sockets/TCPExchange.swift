internal import Glibc

/// One short conversation over TCP: connect, say something, hear the beginning of an answer, close.
public struct TCPExchange: Hashable, Sendable {
  /// What became of it.
  public enum Outcome: Hashable, Sendable {
    /// The connection was established, and no answer was wanted.
    case connected
    /// The octets that came, at least as many as were wanted unless the other end closed before.
    case answered([UInt8])
    /// The connection was established, and too little came in time.
    case silent
    /// The connection was established, and the other end closed it without a word.
    case closed
    /// Nothing listens at the endpoint.
    case refused
    /// The connection was not established in time.
    case timedOut
    /// There is no way to the address, or nobody on the link has it.
    case noRoute(Errno)
    /// The kernel does not do it for another reason.
    case failed(Errno)
    /// The task was cancelled.
    case cancelled
  }

  /// What became of it.
  public let outcome: Outcome
  /// How long it took.
  public let elapsed: Duration

  public init(outcome: Outcome, elapsed: Duration) {
    self.outcome = outcome
    self.elapsed = elapsed
  }

  /// The longest answer that is read; what comes after it is left.
  public static let longestAnswer = 4_096

  /// Has one conversation on a thread of its own, so that no thread of the tasks waits.
  ///
  /// Waits for `count` octets of an answer, ``longestAnswer`` at most; for none with 0. Ends within
  /// `limit`, at once when the task is cancelled. `clock` gives the time since any origin, from any
  /// thread, and never runs back.
  public static func run(
    with endpoint: SocketAddress, sending octets: [UInt8] = [], awaiting count: Int = 0,
    within limit: Duration, clock: @escaping @Sendable () -> Duration
  ) async -> TCPExchange {
    let start = clock()
    let bell: TCPBell
    do throws(Errno) {
      bell = try TCPBell()
    } catch {
      return TCPExchange(outcome: .failed(error), elapsed: .zero)
    }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Outcome, Never>) in
        do throws(Errno) {
          try LoopThread.start {
            var conversation = TCPConversation(
              unsent: octets[...], wanted: min(count, longestAnswer), bell: bell,
              end: start + limit, clock: clock)
            continuation.resume(returning: conversation.run(with: endpoint))
          }
        } catch {
          continuation.resume(returning: .failed(error))
        }
      }
    } onCancel: {
      bell.ring()
    }
    return TCPExchange(outcome: outcome, elapsed: clock() - start)
  }
}

extension TCPExchange.Outcome {
  /// Why no connection was established.
  init(connectingFailedWith errno: Errno) {
    switch errno {
    case .connectionRefused: self = .refused
    case .timedOut: self = .timedOut
    case .networkUnreachable, .hostUnreachable, .networkDown, .noSuchDevice, .addressNotAvailable:
      self = .noRoute(errno)
    default: self = .failed(errno)
    }
  }
}

/// Ends a conversation from any thread.
private final class TCPBell: Sendable {
  private let ends: SocketPair

  init() throws(Errno) {
    ends = try SystemCalls.openSocketPair()
  }

  var descriptor: Int32 { ends.reading.rawValue }

  func ring() {
    SystemCalls.writeOctet(ends.writing.rawValue)
  }
}

/// A conversation on its thread.
private struct TCPConversation {
  private var unsent: ArraySlice<UInt8>
  /// How many octets of an answer are wanted.
  let wanted: Int
  let bell: TCPBell
  let end: Duration
  let clock: @Sendable () -> Duration
  private var answer: [UInt8] = []

  init(
    unsent: ArraySlice<UInt8>, wanted: Int, bell: TCPBell, end: Duration,
    clock: @escaping @Sendable () -> Duration
  ) {
    self.unsent = unsent
    self.wanted = wanted
    self.bell = bell
    self.end = end
    self.clock = clock
  }

  private enum Ending {
    case ready, timeOver, cancelled
  }

  mutating func run(with endpoint: SocketAddress) -> TCPExchange.Outcome {
    do throws(Errno) {
      let domain = endpoint.address.family == .v4 ? AF_INET : AF_INET6
      // Closed when this function ends.
      let descriptor = try SystemCalls.openDatagramSocket(domain: domain, type: SOCK_STREAM)
      let isConnected = try connect(descriptor.rawValue, endpoint)
      switch isConnected ? .ready : try wait(for: descriptor.rawValue, POLLOUT) {
      case .timeOver: return .timedOut
      case .cancelled: return .cancelled
      case .ready: try SystemCalls.finishConnecting(descriptor.rawValue)
      }
      return converse(descriptor.rawValue)
    } catch {
      return TCPExchange.Outcome(connectingFailedWith: error)
    }
  }

  private func connect(_ descriptor: Int32, _ endpoint: SocketAddress) throws(Errno) -> Bool {
    switch endpoint.address {
    case .v4(let address):
      return try SystemCalls.connect(descriptor, to: sockaddr_in(address, port: endpoint.port))
    case .v6(let address):
      let scope = UInt32(exactly: endpoint.interfaceIndex ?? 0)
      guard let scope else { throw .noSuchDevice }
      return try SystemCalls.connect(
        descriptor, to: IPv6SocketName(address, port: endpoint.port, scope: scope))
    }
  }

  /// Says what is to be said and reads what is wanted. The other end may answer before it has heard all.
  private mutating func converse(_ descriptor: Int32) -> TCPExchange.Outcome {
    guard wanted > 0 || !unsent.isEmpty else { return .connected }
    do throws(Errno) {
      while true {
        switch try wait(for: descriptor, unsent.isEmpty ? POLLIN : POLLIN | POLLOUT) {
        case .cancelled: return .cancelled
        case .timeOver: return .silent
        case .ready: break
        }
        try send(to: descriptor)
        if wanted == 0, unsent.isEmpty { return .connected }
        if try receive(from: descriptor) { return answer.isEmpty ? .closed : .answered(answer) }
        if answer.count >= wanted { return .answered(answer) }
      }
    } catch {
      guard error == .connectionReset || error == .brokenPipe else { return .failed(error) }
      return answer.isEmpty ? .closed : .answered(answer)
    }
  }

  private mutating func send(to descriptor: Int32) throws(Errno) {
    guard !unsent.isEmpty else { return }
    do throws(Errno) {
      unsent = unsent.dropFirst(try SystemCalls.write(unsent, to: descriptor))
    } catch .wouldBlock {
      return
    }
  }

  /// Reads once; whether the other end has closed.
  private mutating func receive(from descriptor: Int32) throws(Errno) -> Bool {
    var piece = [UInt8](repeating: 0, count: TCPExchange.longestAnswer)
    do throws(Errno) {
      let count = try SystemCalls.read(descriptor, into: &piece)
      answer += piece.prefix(count)
      return count == 0
    } catch .wouldBlock {
      return false
    }
  }

  private func wait(for descriptor: Int32, _ events: Int32) throws(Errno) -> Ending {
    while true {
      let remaining = end - clock()
      guard remaining > .zero else { return .timeOver }
      var polled = [
        pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: descriptor, events: Int16(events), revents: 0),
      ]
      try SystemCalls.poll(&polled, milliseconds: Poller.milliseconds(of: remaining))
      if polled[0].revents != 0 { return .cancelled }
      if polled[1].revents != 0 { return .ready }
    }
  }
}
