public import DNSSDWire
public import MulticastDNS

extension DNSSDHost {
  /// Publishes a service; returns when probing has ended, with the name that was won.
  ///
  /// Services share one registration of this host's own name. Without a network it waits for one.
  /// Throws `name`, `registration`, `nameTaken`, `cancelled` and `host`.
  public func publish(_ service: Service) async throws(PublishError) -> PublishedService {
    let id = identifiers.nextRegistration()
    let wanted = try instanceName(of: service)
    let registration = try registration(of: service, named: wanted)
    let name = try await establish(
      Publication(.service(KeptService(service)), wanted: wanted.name), registration, as: id)
    return PublishedService(
      registration: PublishedRegistration(host: self, id: id),
      firstName: (try? ServiceInstanceName(name)) ?? wanted)
  }

  /// Publishes a host name with its addresses; returns when probing has ended.
  ///
  /// Throws `hostName`, `registration`, `nameTaken`, `cancelled` and `host`.
  public func publish(_ host: HostName) async throws(PublishError) -> PublishedHost {
    let id = identifiers.nextRegistration()
    let wanted = try host.domainName
    let name = try await establish(
      Publication(.host(host), wanted: wanted), try host.makeRegistration(), as: id)
    return PublishedHost(
      registration: PublishedRegistration(host: self, id: id), firstName: name)
  }

  /// Publishes records of any type as they are; returns when probing has ended.
  ///
  /// Throws `registration`, `nameTaken`, `cancelled` and `host`.
  public func publish(
    _ records: [ResourceRecord], ownership: Ownership, links: LinkScope = .all
  ) async throws(PublishError) -> PublishedRecords {
    let id = identifiers.nextRegistration()
    let registration = try Registration(of: records, ownership, on: links)
    _ = try await establish(
      Publication(.records(ownership, links), wanted: nil), registration, as: id)
    return PublishedRecords(registration: PublishedRegistration(host: self, id: id))
  }

  /// The name of this host: the one that is held when it is published, else the one that is wanted.
  public var name: DNSName { ownHost.established ?? ownHost.wanted }

  /// What happens to the name of this host from now on: conflicts and new names. The newest 64 are
  /// kept.
  public nonisolated func nameEvents() -> LiveSequence<RegistrationChange, Never> {
    LiveSequence(self) { _ in
      NewsFeed(limit: PublishedRegistration.keptEvents) { news in
        if case .ownHost(let change) = news { change } else { nil }
      }
    }
  }
}

/// Registrations on their way to the engine and back.
extension DNSSDHost {
  /// Hands a registration to the engine, and waits for the end of probing.
  private func establish(
    _ publication: Publication, _ registration: Registration, as id: RegistrationID
  ) async throws(PublishError) -> DNSName {
    guard !isOver else { throw .host(.shutDown) }
    let joining = publication.isOnOwnHost ? try joinOwnHost(id) : []
    publications[id] = publication
    port.submit(joining + [.publish(registration, as: id)])
    do throws(PublishError) {
      return try await establishment(of: id)
    } catch {
      if error == .cancelled { port.submit([.withdraw(id)]) }
      throw error
    }
  }

  /// Waits for the end of probing; not at all when that is over.
  private func establishment(of id: RegistrationID) async throws(PublishError) -> DNSName {
    let inbox = inbox
    let result: Result<DNSName, PublishError> = await withTaskCancellationHandler {
      await withCheckedContinuation { wait($0, for: id) }
    } onCancel: {
      inbox.yield(.stoppedWaiting(id))
    }
    return try result.get()
  }

  /// Takes note of who waits. The end of probing, that of the registration and that of the task may have
  /// come between the command and this.
  private func wait(_ waiter: Publication.Waiter, for id: RegistrationID) {
    if Task.isCancelled {
      unheardEnds[id] = nil
      publications[id]?.renounceWait()
      waiter.resume(returning: .failure(.cancelled))
    } else if publications[id] == nil {
      let error = unheardEnds.removeValue(forKey: id) ?? (isOver ? .host(.shutDown) : .withdrawn)
      waiter.resume(returning: .failure(error))
    } else {
      publications[id]?.wait(waiter)
    }
  }

  /// Replaces the content of a registration; waits for the end of probing when another name is wanted.
  func update(
    _ id: RegistrationID, to content: Publication.Content, _ registration: Registration,
    wanted: DNSName?
  ) async throws(PublishError) {
    guard var publication = publications[id] else { throw .withdrawn }
    let wasOnOwnHost = publication.isOnOwnHost
    publication.update(content, wanted: wanted)
    let joining = publication.isOnOwnHost && !wasOnOwnHost ? try joinOwnHost(id) : []
    let leaving = wasOnOwnHost && !publication.isOnOwnHost ? ownHost.leave(id) : []
    publications[id] = publication
    port.submit(joining + [.update(id, to: registration)] + leaving)
    if !publication.isEstablished { _ = try await establishment(of: id) }
  }

  /// Withdraws, and waits for the goodbyes.
  func withdraw(_ id: RegistrationID) async {
    guard publications[id] != nil else { return }
    port.submit([.withdraw(id)])
    await withCheckedContinuation { waiter in
      if publications[id] == nil { waiter.resume() } else { publications[id]?.waitForEnd(waiter) }
    }
  }

  /// Takes what happened to a registration.
  func take(_ change: RegistrationChange, of id: RegistrationID) {
    if id == ownHost.registration { ownHost.take(change) }
    switch change {
    case .established(let name): publications[id]?.establish(name)
    case .renamed(_, let name, _): publications[id]?.rename(to: name)
    case .lost(let conflict): close(id, .nameTaken(conflict))
    case .withdrawn: close(id, .withdrawn)
    case .challenged, .unsuccessful: break
    }
  }

  /// Takes note that the engine does not publish something, nor what stands on it.
  func refused(_ id: RegistrationID, because error: CommandError) {
    let standing =
      id == ownHost.registration ? ownHost.users.sorted { $0.rawValue < $1.rawValue } : []
    port.submit(standing.map { EngineCommand.withdraw($0) })
    for each in standing + [id] { close(each, .host(.refused(error))) }
  }

  private func joinOwnHost(_ id: RegistrationID) throws(PublishError) -> [EngineCommand] {
    do throws(RegistrationError) {
      return try ownHost.join(id)
    } catch {
      throw .registration(error)
    }
  }

  private func close(_ id: RegistrationID, _ error: PublishError) {
    if publications[id]?.isAwaited ?? false { unheardEnds[id] = error }
    publications[id]?.close(error)
    publications[id] = nil
    port.submit(ownHost.leave(id))
  }
}
