internal import DNSSDWire

/// What a message is about, on one line.
struct MessageGist {
  let text: String

  init(_ octets: [UInt8]) {
    do throws(WireError) {
      text = Self.gist(of: try Message(decoding: octets))
    } catch {
      text = "not a message: \(error)"
    }
  }

  private static func gist(of message: Message) -> String {
    guard message.header.flags.isResponse else {
      let isProbe = !message.authorities.isEmpty
      return (isProbe ? "probe     " : "question  ") + list(message.questions.map(\.gist))
    }
    let isGoodbye =
      !message.answers.isEmpty
      && message.answers.allSatisfy { $0.timeToLive == .goodbye }
    return (isGoodbye ? "goodbye   " : "response  ") + list(message.answers.map(\.gist))
  }

  /// Each once, in their order.
  private static func list(_ parts: [String]) -> String {
    var distinct: [String] = []
    for part in parts where !distinct.contains(part) { distinct.append(part) }
    return distinct.joined(separator: ", ")
  }
}

extension Question {
  fileprivate var gist: String { "\(name) \(type)" }
}

extension ResourceRecord {
  fileprivate var gist: String { "\(name) \(type)" }
}
