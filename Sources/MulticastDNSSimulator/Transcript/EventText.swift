internal import DNSSDWire
internal import MulticastDNS

extension Event {
  /// What a host was told, in a few words that are safe to print.
  var transcriptText: String {
    switch self {
    case .answer(let id, let change): "query \(id.shortText) \(change.transcriptText)"
    case .registration(let id, let change): "\(id.shortText) \(change.transcriptText)"
    case .heard(let hearing, let link): "hears \(hearing) on \(link)"
    case .discarded(let reason, let source, let link):
      "discards from \(source.address) on \(link): \(reason)"
    }
  }
}

extension AnswerChange {
  fileprivate var transcriptText: String {
    switch self {
    case .added(let answer): "finds \(answer.transcriptText)"
    case .leaving(let answer): "hears the goodbye of \(answer.transcriptText)"
    case .stayed(let answer): "keeps \(answer.transcriptText)"
    case .removed(let answer, let reason): "loses \(answer.transcriptText): \(reason)"
    case .denied(let link): "is denied on \(link)"
    case .finished: "is over"
    }
  }
}

extension Answer {
  fileprivate var transcriptText: String {
    "\"\(record.name)\" \(record.type) \(record.data) on \(linkIndex)"
  }
}

extension RegistrationChange {
  fileprivate var transcriptText: String {
    switch self {
    case .established(let name): "established as \"\(name)\""
    case .renamed(let old, let new, let conflict):
      "renamed from \"\(old)\" to \"\(new)\" because of \(conflict.transcriptText)"
    case .challenged(let conflict): "challenged by \(conflict.transcriptText)"
    case .lost(let conflict): "lost to \(conflict.transcriptText)"
    case .unsuccessful: "unsuccessful for a minute"
    case .withdrawn: "withdrawn"
    }
  }
}

extension Conflict {
  fileprivate var transcriptText: String { "\(record.type) \(record.data) from \(source)" }
}

extension EngineCommand {
  /// What a host was asked to do, in a few words that are safe to print.
  var transcriptText: String {
    switch self {
    case .ask(let query, let id): "asks query \(id.shortText) \"\(query.name)\" \(query.type)"
    case .cancel(let id): "cancels query \(id.shortText)"
    case .reconfirm(let answer): "doubts \(answer.transcriptText)"
    case .publish(let registration, let id): "publishes \(id.shortText) \(registration.wish)"
    case .update(let id, let registration): "updates \(id.shortText) to \(registration.wish)"
    case .withdraw(let id): "withdraws \(id.shortText)"
    }
  }
}

extension Registration {
  /// The name that is wanted.
  fileprivate var wish: String {
    switch content {
    case .host(let host): "\"\(host.name)\""
    case .service(let service): "\"\(service.instanceName)\" port \(service.portNumber)"
    case .records(let records): "\(records.records.count) records"
    }
  }
}

extension QueryID {
  /// The number without the bit that marks those of a scenario.
  fileprivate var shortText: String { "\(rawValue & ~(1 << 63))" }
}

extension RegistrationID {
  fileprivate var shortText: String {
    self == .hostName ? "host name" : "registration \(rawValue & ~(1 << 63))"
  }
}
