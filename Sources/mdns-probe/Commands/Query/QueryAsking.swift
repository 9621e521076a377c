internal import DNSSDWire

/// Questions that were sent, where and when, and the channels on which answers come back.
struct QueryAsking {
  private let queries: [OneShotQuery]
  private let links: [Link]
  let channels: [Channel]
  /// On the clock of the command, when the questions were on their way.
  let sent: Duration

  /// Sends each question once on each link; notes the links that refuse, and throws when all do.
  init(
    _ queries: [OneShotQuery], on links: [Link], at now: Duration, _ console: Console
  ) throws(CommandFailure) {
    self.queries = queries
    self.links = links
    sent = now
    var refusals: [(place: String, error: SocketError)] = []
    var channels: [Channel] = []
    for family in AddressFamily.allCases where links.contains(where: { $0.family == family }) {
      do throws(SocketError) {
        channels.append(try .oneShot(on: family))
      } catch {
        refusals.append(("\(family)", error))
      }
    }
    self.channels = channels
    var reached = 0
    for link in links {
      guard let channel = channels.first(where: { $0.family == link.family }) else { continue }
      do throws(SocketError) {
        for query in queries { try channel.sendToGroup(query.octets, on: link) }
        reached += 1
      } catch {
        refusals.append(("\(link)", error))
      }
    }
    if let last = refusals.last, reached == 0 { throw .socket(last.error) }
    for refusal in refusals { console.note("\(refusal.place): \(refusal.error)") }
  }

  /// What waits on a channel. That somebody has refused a datagram is no reason to stop.
  func receive(from channel: Channel) throws(CommandFailure) -> [ReceivedDatagram] {
    do throws(SocketError) {
      return try channel.receive()
    } catch {
      guard error.errno == .connectionRefused else { throw .socket(error) }
      return []
    }
  }

  /// Whether a message answers one of the questions.
  func isAnswered(by message: Message) -> Bool {
    queries.contains { $0.isAnswered(by: message) }
  }

  /// The name of the interface that a datagram came in on.
  func interfaceName(of datagram: ReceivedDatagram) -> String {
    links.first { $0.index == datagram.interfaceIndex }?.name
      ?? datagram.interfaceIndex.map { "interface \($0)" } ?? "unknown interface"
  }
}
