public import DNSSDWire
import MulticastDNS

@testable import MulticastDNSSimulator

extension DNSName: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral text: String) {
    do {
      self = try DNSName(text)
    } catch {
      preconditionFailure("\(text): \(error)")
    }
  }
}

extension ResourceRecord {
  static func a(_ name: DNSName, _ last: UInt8, ttl: UInt32 = 120, isCacheFlush: Bool = true)
    -> ResourceRecord
  {
    ResourceRecord(
      name: name, isCacheFlush: isCacheFlush, timeToLive: TimeToLive(seconds: ttl),
      data: .a(IPv4Address(10, 0, 0, last)))
  }

  static func ptr(_ name: DNSName, _ target: DNSName, ttl: UInt32 = 4500) -> ResourceRecord {
    ResourceRecord(name: name, timeToLive: TimeToLive(seconds: ttl), data: .ptr(target))
  }

  static func srv(_ name: DNSName, _ target: DNSName, port: UInt16) -> ResourceRecord {
    ResourceRecord(
      name: name, isCacheFlush: true, timeToLive: .hostName,
      data: .srv(ServiceData(portNumber: port, target: target)))
  }

  /// The same record in the words of a known answer or of a probe.
  var plain: ResourceRecord {
    ResourceRecord(name: name, recordClass: recordClass, timeToLive: timeToLive, data: data)
  }
}

/// Messages as hosts send them, and as they should not.
enum Packet {
  static func query(
    _ questions: [Question], known: [ResourceRecord] = [], flags: MessageFlags = .query,
    id: UInt16 = 0
  ) -> [UInt8] {
    message(questions, answers: known, flags: flags, id: id)
  }

  static func probe(_ name: DNSName, _ records: [ResourceRecord]) -> [UInt8] {
    message(
      [Question(name: name, type: .any, prefersUnicastResponse: true)],
      authorities: records.map(\.plain), flags: .query)
  }

  static func response(
    _ answers: [ResourceRecord], authorities: [ResourceRecord] = [],
    additionals: [ResourceRecord] = [], questions: [Question] = [],
    flags: MessageFlags = .response, id: UInt16 = 0
  ) -> [UInt8] {
    message(
      questions, answers: answers, authorities: authorities, additionals: additionals,
      flags: flags, id: id)
  }

  private static func message(
    _ questions: [Question], answers: [ResourceRecord] = [], authorities: [ResourceRecord] = [],
    additionals: [ResourceRecord] = [], flags: MessageFlags, id: UInt16 = 0
  ) -> [UInt8] {
    var writer = MessageWriter(limit: 9_000)
    do {
      for question in questions { try writer.append(question) }
      for record in answers { try writer.append(record, to: .answer) }
      for record in authorities { try writer.append(record, to: .authority) }
      for record in additionals { try writer.append(record, to: .additional) }
    } catch {
      preconditionFailure("a test wants to send what cannot be sent: \(error)")
    }
    return writer.finish(flags: flags, id: id)
  }
}

extension OutgoingDatagram {
  static func multicast(
    _ payload: [UInt8], _ family: AddressFamily = .v4, from port: LocalPort = .multicastDNS
  ) -> OutgoingDatagram {
    OutgoingDatagram(payload: payload, destination: .group(family), linkIndex: 1, localPort: port)
  }

  static func unicast(_ payload: [UInt8], port: UInt16 = 5353) -> OutgoingDatagram {
    OutgoingDatagram(
      payload: payload,
      destination: .unicast(
        TransportAddress(.v4(IPv4Address(10, 0, 0, 9)), portNumber: port)),
      linkIndex: 1)
  }

  /// The rules that it breaks by itself.
  var brokenRules: [Rule] {
    MessageRules(SentMessage(payload), in: self, mtu: 1_500).findings.map(\.rule)
  }
}

extension Instant {
  static func milliseconds(_ milliseconds: Int) -> Instant {
    Instant(nanoseconds: 1_000_000_000_000) + .milliseconds(milliseconds)
  }
}
