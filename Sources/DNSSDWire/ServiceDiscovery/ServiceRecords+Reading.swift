extension ServiceRecords {
  /// Reads a service out of records about it, in any order and among others.
  ///
  /// Of several SRV records the first with the lowest priority counts, of several TXT records the
  /// first; without a TXT record the text is empty (RFC 6763 §6.1). Goodbyes, records of other
  /// classes, and subtypes of another type or domain are left out. Throws `locationMissing` without
  /// an SRV record, and otherwise what the other initialiser does.
  public init(
    of instanceName: ServiceInstanceName, in records: some Sequence<ResourceRecord>
  ) throws(ServiceRecordsError) {
    var location: (data: ServiceData, timeToLive: TimeToLive)?
    var text: (data: TextData, timeToLive: TimeToLive)?
    var subtypes: [DNSLabel] = []
    var known: Set<DNSLabel> = []
    for record in records
    where record.recordClass == .internet && record.timeToLive != .goodbye {
      switch record.data {
      case .srv(let data) where record.name == instanceName.name:
        if location.map({ data.priority < $0.data.priority }) ?? true {
          location = (data, record.timeToLive)
        }
      case .txt(let data) where record.name == instanceName.name:
        text = text ?? (data, record.timeToLive)
      case .ptr(instanceName.name):
        guard let subtype = instanceName.subtype(askedForAt: record.name) else { continue }
        if known.insert(subtype).inserted { subtypes.append(subtype) }
      default: continue
      }
    }
    guard let location else { throw .locationMissing }
    try self.init(
      instanceName: instanceName, subtypes: subtypes, location: location.data,
      text: text?.data ?? .empty, locationTimeToLive: location.timeToLive,
      timeToLive: text?.timeToLive ?? .other)
  }
}

extension ServiceInstanceName {
  /// The subtype that the name is for, when it is one of the instance's type and domain.
  fileprivate func subtype(askedForAt name: DNSName) -> DNSLabel? {
    guard let asked = try? BrowsingName(name), asked.type == type, asked.domain == domain
    else { return nil }
    return asked.subtype
  }
}
