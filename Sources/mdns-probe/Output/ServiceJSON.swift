internal import DNSSD

/// Events about services as JSON objects, a line each.
extension JSONWriter {
  /// Writes one event.
  mutating func event(_ kind: String, _ members: (inout JSONWriter) -> Void = { _ in }) {
    clear()
    object { object in
      object.member("ev", kind)
      members(&object)
    }
  }

  /// Writes the members that name a service.
  mutating func members(naming name: ServiceInstanceName) {
    member("name", name.instance.octets.safeUTF8)
    member("type", name.type.description)
    member("domain", name.domain.undotted)
    member("fullname", name.name)
  }

  /// Writes all that is known of a service.
  mutating func members(of service: DiscoveredService, _ text: inout ServiceText) {
    members(naming: service.name)
    if let location = service.location {
      member("host", location.host.undotted)
      member("port", location.portNumber)
      member("priority", location.priority)
      member("weight", location.weight)
      list("addrs", text.addresses(of: service))
    }
    if !service.texts.isEmpty { list("txt", text.attributes(of: service)) }
    list("interfaces", text.links(of: service))
  }

  /// Writes a member that is a list of texts.
  mutating func list(_ name: String, _ texts: [String]) {
    key(name)
    array { list in
      for text in texts { list.value(text) }
    }
  }
}

extension [UInt8] {
  /// The octets as UTF-8; escaped as in names where they are none.
  var safeUTF8: String { String(validating: self, as: UTF8.self) ?? safeText }
}
