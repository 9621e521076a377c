import DNSSDWire
import Testing

@Suite("a service as its records")
struct ServiceRecordsTests {
  @Test("a service is a pointer each for its type, itself and its subtypes, and two own records")
  func records() throws {
    #expect(
      try service().records.map(\.description) == [
        "_services._dns-sd._udp.local. 4500 IN PTR _http._tcp.local.",
        #"_http._tcp.local. 4500 IN PTR Web\0321._http._tcp.local."#,
        #"_printer._sub._http._tcp.local. 4500 IN PTR Web\0321._http._tcp.local."#,
        #"b\.w._sub._http._tcp.local. 4500 IN PTR Web\0321._http._tcp.local."#,
        #"Web\0321._http._tcp.local. 120 IN flush SRV 0 0 8080 alpha.local."#,
        #"Web\0321._http._tcp.local. 4500 IN flush TXT "path=/""#,
      ])
  }

  @Test("a service reads back from its records, in any order and among others", arguments: 0..<20)
  func reading(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let service = try service()
    let other = try ServiceRecords(
      instanceName: ServiceInstanceName("Web 2._http._tcp.local"),
      location: ServiceData(portNumber: 1, target: DNSName("bravo.local")))
    let foreign = try ["_x._sub._http._tcp.example", "_x._sub._ipp._tcp.local", "x.local"].map {
      ResourceRecord(
        name: try DNSName($0), timeToLive: .other, data: .ptr(service.instanceName.name))
    }
    let all = (service.records + other.records + foreign).shuffled(using: &generator)
    let records = try roundTrip(all)
    let read = try ServiceRecords(of: service.instanceName, in: records)
    #expect(read.location == service.location)
    #expect(read.text == service.text)
    #expect(Set(read.subtypes) == Set(service.subtypes))
    #expect(read.locationTimeToLive == .hostName)
    #expect(read.timeToLive == .other)
    #expect(try ServiceRecords(of: other.instanceName, in: records) == other)
  }

  @Test(
    "the SRV record of lowest priority counts, goodbyes do not, and a TXT record may be missing")
  func choice() throws {
    let instance = try service().instanceName
    let host = try DNSName("bravo.local")
    let location = { (priority: UInt16, port: UInt16, timeToLive: TimeToLive) in
      ResourceRecord(
        name: instance.name, timeToLive: timeToLive,
        data: .srv(ServiceData(priority: priority, portNumber: port, target: host)))
    }
    let farewell = try service().records.map {
      ResourceRecord(name: $0.name, timeToLive: .goodbye, data: $0.data)
    }
    let read = try ServiceRecords(
      of: instance,
      in: farewell + [location(2, 1, .other), location(1, 2, .hostName), location(1, 3, .other)])
    #expect(read.location.portNumber == 2)
    #expect(read.locationTimeToLive == .hostName)
    #expect(read.subtypes.isEmpty)
    #expect(read.text == .empty)
    #expect(throws: ServiceRecordsError.locationMissing) {
      try ServiceRecords(of: instance, in: farewell)
    }
  }

  @Test("a subtype is published once")
  func repeatedSubtype() throws {
    #expect(throws: ServiceRecordsError.subtypeRepeated(try DNSLabel(text: "_Color"))) {
      try service(subtypes: ["_color", "_Color"])
    }
  }

  @Test("S-7.2-1 all names of a service fit 256 octets with the ending zero")
  func composedNames() throws {
    let subtype = String(repeating: "s", count: 63)
    let room = 256 - 64 - 5 - 6 - 5
    let longest = try service(subtypes: [subtype], domain: name(ofLength: room))
    #expect(longest.subtypes.map { $0.name.wireForm.count } == [256])
    #expect(try roundTrip(longest.records) == longest.records)
    #expect(throws: ServiceRecordsError.nameTooLong) {
      try service(subtypes: [subtype], domain: name(ofLength: room + 1))
    }
    let roomOfList = 256 - 10 - 8 - 5
    #expect(
      try service("W", subtypes: [], domain: name(ofLength: roomOfList)).typePointer.name.wireForm
        .count == 256)
    #expect(throws: ServiceRecordsError.nameTooLong) {
      try service("W", subtypes: [], domain: name(ofLength: roomOfList + 1))
    }
  }

  @Test("a TXT record fits the largest datagram alone, or is refused")
  func textLength() throws {
    let instance = try service().instanceName
    let location = try service().location
    let room = 9_000 - 40 - 8 - 12 - 10 - instance.name.wireForm.count
    let text = { (length: Int) in TextData(lenient: [UInt8](repeating: 0, count: length)[...]) }
    let longest = try ServiceRecords(
      instanceName: instance, location: location, text: text(room))
    var writer = MessageWriter(limit: 9_000 - 40 - 8)
    try writer.append(longest.textRecord, to: .answer)
    #expect(writer.count == 9_000 - 40 - 8)
    #expect(throws: ServiceRecordsError.textTooLong) {
      try ServiceRecords(instanceName: instance, location: location, text: text(room + 1))
    }
  }

  /// A service of the type `_http._tcp`, on port 8080 of `alpha.local.`.
  private func service(
    _ instance: String = "Web 1", subtypes: [String] = ["_printer", "b.w"],
    domain: DNSName = .local
  ) throws -> ServiceRecords {
    try ServiceRecords(
      instanceName: ServiceInstanceName(
        instance: instance, type: ServiceType("_http._tcp"), domain: domain),
      subtypes: subtypes.map { try DNSLabel(text: $0) },
      location: ServiceData(portNumber: 8080, target: DNSName("alpha.local")),
      text: TextAttributes(["path": "/"]).data)
  }
}
