internal import DNSSDWire

/// What the engine has to give: datagrams and events in their order, bounded, and what was counted.
struct Outbox: Equatable {
  private var outputs: [Output] = []
  private var taken = 0
  var sentDatagrams = SentDatagrams()
  var counters = EngineCounters()

  var isEmpty: Bool { taken == outputs.count }

  /// Takes the oldest output.
  mutating func next() -> Output? {
    guard taken < outputs.count else { return nil }
    defer {
      taken += 1
      if taken == outputs.count {
        outputs.removeAll(keepingCapacity: outputs.count < 1_024)
        taken = 0
      }
    }
    return outputs[taken]
  }

  mutating func post(_ event: Event) {
    append(.event(event))
  }

  mutating func send(_ datagram: OutgoingDatagram) {
    if case .group(let family) = datagram.destination {
      sentDatagrams.insert(datagram.payload, to: family)
    }
    counters.octetsSent += datagram.payload.count
    append(.send(datagram))
  }

  private mutating func append(_ output: Output) {
    guard outputs.count - taken < Limits.outputs else {
      counters.outputsDropped += 1
      return
    }
    outputs.append(output)
  }
}

/// Composing messages. What fits no packet was refused when it was registered, so that the packer
/// has nothing to refuse here.
extension Outbox {
  /// Multicasts questions with the answers known to them (RFC 6762 §5.3, §7.1, §7.2).
  mutating func multicastQuery(
    _ questions: [Question], knownAnswers: [ResourceRecord], on link: Link
  ) {
    guard let messages = try? link.packer.query(questions, knownAnswers: knownAnswers) else {
      return
    }
    counters.queriesSent += multicast(messages, on: link)
  }

  /// Multicasts a probe with the records it proposes (RFC 6762 §8.1, §8.2).
  mutating func multicastProbe(
    _ questions: [Question], proposing records: [ResourceRecord], on link: Link
  ) {
    guard let message = try? link.packer.probe(questions, proposing: records) else { return }
    counters.probesSent += multicast([message], on: link)
  }

  /// Multicasts the messages of a response (RFC 6762 §6, §17).
  mutating func multicastResponse(_ messages: [[UInt8]], on link: Link) {
    counters.multicastResponsesSent += multicast(messages, on: link)
  }

  /// Sends the messages of a response to one asker (RFC 6762 §5.4).
  mutating func unicastResponse(
    _ messages: [[UInt8]], to asker: TransportAddress, on link: Link
  ) {
    for message in messages { unicast(message, to: asker, on: link) }
    counters.unicastResponsesSent += messages.count
  }

  /// Sends a reply to a conventional resolver (RFC 6762 §6.7).
  mutating func legacyReply(_ message: [UInt8], to asker: TransportAddress, on link: Link) {
    unicast(message, to: asker, on: link)
    counters.legacyRepliesSent += 1
  }

  /// Asks once from a port of our own (RFC 6762 §5.1).
  mutating func oneShotQuery(_ question: Question, id: UInt16, on link: Link) {
    var writer = MessageWriter(limit: link.packer.payloadLimit)
    guard (try? writer.append(question)) != nil else { return }
    let message = writer.finish(flags: .query, id: id)
    counters.queriesSent += multicast([message], from: .oneShot, on: link)
  }

  private mutating func unicast(
    _ message: [UInt8], to asker: TransportAddress, on link: Link
  ) {
    send(OutgoingDatagram(payload: message, destination: .unicast(asker), linkIndex: link.index))
  }

  /// Sends to the groups of all families of the link; returns how many datagrams that was.
  private mutating func multicast(
    _ messages: [[UInt8]], from port: LocalPort = .multicastDNS, on link: Link
  ) -> Int {
    for message in messages {
      for family in link.families {
        send(
          OutgoingDatagram(
            payload: message, destination: .group(family), linkIndex: link.index, localPort: port))
      }
    }
    return messages.count * link.families.count
  }
}

extension Link {
  /// Packs messages that cross the link in one piece on each of its families.
  var packer: MessagePacker {
    MessagePacker(mtu: mtu, family: families.last ?? .v4)
  }
}
