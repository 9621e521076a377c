internal import DNSSDWire

extension MulticastDNSEngine {
  /// Decodes a datagram and holds what every message must keep (RFC 6762 §11, §18).
  mutating func inspect(_ datagram: IncomingDatagram) throws(DiscardReason) -> (Message, Arrival) {
    guard let link = links.first(where: { $0.index == datagram.linkIndex }) else {
      throw .unknownLink
    }
    let arrival = arrival(of: datagram, on: link)
    if arrival.isEcho, arrival.isFromOwnAddress,
      outbox.sentDatagrams.takesBack(
        datagram.payload, on: link.index, family: datagram.source.address.family)
    {
      throw .echo
    }
    if configuration.requiresFullHopLimit, datagram.hopLimit.map({ $0 != 255 }) ?? false {
      throw .hopLimit
    }
    let message: Message
    do throws(WireError) {
      message = try Message(decoding: datagram.payload)
    } catch {
      throw .malformed(error)
    }
    guard message.header.flags.operationCode == .query else { throw .otherOperation }
    guard message.responseCodeIsZero else { throw .otherResponseCode }
    return (message, arrival)
  }

  private func arrival(of datagram: IncomingDatagram, on link: Link) -> Arrival {
    let source = datagram.source.address
    let family = source.family
    return Arrival(
      moment: now, source: datagram.source, linkIndex: link.index,
      isMulticast: datagram.localPort == .multicastDNS
        && datagram.destination.map { $0 == MulticastGroup.address(of: family) } ?? true,
      localPort: datagram.localPort, isOnLink: link.isOnLink(source),
      isFromOwnAddress: links.contains { $0.has(source) },
      isEcho: outbox.sentDatagrams.contains(datagram.payload))
  }

  /// Passes a query on: probes to the claims, questions to answering, and all to the querier, which
  /// learns what others ask.
  mutating func hear(query: Message, _ arrival: Arrival) {
    guard arrival.localPort == .multicastDNS else { return }
    outbox.counters.queriesReceived += 1
    responder.meet(query, arrival, random: &random)
    if arrival.isOnLink || arrival.isMulticast {
      if !query.authorities.isEmpty {
        responder.hear(probe: query, arrival, outbox: &outbox)
      }
      querier.hear(query: query, arrival, outbox: &outbox)
    }
    answering.hear(
      query: query, arrival, zone: responder.zones[arrival.linkIndex] ?? Zone(), random: &random,
      outbox: &outbox)
  }

  /// Passes a response on, if it may be believed (RFC 6762 §6, §11).
  mutating func hear(response: Message, _ arrival: Arrival) throws(DiscardReason) {
    guard arrival.source.portNumber == MulticastGroup.port else { throw .otherSourcePort }
    if !arrival.isMulticast {
      guard arrival.isOnLink else { throw .offLink }
      guard
        querier.expectsUnicast(response, arrival) || responder.expectsUnicast(response, arrival)
      else { throw .unsolicited }
    }
    outbox.counters.responsesReceived += 1
    responder.meet(response, arrival, random: &random)
    let records = response.records.filter { $0.isUsable }
    responder.hear(response: records, arrival, random: &random, outbox: &outbox)
    answering.hear(
      response: records, arrival, zone: responder.zones[arrival.linkIndex] ?? Zone(),
      outbox: &outbox)
    querier.hear(response: records, of: response, arrival, random: &random, outbox: &outbox)
  }
}

extension Message {
  /// Whether the response code, with the upper bits of an OPT record, is zero (RFC 6762 §18.11,
  /// RFC 6891 §6.1.3).
  fileprivate var responseCodeIsZero: Bool {
    guard header.flags.responseCode == .noError else { return false }
    for record in additionals {
      if case .opt(let extended) = record.data { return extended.extendedResponseCode == 0 }
    }
    return true
  }
}

extension ResourceRecord {
  /// Whether a record of a response says something: its data is sound, and it is no pseudo-record
  /// (RFC 6762 §10.2).
  fileprivate var isUsable: Bool {
    if case .malformed = data { return false }
    return !type.isPseudo
  }
}
