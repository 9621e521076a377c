public import DNSSDWire

/// Which interfaces of a host become links.
///
/// Without further wishes: all that are up, have carrier, carry multicast, have an address, and lead to
/// a network of hosts. Links of containers, virtual machines and tunnels are left out by the kind that
/// the kernel states, never by their names. A container has no card, so there its end of a virtual cable
/// is used; the loopback interface is used where there is nothing else.
///
/// Names may end in `*`, which stands for any rest.
public struct LinkPolicy: Hashable, Sendable {
  /// Use these alone, whatever their kind; empty for no such wish.
  public var only: [String] = []
  /// Use these as well, whatever their kind.
  public var also: [String] = []
  /// Never use these; stronger than the other wishes.
  public var never: [String] = []
  /// Whether the loopback interface is used beside others.
  public var usesLoopback = false
  /// The families to use.
  public var families: [AddressFamily] = [.v4, .v6]

  /// The policy without further wishes.
  public init() {}

  /// What this policy makes of the interfaces of a host; one report each, in their order.
  public func reports(on interfaces: [NetworkInterface]) -> [LinkReport] {
    let verdicts = LinkSelection(by: self, among: interfaces).verdicts
    return zip(interfaces, verdicts).map { interface, verdict in
      LinkReport(
        index: interface.index, name: interface.name, kind: interface.kind, verdict: verdict)
    }
  }
}
