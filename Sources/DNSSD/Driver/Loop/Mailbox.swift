internal import DNSSDWire
internal import MulticastDNS

/// What other threads leave for the thread of a driver.
final class Mailbox: Sendable {
  /// All that was left since the thread looked last.
  struct Letters: Sendable {
    var commands: [EngineCommand] = []
    var policy: LinkPolicy?
    var wakeUp: WakeUp?
    var counterRequests: [CheckedContinuation<DriverCounters, Never>] = []
    /// Whether the driver is to end: with goodbyes, or at once.
    var end: End?

    /// When the user wants to be called; nil for never.
    struct WakeUp: Sendable {
      let instant: Instant?
    }

    enum End {
      case goodbye, silence
    }
  }

  private struct Content: Sendable {
    var letters = Letters()
    var hasLetters = false
    var awaitingEnd: [CheckedContinuation<Void, Never>] = []
    /// Set when the driver has ended.
    var finalCounters: DriverCounters?
  }

  private let content = Guarded(Content())
  private let waker: Waker

  init(waking waker: Waker) {
    self.waker = waker
  }

  func submit(_ commands: [EngineCommand]) {
    guard !commands.isEmpty else { return }
    leave { $0.commands += commands }
  }

  func setLinkPolicy(_ policy: LinkPolicy) {
    leave { $0.policy = policy }
  }

  func setWakeUp(_ instant: Instant?) {
    leave { $0.wakeUp = Letters.WakeUp(instant: instant) }
  }

  /// Ends the driver without a word, unless it says goodbye already.
  func abandon() {
    leave { $0.end = $0.end ?? .silence }
  }

  func counters() async -> DriverCounters {
    await withCheckedContinuation { continuation in
      let final = content.withLock { content -> DriverCounters? in
        if content.finalCounters == nil { content.letters.counterRequests.append(continuation) }
        content.hasLetters = true
        return content.finalCounters
      }
      if let final { continuation.resume(returning: final) } else { waker.signal() }
    }
  }

  /// Ends the driver with goodbyes, and returns when it has ended.
  func stop() async {
    await withCheckedContinuation { continuation in
      let hasEnded = content.withLock { content in
        guard content.finalCounters == nil else { return true }
        content.awaitingEnd.append(continuation)
        content.letters.end = .goodbye
        content.hasLetters = true
        return false
      }
      if hasEnded { continuation.resume() } else { waker.signal() }
    }
  }

  /// Takes what was left; called by the thread of the driver, as ``close(_:)`` is.
  func take() -> Letters? {
    content.withLock { content in
      guard content.hasLetters else { return nil }
      defer { (content.letters, content.hasLetters) = (Letters(), false) }
      return content.letters
    }
  }

  /// Answers everybody who waits, and drops what is left from now on.
  func close(_ counters: DriverCounters) {
    let last = content.withLock { content in
      defer {
        content.finalCounters = counters
        (content.letters, content.awaitingEnd) = (Letters(), [])
      }
      return (requests: content.letters.counterRequests, ends: content.awaitingEnd)
    }
    for request in last.requests { request.resume(returning: counters) }
    for end in last.ends { end.resume() }
  }

  private func leave(_ change: (inout Letters) -> Void) {
    let wasEmpty = content.withLock { content in
      guard content.finalCounters == nil else { return false }
      change(&content.letters)
      defer { content.hasLetters = true }
      return !content.hasLetters
    }
    // Who found letters there knows that the thread was woken for those.
    if wasEmpty { waker.signal() }
  }
}
