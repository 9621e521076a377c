internal import DNSSDWire

/// Messages as JSON: the members that every command gives of a message, always in this order.
extension JSONWriter {
  /// Writes the members of an object that holds a message, or the error that it is none.
  mutating func members(of octets: [UInt8]) {
    do throws(WireError) {
      members(of: try Message(decoding: octets))
    } catch {
      members(of: error)
    }
  }

  mutating func members(of error: WireError) {
    self.error(error.reason.rawValue, at: error.offset)
  }

  /// Writes the member that stands in the place of a message.
  mutating func error(_ reason: String, at offset: Int) {
    key("error")
    object { object in
      object.member("reason", reason)
      object.member("offset", offset)
    }
  }

  mutating func members(of message: Message) {
    let flags = message.header.flags
    member("id", message.header.id)
    member("flags", flags.rawValue)
    member("opcode", flags.operationCode.rawValue)
    member("rcode", flags.responseCode.rawValue)
    key("questions")
    array { list in
      for question in message.questions { list.value(question) }
    }
    section("answers", message.answers)
    section("authorities", message.authorities)
    section("additionals", message.additionals)
  }

  private mutating func section(_ name: String, _ records: RecordSection) {
    key(name)
    array { list in
      for (position, record) in zip(records.indices, records) {
        list.value(record, fault: records.fault(at: position))
      }
    }
  }

  private mutating func value(_ question: Question) {
    object { object in
      object.member("name", question.name)
      object.member("type", question.type.rawValue)
      object.member("class", question.recordClass.rawValue)
      object.member("unicast", question.prefersUnicastResponse)
    }
  }

  private mutating func value(_ record: ResourceRecord, fault: WireError?) {
    object { object in
      object.member("name", record.name)
      object.member("type", record.type.rawValue)
      object.member("class", record.recordClass.rawValue)
      object.member("flush", record.isCacheFlush)
      // An OPT record has other things in the place of its time to live (RFC 6891 §6.1.3).
      if case .opt(let extended) = record.data {
        object.member("ttl", extended.bits)
      } else {
        object.member("ttl", record.timeToLive.seconds)
      }
      object.key("data")
      object.value(record.data, fault: fault)
    }
  }

  mutating func member(_ name: String, _ number: some BinaryInteger) {
    key(name)
    value(number)
  }

  mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  mutating func member(_ name: String, _ text: String) {
    key(name)
    value(text)
  }

  mutating func member(_ name: String, _ value: DNSName) {
    key(name)
    self.value(value)
  }

  mutating func member(_ name: String, hexadecimal bytes: [UInt8]) {
    key(name)
    value(hexadecimal: bytes)
  }

  /// Writes a member whose value is `null` where there is none.
  mutating func member(_ name: String, _ text: String?) {
    key(name)
    if let text { value(text) } else { literal("null") }
  }
}
