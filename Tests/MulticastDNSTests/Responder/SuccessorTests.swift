import DNSSDWire
import Testing

@testable import MulticastDNS

private let service = "._http._tcp.local"

/// A name, how many names on, and the name there.
private let successors: [(name: String, steps: Int, successor: String)] = [
  ("alpha.local", 1, "alpha-2.local"),
  ("alpha-2.local", 1, "alpha-3.local"),
  ("alpha-9.local", 1, "alpha-10.local"),
  ("alpha.local", 3, "alpha-4.local"),
  ("node-1-7.local", 2, "node-1-9.local"),
  ("alpha2.local", 1, "alpha2-2.local"),
  ("alpha-02.local", 1, "alpha-02-2.local"),
  ("alpha-.local", 1, "alpha--2.local"),
  ("-2.local", 1, "-2-2.local"),
  ("2.local", 1, "2-2.local"),
  ("alpha-99999999.local", 1, "alpha-99999999-2.local"),
  ("Web\\0321" + service, 1, "Web\\0321\\032(2)" + service),
  ("Web\\0321\\032(2)" + service, 1, "Web\\0321\\032(3)" + service),
  ("Web\\032(9)" + service, 5, "Web\\032(14)" + service),
  ("Web\\032(x)" + service, 1, "Web\\032(x)\\032(2)" + service),
  ("Web-2" + service, 1, "Web-2\\032(2)" + service),
  ("(2)" + service, 1, "(2)\\032(2)" + service),
]

@Suite("The next name")
struct SuccessorTests {
  @Test("M-9-6 a number is appended, or counted up", arguments: successors)
  func next(name: String, steps: Int, successor: String) throws {
    let name = try DNSName(name)
    let expected = try DNSName(successor)
    #expect(name.successor(after: steps).wireForm == expected.wireForm)
  }

  @Test(
    "S-4.1.1-4 the label is cut between characters to make room", arguments: ["x", "é", "日", "😀"])
  func cut(character: String) throws {
    let label = try DNSLabel(text: String(repeating: character, count: 63 / character.utf8.count))
    var name = try DNSName.local.prepending(label)
    for number in 2...2_000 {
      name = name.successor(after: 1)
      let octets = try #require(name.firstLabel).octets
      #expect(octets.count <= 63 && octets.count >= 57)
      let text = try #require(String(validating: octets, as: UTF8.self))
      #expect(text.hasSuffix("-\(number)"))
    }
  }

  @Test("S-4.1.1-3 S-4.1.1-4 a service named by the host label of 63 octets stays a name")
  func longService() throws {
    let host = try DNSLabel(text: String(repeating: "h", count: 63))
    let type = try ServiceType("_http._tcp")
    let name = try ServiceInstanceName(instance: host.text, type: type).name
    let next = name.successor(after: 1)
    #expect(next.firstLabel?.text == String(repeating: "h", count: 59) + " (2)")
    #expect(next.parent == name.parent)
  }

  @Test("a name of 256 octets stays within them")
  func longName() throws {
    let label = try DNSLabel(text: String(repeating: "p", count: 60))
    var name = try DNSName.local.prepending(label).prepending(label).prepending(label)
    name = try name.prepending(DNSLabel(text: String(repeating: "n", count: 65 - 4)))
    let next = name.successor(after: 1)
    #expect(next.wireForm.count <= 256 && next != name)
    #expect(next.firstLabel?.text.hasSuffix("-2") == true)
  }
}
