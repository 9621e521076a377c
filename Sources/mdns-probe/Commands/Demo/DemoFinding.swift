internal import DNSSDWire

/// What the browser learned from the answer to its question.
struct DemoFinding {
  let instance: DNSName
  let service: ServiceData
  let text: TextData
  let address: IPv4Address
  /// From the question to the answer.
  let latency: Duration

  /// Reads the answer; nil when a record of the instance is not in it.
  init?(_ message: Message, instance: DNSName, latency: Duration) {
    let records = Array(message.records)
    let pointers = records.contains { $0.name == DemoService.type && $0.data == .ptr(instance) }
    let service = records.lazy.compactMap { record -> ServiceData? in
      if record.name == instance, case .srv(let service) = record.data { service } else { nil }
    }.first
    let text = records.lazy.compactMap { record -> TextData? in
      if record.name == instance, case .txt(let text) = record.data { text } else { nil }
    }.first
    guard pointers, let service, let text else { return nil }
    let address = records.lazy.compactMap { record -> IPv4Address? in
      if record.name == service.target, case .a(let address) = record.data { address } else { nil }
    }.first
    guard let address else { return nil }
    self.instance = instance
    self.service = service
    self.text = text
    self.address = address
    self.latency = latency
  }
}
