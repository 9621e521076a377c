internal import ClusterDiscovery
internal import DNSSD

/// Why a text holds no votes.
enum VotesError: Error, Hashable, CustomStringConvertible {
  case line(Int, String)
  case missing(String)

  var description: String {
    switch self {
    case .line(let number, let reason): "line \(number) \(reason)"
    case .missing(let key): "there is no line with \(key)"
    }
  }
}

/// Votes as a file has them: a line each for what is remembered.
extension BallotMemory {
  var text: String {
    var lines = ["candidacy=\(candidacy)", "term=\(term)"]
    if let choice { lines.append("choice=\(choice)") }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Reads what ``text`` writes.
  init(text: String) throws(VotesError) {
    self.init()
    var (candidacy, term): (UInt32?, UInt32?) = (nil, nil)
    for (index, line) in text.split(separator: "\n").enumerated() {
      let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw .line(index + 1, "is not key=value") }
      let value = String(parts[1])
      switch parts[0] {
      case "candidacy": candidacy = try Self.number(value, index + 1)
      case "term": term = try Self.number(value, index + 1)
      case "choice":
        guard let name = try? DNSName(value) else {
          throw .line(index + 1, "names no host: \(value.quoted)")
        }
        choice = name
      default: throw .line(index + 1, "has an unknown key: \(String(parts[0]).quoted)")
      }
    }
    guard let candidacy else { throw .missing("candidacy") }
    guard let term else { throw .missing("term") }
    (self.candidacy, self.term) = (candidacy, term)
  }

  private static func number(_ text: String, _ line: Int) throws(VotesError) -> UInt32 {
    guard let number = UInt32(text) else { throw .line(line, "has no number: \(text.quoted)") }
    return number
  }
}
