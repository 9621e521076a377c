internal import MulticastDNSSimulator

/// What a simulation of a network showed, as text and as JSON.
struct SimulationReport {
  private let run: SimulatedNetwork.Run
  private let network: SimulatedNetwork
  private let wall: Duration

  init(_ run: SimulatedNetwork.Run, of network: SimulatedNetwork, wall: Duration) {
    self.run = run
    self.network = network
    self.wall = wall
  }

  private var traffic: Traffic { run.world.traffic }
  private var minutes: Double { network.duration.inSeconds / 60 }
  private var hosts: Double { Double(network.crowd.hosts) }
  private var packetsPerHostMinute: Double { Double(traffic.datagrams) / hosts / minutes }

  /// Seconds that hosts lived for each second of the machine's.
  private var speed: Double { hosts * network.duration.inSeconds / max(wall.inSeconds, 1e-6) }

  private var agreementText: String {
    run.agreement.map { "\($0.inSeconds.text(decimals: 1)) s" } ?? "never"
  }

  var lines: [String] {
    let rows = [
      ("seed", "\(network.seed)"), ("hosts", "\(network.crowd.hosts)"),
      ("services", "\(network.crowd.hosts * network.crowd.servicesPerHost)"),
      ("virtual time", "\(network.duration.inSeconds.text(decimals: 1)) s"),
      (network.kinds.isEmpty ? "all agree after" : "after the faults", agreementText),
      ("datagrams sent", "\(traffic.datagrams) of \(traffic.octets) octets together"),
      ("  queries", "\(traffic.queries)"), ("  probes", "\(traffic.probes)"),
      ("  responses", "\(traffic.multicastResponses) to all, \(traffic.unicastResponses) to one"),
      ("datagrams heard", "\(traffic.deliveries)"),
      ("a host a minute", "\(packetsPerHostMinute.text(decimals: 1)) datagrams"),
      ("speed", "\(Int(speed)) host-seconds a second"),
      ("digest", String(run.world.transcript.digest, radix: 16)),
      ("broken rules", "\(run.world.violations.count)"),
    ]
    let table = rows.map { row in
      row.0 + String(repeating: " ", count: max(1, 18 - row.0.count)) + row.1
    }
    let first = run.world.violations.first.map { ["", "\($0)"] } ?? []
    let rest = run.agreement == nil ? [""] + run.world.disagreements() : []
    return table + first + rest
  }

  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { object in
      object.member("seed", network.seed)
      object.member("hosts", network.crowd.hosts)
      object.member("services", network.crowd.hosts * network.crowd.servicesPerHost)
      object.key("seconds")
      object.literal(network.duration.inSeconds.text(decimals: 3))
      object.key("agreement_seconds")
      object.literal(run.agreement.map { $0.inSeconds.text(decimals: 3) } ?? "null")
      object.member("datagrams", traffic.datagrams)
      object.member("octets", traffic.octets)
      object.member("queries", traffic.queries)
      object.member("probes", traffic.probes)
      object.member("multicast_responses", traffic.multicastResponses)
      object.member("unicast_responses", traffic.unicastResponses)
      object.member("deliveries", traffic.deliveries)
      object.key("datagrams_per_host_minute")
      object.literal(packetsPerHostMinute.text(decimals: 2))
      object.key("wall_seconds")
      object.literal(wall.inSeconds.text(decimals: 3))
      object.member("host_seconds_per_second", Int(speed))
      object.member("digest", String(run.world.transcript.digest, radix: 16))
      object.key("violations")
      object.array { array in for violation in run.world.violations { array.value("\(violation)") }
      }
    }
    return writer.octets
  }
}

extension Duration {
  /// Seconds with decimals.
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }
}

extension Double {
  /// Decimal digits, rounded; for numbers that an `Int` can hold.
  func text(decimals: Int) -> String {
    let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
    let units = Int((self * Double(scale)).rounded())
    let rest = String(units.magnitude % UInt(scale))
    let zeros = String(repeating: "0", count: max(0, decimals - rest.count))
    let whole = "\(units < 0 ? "-" : "")\(units.magnitude / UInt(scale))"
    return decimals == 0 ? whole : "\(whole).\(zeros)\(rest)"
  }
}
