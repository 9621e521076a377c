internal import DNSSDWire

/// What was heard, counted for each interface.
struct ListenCounters {
  private struct Tally {
    var datagrams = 0
    var octets = 0
    var queries = 0
    var responses = 0
    /// Of each reason; whole datagrams and data of single records.
    var malformed: [String: Int] = [:]
  }

  /// All datagrams.
  private(set) var total = 0
  private var tallies: [String: Tally] = [:]
  /// The last count of each socket, which counts from its opening on.
  private var drops: [AddressFamily: UInt32] = [:]

  mutating func take(
    _ datagram: ReceivedDatagram, on interface: String, from family: AddressFamily
  ) {
    total += 1
    drops[family] = datagram.dropCount
    var tally = tallies[interface] ?? Tally()
    tally.datagrams += 1
    tally.octets += datagram.payload.count
    do throws(WireError) {
      let message = try Message(decoding: datagram.payload)
      if message.header.flags.isResponse { tally.responses += 1 } else { tally.queries += 1 }
      let records = message.records
      for position in records.indices {
        guard let fault = records.fault(at: position) else { continue }
        let type = records[position].type
        tally.malformed["\(type) record: \(fault.reason.rawValue)", default: 0] += 1
      }
    } catch {
      tally.malformed[error.reason.rawValue, default: 0] += 1
    }
    tallies[interface] = tally
  }

  /// One line for each interface by its name, each with what was malformed, and the losses.
  var lines: [String] {
    let heard = tallies.sorted { $0.key < $1.key }.flatMap { name, tally in
      [
        "\(name): \(tally.datagrams) datagrams, \(tally.octets) octets, \(tally.queries) queries, "
          + "\(tally.responses) responses"
      ] + tally.malformed.sorted { $0.key < $1.key }.map { "  malformed: \($0.value) (\($0.key))" }
    }
    let lost = drops.values.reduce(0) { $0 + Int($1) }
    return (heard.isEmpty ? ["nothing was heard"] : heard) + ["lost by the kernel: \(lost)"]
  }
}
