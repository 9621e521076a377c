import DNSSDWire

extension SeededGenerator {
  mutating func chance(oneIn count: Int) -> Bool {
    Int.random(in: 0..<count, using: &self) == 0
  }

  mutating func octets(_ lengths: ClosedRange<Int>) -> [UInt8] {
    (0..<Int.random(in: lengths, using: &self)).map { _ in
      UInt8.random(in: 0...255, using: &self)
    }
  }
}

/// The seeds of generated tests, which are test arguments so that a failing one is printed.
enum Seeds {
  /// So many seeds; that of the environment variable `DNSSD_SEED` alone where it is set.
  static func first(_ count: UInt64) -> [UInt64] {
    guard let text = environment("DNSSD_SEED") else { return Array(1...count) }
    guard let seed = UInt64(text) else { preconditionFailure("DNSSD_SEED is no number: \(text)") }
    return [seed]
  }
}

/// Makes names, records and messages in which names share suffixes in several spellings.
struct MessageGenerator {
  var random: SeededGenerator
  /// The names made so far, whose suffixes new names go on with.
  private var names: [DNSName] = [.root, .local]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
  }

  mutating func content(questions: Int = 4, records: Int = 12) -> MessageContent {
    let questions = (0..<Int.random(in: 0...questions, using: &random)).map { _ in question() }
    var sections: [[ResourceRecord]] = [[], [], []]
    for _ in 0..<Int.random(in: 0...records, using: &random) {
      sections[Int.random(in: 0..<3, using: &random)].append(record())
    }
    return MessageContent(questions: questions, sections: sections)
  }

  mutating func question() -> Question {
    Question(
      name: name(), type: RecordType(rawValue: UInt16.random(in: 0...300, using: &random)),
      recordClass: recordClass(), prefersUnicastResponse: Bool.random(using: &random))
  }

  /// A record whose data is of any type, each of them as likely.
  mutating func record() -> ResourceRecord {
    let data = data()
    if case .opt(let extended) = data { return extended.record }
    let seconds = UInt32.random(in: 0...UInt32(Int32.max), using: &random)
    return ResourceRecord(
      name: name(), recordClass: recordClass(), isCacheFlush: Bool.random(using: &random),
      timeToLive: TimeToLive(seconds: random.chance(oneIn: 8) ? 0 : seconds), data: data)
  }

  private mutating func recordClass() -> RecordClass {
    let values: [UInt16] = [1, 1, 1, 255, 3, 0x7FFF, 0]
    return RecordClass(rawValue: values[Int.random(in: 0..<values.count, using: &random)])
  }

  /// A name made before, perhaps in another case, or new labels before a suffix of one.
  mutating func name() -> DNSName {
    var name = names[Int.random(in: 0..<names.count, using: &random)]
    if random.chance(oneIn: 3) { return respelled(name) }
    while let parent = name.parent, random.chance(oneIn: 2) { name = parent }
    if random.chance(oneIn: 4) { name = respelled(name) }
    let labels = random.chance(oneIn: 24) ? 127 : Int.random(in: 1...4, using: &random)
    for _ in 0..<labels {
      guard let longer = try? name.prepending(labels == 127 ? label(1...1) : label()) else { break }
      name = longer
    }
    names.append(name)
    return name
  }

  private mutating func label() -> DNSLabel {
    label(random.chance(oneIn: 10) ? 1...63 : 1...6)
  }

  private mutating func label(_ lengths: ClosedRange<Int>) -> DNSLabel {
    let letters = Array("abAB-_1z[{".utf8)
    var octets = random.octets(lengths)
    if !random.chance(oneIn: 4) { octets = octets.map { letters[Int($0) % letters.count] } }
    guard let label = try? DNSLabel(octets: octets) else {
      preconditionFailure("a label has 1 to 63 octets")
    }
    return label
  }

  /// The name with some of its letters in the other case.
  private mutating func respelled(_ name: DNSName) -> DNSName {
    let labels = name.labels.map { label in
      let octets = label.octets.map { octet in
        let isLetter = (0x41...0x5A).contains(octet & 0xDF)
        return isLetter && Bool.random(using: &random) ? octet ^ 0x20 : octet
      }
      return (try? DNSLabel(octets: octets)) ?? label
    }
    return (try? DNSName(labels: labels)) ?? name
  }
}
