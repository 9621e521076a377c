internal import DNSSDWire
internal import MulticastDNS

/// What a scenario's words become.
extension World {
  mutating func takeIdentifier() -> UInt64 {
    nextIdentifier += 1
    return nextIdentifier
  }

  /// Carries out a command of a plan; a refusal is written down.
  mutating func carryOut(_ command: EngineCommand, on host: HostID) {
    guard hosts[host.place].power == .running else { return }
    let (name, now) = (hosts[host.place].plan.name, hosts[host.place].time(at: clock.now))
    do throws(CommandError) {
      try hosts[host.place].perform(command, at: now)
      append(.commanded(host: name, command))
    } catch {
      append(.refused(host: name, command, error))
    }
    settle(host.place)
  }

  /// Carries out a command that was given for later; a host that sleeps never hears of it.
  mutating func takeLate(_ command: EngineCommand, on host: HostID) {
    guard hosts[host.place].power != .suspended else { return }
    hosts[host.place].standing.note(command)
    carryOut(command, on: host)
  }

  mutating func assignAddresses(to place: CardPlace) {
    let card = hosts[place.host].cards[place.card]
    let addresses = links[card.virtualLink].assignAddresses(
      hosts[place.host].plan.families, to: place)
    hosts[place.host].cards[place.card].link = Link(
      index: card.link.index, mtu: card.link.mtu, addresses: addresses)
  }

  static func hostName(_ label: String) throws(ScenarioError) -> Registration {
    let name: DNSName
    do throws(DNSNameError) {
      name = try DNSName.local.prepending(DNSLabel(text: label))
    } catch {
      throw .hostName(label)
    }
    do throws(RegistrationError) {
      return Registration(.host(try HostRegistration(name: name)))
    } catch {
      throw .registration(error)
    }
  }

  static func service(
    _ instance: String, _ type: String, port: UInt16, text: [String], timeToLive: TimeToLive,
    locationTimeToLive: TimeToLive
  ) throws(ScenarioError) -> Registration {
    let name: ServiceInstanceName
    guard let type = try? ServiceType(type) else { throw .service(type) }
    guard let strings = try? TextData(strings: text.map { Array($0.utf8) }) else {
      throw .service(instance)
    }
    do throws(ServiceNameError) {
      name = try ServiceInstanceName(instance: instance, type: type)
    } catch {
      throw .service(instance)
    }
    do throws(RegistrationError) {
      return Registration(
        .service(
          try ServiceRegistration(
            instanceName: name, host: .registered(.hostName), portNumber: port, text: strings,
            locationTimeToLive: locationTimeToLive, timeToLive: timeToLive)))
    } catch {
      throw .registration(error)
    }
  }

  static func browsingName(_ type: String) throws(ScenarioError) -> DNSName {
    guard let type = try? ServiceType(type), let name = try? type.name(in: .local) else {
      throw .service(type)
    }
    return name
  }
}
