public import DNSSDWire
public import MulticastDNS

extension ClusterProfile {
  /// The name of an advert: `<title> <cluster>/<environment> [<role>] on <host>`.
  ///
  /// One that does not fit a label is cut between characters and ends in `~` and a short hash of the
  /// whole. Throws for a type that leaves no room for a name, which a known one does not.
  public func instanceName(
    of advert: ClusterAdvert, type: ServiceType
  ) throws(ServiceNameError) -> ServiceInstanceName {
    let text = "\(title) \(advert.scope) [\(advert.role.rawValue)] on \(advert.host.instanceText)"
    let scalars = text.unicodeScalars.filter { !$0.isControlCharacter }
    let label = FittedText(String(String.UnicodeScalarView(scalars))).text
    return try ServiceInstanceName(instance: label, type: type)
  }

  /// What the advert is published as: a service for each type, at the host registration of that
  /// number, renamed when another host holds its name.
  ///
  /// Throws ``ClusterProfileError``.
  public func registrations(
    of advert: ClusterAdvert, host: RegistrationID
  ) throws(ClusterProfileError) -> [Registration] {
    try registrations(of: advert, namedAs: advert.role, host: host)
  }

  /// The same under names that tell another role: that in which the node was published first.
  func registrations(
    of advert: ClusterAdvert, namedAs role: ClusterRole, host: RegistrationID
  ) throws(ClusterProfileError) -> [Registration] {
    var named = advert
    named.role = role
    var registrations: [Registration] = []
    for advertType in published {
      guard let type = advertType.serviceType(for: advert.scope) else { continue }
      let name: ServiceInstanceName
      do throws(ServiceNameError) {
        name = try instanceName(of: named, type: type)
      } catch {
        throw .name(type, error)
      }
      do throws(RegistrationError) {
        let service = try ServiceRegistration(
          instanceName: name, subtypes: advertType.subtypes, host: .registered(host),
          portNumber: advert.portNumber, text: advert.text.data)
        registrations.append(Registration(.service(service), conflictPolicy: .rename))
      } catch {
        throw .registration(name, error)
      }
    }
    return registrations
  }
}

/// Why an advert cannot be published.
public enum ClusterProfileError: Error, Hashable, Sendable {
  /// There is no name for it under the type.
  case name(ServiceType, ServiceNameError)
  /// The service of that name cannot be published.
  case registration(ServiceInstanceName, RegistrationError)
}

extension ClusterProfileError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .name(let type, let error): "no name under \(type): \(error)"
    case .registration(let name, let error): "\(name) cannot be published: \(error)"
    }
  }
}

extension DNSName {
  /// The host as people read it, without `local`.
  fileprivate var instanceText: String {
    let own = parent == .local ? Array(labels.prefix(1)) : labels
    return own.map(\.text).joined(separator: ".")
  }
}
