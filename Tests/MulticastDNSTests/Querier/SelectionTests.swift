import DNSSDWire
import MulticastDNS
import Testing

@Suite("Choosing among servers")
struct SelectionTests {
  private func server(_ port: UInt16, _ priority: UInt16, _ weight: UInt16) -> ServiceData {
    ServiceData(priority: priority, weight: weight, portNumber: port, target: bravo)
  }

  private func ports(_ servers: [ServiceData], _ pin: RandomSource.Pin) -> [UInt16] {
    var random = RandomSource(pinnedTo: pin)
    return ServiceSelection(from: servers, random: &random).order.map(\.portNumber)
  }

  @Test("D2782-3-2 priorities rule, then running sums of weights with those of none first")
  func order() {
    let servers = [
      server(1, 1, 10), server(2, 0, 5), server(3, 0, 0), server(4, 0, 7), server(5, 1, 0),
    ]
    #expect(ports(servers, .lowest) == [3, 2, 4, 5, 1])
    #expect(ports(servers, .highest) == [4, 2, 3, 1, 5])
    let weightless = (1...4).map { server($0, 0, 0) }
    #expect(ports(weightless, .lowest) == [1, 2, 3, 4])
    #expect(ports(weightless, .highest) == [1, 2, 3, 4])
  }

  @Test("D2782-3-2 weights are shares of the first place, and no weight has a small one")
  func shares() {
    var random = RandomSource(seed: 1)
    let servers = [server(1, 0, 10), server(2, 0, 30), server(3, 0, 0)]
    var firsts: [UInt16: Int] = [:]
    for _ in 0..<4_100 {
      let first = ServiceSelection(from: servers, random: &random).order[0].portNumber
      firsts[first, default: 0] += 1
    }
    #expect(900...1_100 ~= firsts[1] ?? 0 && 2_850...3_150 ~= firsts[2] ?? 0)
    #expect(50...150 ~= firsts[3] ?? 0)
  }

  @Test("D2782-3-3 the root as target says that there is no service")
  func unavailable() {
    var random = RandomSource(pinnedTo: .lowest)
    let none = ServiceData(portNumber: 0, target: .root)
    let only = ServiceSelection(from: [none], random: &random)
    #expect(only.isUnavailable && only.order.isEmpty)
    let both = ServiceSelection(from: [none, server(1, 9, 0)], random: &random)
    #expect(!both.isUnavailable && both.order.count == 1)
    #expect(!ServiceSelection(from: [], random: &random).isUnavailable)
  }

  @Test("very many servers are ordered without ado, none lost")
  func many() {
    var random = RandomSource(seed: 1)
    let servers = (1...20_000 as ClosedRange<UInt16>).map { server($0, 0, .max) }
    let order = ServiceSelection(from: servers, random: &random).order
    #expect(Set(order.map(\.portNumber)).count == servers.count)
  }
}
