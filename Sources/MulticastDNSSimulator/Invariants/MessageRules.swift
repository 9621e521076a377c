internal import DNSSDWire
internal import MulticastDNS

/// What can be judged of a datagram by itself.
struct MessageRules {
  private let message: SentMessage
  private let datagram: OutgoingDatagram
  private let mtu: Int

  init(_ message: SentMessage, in datagram: OutgoingDatagram, mtu: Int) {
    self.message = message
    self.datagram = datagram
    self.mtu = mtu
  }

  /// Everything that is wrong with it.
  var findings: [Finding] {
    let decoded: Message
    do throws(WireError) {
      decoded = try message.message.get()
    } catch {
      return [Finding(.soundMessages, "not a message: \(error)")]
    }
    return [soundness(of: decoded), size].compactMap(\.self) + headerFindings + flushFindings
  }

  /// Writes the message again and compares (RFC 6762 §18.14).
  private func soundness(of decoded: Message) -> Finding? {
    var writer = MessageWriter(
      limit: WireLimits.messageLength, rule: isLegacyReply ? .legacyUnicast : .multicast)
    do {
      for question in message.questions { try writer.append(question) }
      for record in message.answers { try writer.append(record, to: .answer) }
      for record in message.authorities { try writer.append(record, to: .authority) }
      for record in message.additionals { try writer.append(record, to: .additional) }
      let again = try Message(decoding: writer.finish(flags: message.flags, id: message.id))
      return again == decoded ? nil : Finding(.soundMessages, "it encodes to another message")
    } catch {
      return Finding(.soundMessages, "it cannot be encoded again: \(error)")
    }
  }

  /// One record may be longer than the link carries (RFC 6762 §17).
  private var size: Finding? {
    let headers: Int
    switch family {
    case .v4: headers = WireLimits.ipv4HeaderLength + WireLimits.udpHeaderLength
    case .v6: headers = WireLimits.ipv6HeaderLength + WireLimits.udpHeaderLength
    }
    let length = message.payload.count + headers
    let limit = message.records.count > 1 ? mtu : WireLimits.datagramLength
    return length > limit ? Finding(.size, "\(length) octets, more than \(limit)") : nil
  }

  private var family: AddressFamily {
    switch datagram.destination {
    case .group(let family): family
    case .unicast(let asker): asker.address.family
    }
  }

  /// A reply to a conventional resolver has rules of its own (RFC 6762 §6.7).
  private var isLegacyReply: Bool {
    guard case .unicast(let asker) = datagram.destination else { return false }
    return message.isResponse && asker.portNumber != MulticastGroup.port
  }

  private var headerFindings: [Finding] {
    var wrong: [String] = []
    let flags = message.flags
    let wanted: MessageFlags = message.isResponse ? .response : .query
    var plain = flags
    plain.isTruncated = false
    if isLegacyReply {
      if message.questions.isEmpty { wrong.append("a legacy reply repeats its question") }
      return wrong.map { Finding(.headers, $0) }
    }
    if plain != wanted { wrong.append("flags \(flags.rawValue), wanted \(wanted.rawValue)") }
    if flags.isTruncated, message.isResponse || message.answers.isEmpty {
      wrong.append("TC without known answers")
    }
    if message.id != 0, message.isResponse || datagram.localPort == .multicastDNS {
      wrong.append("ID \(message.id)")
    }
    if message.isResponse {
      if !message.questions.isEmpty { wrong.append("a response has questions") }
      if message.answers.isEmpty { wrong.append("a response has no answers") }
      if !message.authorities.isEmpty { wrong.append("a response has authority records") }
      if datagram.localPort != .multicastDNS { wrong.append("a response from another port") }
    }
    return wrong.map { Finding(.headers, $0) }
  }

  /// Neither queries nor legacy replies have the bit (RFC 6762 §10.2, §6.7).
  private var flushFindings: [Finding] {
    guard !message.isResponse || isLegacyReply else { return [] }
    return message.records.filter(\.isCacheFlush).map {
      Finding(.cacheFlush, "set outside of a multicast response: \($0)")
    }
  }
}
