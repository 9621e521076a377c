internal import DNSSDWire
public import MulticastDNS

/// Runs a `MulticastDNSEngine` on the sockets and links of this host, with one thread of its own.
///
/// The thread sleeps until a datagram, a command, a change of the interfaces or the engine's deadline
/// wakes it; with none of them it uses no processor time. Stop it with ``stop()``, which says goodbye.
/// When the last reference goes before that, the sockets are closed without a word.
public final class EngineDriver: Sendable {
  private let mailbox: Mailbox

  private init(_ mailbox: Mailbox) {
    self.mailbox = mailbox
  }

  deinit {
    mailbox.abandon()
  }

  /// Opens the sockets and starts the thread.
  ///
  /// `report` is called on that thread, after a turn that has something to tell; what it does delays the
  /// driver. It may call ``submit(_:)`` and ``setLinkPolicy(_:)``. A host without any network is no error:
  /// links are picked up as they come.
  public static func start(
    _ configuration: DriverConfiguration, report: @escaping @Sendable (DriverReport) -> Void
  ) throws(DriverError) -> EngineDriver {
    let poller: Poller
    do throws(SocketError) {
      poller = try Poller()
    } catch {
      throw .kernel(error)
    }
    let mailbox = Mailbox(waking: poller.waker)
    let loop = try PollLoop(configuration, poller: poller, mailbox: mailbox, deliver: report)
    do throws(Errno) {
      try LoopThread.start { loop.run() }
    } catch {
      throw .thread(error)
    }
    return EngineDriver(mailbox)
  }

  /// Hands commands to the engine, to be carried out in this order; what it refuses is reported. After
  /// the driver has stopped they are dropped.
  public func submit(_ commands: [EngineCommand]) {
    mailbox.submit(commands)
  }

  /// Asks for one report at a moment of ``HostClock``, in place of the moment asked for before; nil for
  /// none. It comes with ``DriverReport/isWakeUp`` set.
  public func wake(at instant: Instant?) {
    mailbox.setWakeUp(instant)
  }

  /// Chooses links by another policy from now on, pinned ones included.
  public func setLinkPolicy(_ policy: LinkPolicy) {
    mailbox.setLinkPolicy(policy)
  }

  /// What was counted until now; after the end, until the end.
  public func counters() async -> DriverCounters {
    await mailbox.counters()
  }

  /// Withdraws all registrations, lets the goodbyes go out, and closes the sockets; this takes no longer
  /// than 1.5 seconds. The last report has `isStopped` set. Further calls wait for the same end.
  public func stop() async {
    await mailbox.stop()
  }
}
