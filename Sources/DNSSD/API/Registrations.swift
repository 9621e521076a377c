internal import DNSSDWire
internal import MulticastDNS

/// From what a user gives to what the engine publishes; what is wrong shows here, before anything of it
/// is published.
extension DNSSDHost {
  /// The name that a service wants: its own, or the first label of the host's.
  func instanceName(of service: Service) throws(PublishError) -> ServiceInstanceName {
    let host = service.host.firstLabel ?? ownHost.wanted.firstLabel
    do throws(ServiceNameError) {
      return try ServiceInstanceName(
        instance: service.name ?? host?.text ?? "", type: service.type)
    } catch {
      throw .name(error)
    }
  }

  /// The registration of a service under a name.
  func registration(
    of service: Service, named name: ServiceInstanceName
  ) throws(PublishError) -> Registration {
    let host: ServiceRegistration.Host
    switch service.host {
    case .own: host = .registered(ownHost.reserve(naming: &identifiers))
    case .named(let name): host = .named(name)
    case .published(let published):
      guard publications[published.registration.id] != nil else { throw .withdrawn }
      host = .registered(published.registration.id)
    }
    do throws(RegistrationError) {
      let content = try ServiceRegistration(
        instanceName: name, subtypes: service.subtypes, host: host, portNumber: service.portNumber,
        priority: service.priority, weight: service.weight, text: service.text.data,
        locationTimeToLive: service.timeToLive ?? .hostName,
        timeToLive: service.timeToLive ?? .other)
      return Registration(
        .service(content), links: service.links, conflictPolicy: service.conflictPolicy)
    } catch {
      throw .registration(error)
    }
  }
}

extension ServiceHost {
  /// The first label of a host that has another name than this one.
  fileprivate var firstLabel: DNSLabel? {
    switch self {
    case .own: nil
    case .published(let host): host.firstName.firstLabel
    case .named(let name): name.firstLabel
    }
  }
}

extension HostName {
  /// The name in `local.`.
  var domainName: DNSName {
    get throws(PublishError) {
      guard let label = DNSLabel(hostName: name) else { throw .hostName(name) }
      return DNSName.host(label)
    }
  }

  func makeRegistration() throws(PublishError) -> Registration {
    let name = try domainName
    do throws(RegistrationError) {
      let content = try HostRegistration(
        name: name, addresses: addresses, hasReverseNames: hasReverseNames)
      return Registration(.host(content), links: links, conflictPolicy: conflictPolicy)
    } catch {
      throw .registration(error)
    }
  }
}

extension Registration {
  /// Plain records.
  init(
    of records: [ResourceRecord], _ ownership: Ownership, on links: LinkScope
  ) throws(PublishError) {
    do throws(RegistrationError) {
      self.init(.records(try RecordRegistration(records, ownership: ownership)), links: links)
    } catch {
      throw .registration(error)
    }
  }
}
