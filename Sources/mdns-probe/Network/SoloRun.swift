internal import DNSSD

/// What came of an application that had a host of its own.
struct SoloRun<Outcome: Sendable>: Sendable {
  /// Nil when a signal came before there was anything.
  let outcome: Outcome?
  let links: [LinkReport]

  /// Runs an application until `pick` finds in it what is wanted; its engine tells of traffic.
  ///
  /// Ends with goodbyes for all that it published.
  init<Application: EngineApplication>(
    _ application: Application, on choice: LinkChoice,
    until pick: @escaping @Sendable (inout Application) -> Outcome?
  ) async throws(HostError) {
    let host: ApplicationHost<Application>
    do throws(DriverError) {
      host = try await ApplicationHost.start(application, choice.tellingOfTraffic)
    } catch {
      throw .driver(error)
    }
    outcome = await host.first(pick)
    links = await host.links
    await host.shutDown()
  }
}

extension LinkChoice {
  /// The configuration of an engine of its own on these interfaces, for one who concludes something
  /// from silence.
  var tellingOfTraffic: DriverConfiguration {
    var configuration = DriverConfiguration(
      seed: Seed.unpredictable(), links: hostConfiguration.links)
    configuration.engine.tellsOfTraffic = true
    return configuration
  }
}

/// Work in tasks that has one result.
enum Sole {
  /// Waits for the result; a signal cancels the work, which then ends as soon as it can.
  static func result<Outcome: Sendable>(
    of work: @escaping @Sendable () async throws(HostError) -> Outcome
  ) throws(CommandFailure) -> Outcome? {
    var desk = SoleDesk<Outcome>()
    _ = try Errand<Result<Outcome, HostError>>(within: nil) { mailbox in
      do throws(HostError) {
        mailbox.post(.success(try await work()))
      } catch {
        mailbox.post(.failure(error))
      }
    }.run(&desk)
    switch desk.result {
    case .success(let outcome): return outcome
    case .failure(let error): throw .host(error)
    case nil: return nil
    }
  }
}

private struct SoleDesk<Outcome: Sendable>: Desk {
  private(set) var result: Result<Outcome, HostError>?

  mutating func take(_ result: Result<Outcome, HostError>) { self.result = result }

  func flush() {}
}
