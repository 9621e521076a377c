internal import DNSSDWire

/// What tasks hand to the main thread, in its order.
final class Mailbox<Letter: Sendable>: Sendable {
  private struct Content: Sendable {
    var letters: [Letter] = []
    var isClosed = false
  }

  private let content = Guarded(Content())
  let bell: Bell

  init() throws(CommandFailure) {
    do throws(SystemFailure) {
      bell = try Bell()
    } catch {
      throw .system("wake the main thread", error)
    }
  }

  func post(_ letter: Letter) {
    content.withLock { $0.letters.append(letter) }
    bell.ring()
  }

  /// Says that nothing will be posted any more.
  func close() {
    content.withLock { $0.isClosed = true }
    bell.ring()
  }

  /// Takes what is there, and says whether that was all there will ever be.
  func empty() -> (letters: [Letter], isClosed: Bool) {
    bell.silence()
    return content.withLock { content in
      defer { content.letters = [] }
      return (content.letters, content.isClosed)
    }
  }
}
