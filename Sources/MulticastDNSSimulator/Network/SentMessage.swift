internal import DNSSDWire

/// The content of a datagram, decoded once when it is sent.
final class SentMessage: Sendable {
  let payload: [UInt8]
  /// The message as the codec keeps it, or why the octets are none.
  let message: Result<Message, WireError>
  let flags: MessageFlags
  let id: UInt16
  let questions: [Question]
  let answers: [ResourceRecord]
  let authorities: [ResourceRecord]
  let additionals: [ResourceRecord]
  /// What each record says, in the order of the message.
  let identities: [RecordIdentity]

  init(_ payload: [UInt8]) {
    self.payload = payload
    message = Self.decoded(payload)
    let message = try? self.message.get()
    flags = message?.header.flags ?? .query
    id = message?.header.id ?? 0
    questions = message.map { Array($0.questions) } ?? []
    answers = message.map { Array($0.answers) } ?? []
    authorities = message.map { Array($0.authorities) } ?? []
    additionals = message.map { Array($0.additionals) } ?? []
    identities = (answers + authorities + additionals).map(RecordIdentity.init)
  }

  var isResponse: Bool { flags.isResponse }

  /// Whether it answers one asker from a port of its own (RFC 6762 §6.7).
  var isReply: Bool { isResponse && id != 0 }

  /// Whether it claims names: a query that proposes records (RFC 6762 §8.2).
  var isProbe: Bool { !isResponse && !authorities.isEmpty }

  /// The records of all sections, in their order.
  var records: [ResourceRecord] { answers + authorities + additionals }

  private static func decoded(_ payload: [UInt8]) -> Result<Message, WireError> {
    do throws(WireError) {
      return .success(try Message(decoding: payload))
    } catch {
      return .failure(error)
    }
  }
}

/// What a record says, whatever its time to live and cache-flush bit.
struct RecordIdentity: Hashable, Sendable {
  private let record: ResourceRecord

  init(_ record: ResourceRecord) {
    self.record = ResourceRecord(
      name: record.name, recordClass: record.recordClass, timeToLive: .goodbye, data: record.data)
  }

  var name: DNSName { record.name }
  var type: RecordType { record.type }
  var data: RecordData { record.data }
}

extension RecordIdentity: CustomStringConvertible {
  var description: String { "\(record.name) \(record.type) \(record.data)" }
}
