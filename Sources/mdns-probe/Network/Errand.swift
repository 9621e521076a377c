internal import DNSSD
internal import DNSSDWire
internal import MulticastDNS

/// Whoever prints what an errand brings, on the main thread.
protocol Desk<Letter> {
  associatedtype Letter: Sendable

  /// Shows one thing; throws when nothing can be shown any more.
  mutating func take(_ letter: Letter) throws(CommandFailure)
  /// Reads a line of input.
  mutating func read(_ line: String)
  /// Takes note of a datagram that the errand overheard.
  mutating func hear(_ datagram: ReceivedDatagram) throws(CommandFailure)
  /// Lets go of what waits to be printed.
  func flush() throws(CommandFailure)
}

extension Desk {
  mutating func read(_ line: String) {}
  mutating func hear(_ datagram: ReceivedDatagram) throws(CommandFailure) {}
}

/// Work in tasks, while the main thread alone waits, prints and reads.
///
/// The work is cancelled when the time is over, at Ctrl-C and SIGTERM, and when nothing can be printed
/// any more; then it has the time that it needs to say goodbye. A second signal ends the process at once.
struct Errand<Letter: Sendable>: ~Copyable {
  /// Why an errand came to its end.
  enum Ending: Sendable {
    /// The work was done.
    case finished
    case timeOver
    case interrupted
  }

  private let mailbox: Mailbox<Letter>
  private let poller: Poller
  private let task: Task<Void, Never>
  private let start = HostClock.now()
  /// How long it may take; nil for as long as it likes.
  private let limit: Duration?
  private var lines: InputLines?
  /// What it overhears meanwhile.
  private let channel: Channel?
  private var ending: Ending?
  private var failure: CommandFailure?

  /// Begins the work.
  init(
    within limit: Duration?, lines: InputLines? = nil, overhearing channel: Channel? = nil,
    _ work: @escaping @Sendable (Mailbox<Letter>) async -> Void
  ) throws(CommandFailure) {
    // What may fail comes first: a part of what cannot be copied cannot be left behind.
    let mailbox = try Mailbox<Letter>()
    let poller = try onSocket { () throws(SocketError) in try Poller() }
    let executor = try Self.executor()
    Termination.wakes(poller)
    self.mailbox = mailbox
    self.poller = poller
    self.limit = limit
    self.lines = lines
    self.channel = channel
    task = Task(executorPreference: executor) {
      await work(mailbox)
      mailbox.close()
    }
  }

  /// A thread for the tasks, so that a process that waits for the network does nothing else.
  private static func executor() throws(CommandFailure) -> ThreadExecutor {
    do throws(Errno) {
      return try ThreadExecutor()
    } catch {
      throw .host(.driver(.thread(error)))
    }
  }

  /// Waits for its end, while the desk has all that comes.
  consuming func run(_ desk: inout some Desk<Letter>) throws(CommandFailure) -> Ending {
    while try !turn(&desk) {}
    if let failure { throw failure }
    return ending ?? .finished
  }

  /// Waits once and deals with what has come; true when the work is done.
  private mutating func turn(_ desk: inout some Desk<Letter>) throws(CommandFailure) -> Bool {
    let descriptors = [
      mailbox.bell.fileDescriptor, lines?.fileDescriptor, channel?.fileDescriptor,
    ].compactMap(\.self)
    let result: PollResult
    do throws(SocketError) {
      result = try poller.wait(for: descriptors, timeout: timeLeft)
    } catch {
      throw .socket(error)
    }
    let datagrams = try onSocket { () throws(SocketError) in try channel?.receive() ?? [] }
    let (letters, isDone) = mailbox.empty()
    hand(datagrams, letters, to: &desk)
    if let source = lines?.fileDescriptor, result.isReady(source) { readLines(for: &desk) }
    if result.isWoken { end(.interrupted) }
    if let timeLeft, timeLeft <= .zero { end(.timeOver) }
    return isDone
  }

  /// Nil when there is no end to wait for.
  private var timeLeft: Duration? {
    ending == nil ? limit.map { $0 - HostClock.now().duration(since: start) } : nil
  }

  /// What was overheard comes first: it led to what the letters tell.
  private mutating func hand(
    _ datagrams: [ReceivedDatagram], _ letters: [Letter], to desk: inout some Desk<Letter>
  ) {
    guard failure == nil else { return }
    do throws(CommandFailure) {
      for datagram in datagrams { try desk.hear(datagram) }
      for letter in letters { try desk.take(letter) }
      try desk.flush()
    } catch {
      failure = error
      task.cancel()
    }
  }

  private mutating func readLines(for desk: inout some Desk<Letter>) {
    for line in lines?.read() ?? [] { desk.read(line) }
    if lines?.isAtEnd == true { lines = nil }
  }

  private mutating func end(_ reason: Ending) {
    guard ending == nil else { return }
    ending = reason
    task.cancel()
  }
}
