/// Why the demonstration did not come to its end.
enum DemoFailure: Error, Hashable {
  case loopbackMissing
  /// What was sent to the group was not heard again.
  case multicastSilent(interface: String)
  /// The question was heard and answered, but the answer did not arrive.
  case answerMissing
  case namesTaken
}

extension DemoFailure: CustomStringConvertible {
  var description: String {
    switch self {
    case .loopbackMissing:
      "there is no loopback interface that is up and has an IPv4 address"
    case .multicastSilent(let interface):
      "what was sent to 224.0.0.251 port 5353 on \(interface) did not come back: multicast does "
        + "not pass there, which a firewall rule or the sandbox of this process may be the reason of"
    case .answerMissing:
      "the question was heard, but the answer sent to the port of the asker did not arrive: look "
        + "for a firewall rule that drops UDP on the loopback interface"
    case .namesTaken: "other responders hold all names that were tried"
    }
  }
}
