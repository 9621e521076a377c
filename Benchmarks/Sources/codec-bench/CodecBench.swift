import DNSSDWire
import Glibc

/// Reads the packets of a folder and prints one JSON line for each operation and packet.
///
/// - `walk`: every question and record visited in place, nothing made.
/// - `decode`: the whole message checked and kept, names and record data included.
/// - `materialise`: decoded, and every question and record made as a value that can be kept.
/// - `encode`: those values written again, fully compressed.
@main
enum CodecBench {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      print("usage: codec-bench PACKETS")
      exit(2)
    }
    let chosen = getenv("BENCH_ONLY").map(list)
    for name in try packetNames(in: CommandLine.arguments[1]) where chosen?.contains(name) ?? true {
      try measure(name, contents(of: "\(CommandLine.arguments[1])/\(name).bin"))
    }
  }

  private static func measure(_ packet: String, _ octets: [UInt8]) throws {
    let measurement = { (operation: String, unit: String) in
      Measurement(library: "swift-dns-sd", operation: operation, packet: packet, unit: unit)
    }
    measurement("walk", "items").run { try walk(octets.span) }
    measurement("decode", "items").run { try decode(octets) }
    measurement("materialise", "items").run { try materialise(octets) }
    let model = try Model(octets)
    var writer = MessageWriter(limit: 9_000)
    guard try model.encode(with: &writer) == octets else {
      print(
        "{\"lib\":\"swift-dns-sd\",\"op\":\"encode\",\"packet\":\"\(packet)\",\"error\":\"differs\"}"
      )
      return
    }
    measurement("encode", "bytes").run { try model.encode(with: &writer).count }
  }

  private static func packetNames(in folder: String) throws -> [String] {
    guard let directory = opendir(folder) else {
      print("cannot open \(folder)")
      exit(1)
    }
    defer { closedir(directory) }
    var names: [String] = []
    while let item = readdir(directory) {
      let name = withUnsafeBytes(of: item.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasSuffix(".bin") { names.append(String(name.dropLast(4))) }
    }
    return names.sorted()
  }

  private static func contents(of path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = fread(&buffer, 1, buffer.count, file)
    return Array(buffer[..<count])
  }
}

@inline(never)
func walk(_ octets: Span<UInt8>) throws -> Int {
  var walk = try MessageWalk(octets)
  var items = 0
  var sum: UInt32 = 0
  while let part = try walk.next(in: octets) {
    items += 1
    sum &+= part.timeToLive &+ UInt32(part.type.rawValue)
  }
  keep(sum)
  return items
}

/// Stands for taking the packet out of a receive buffer.
@inline(__always)
func copy(_ octets: [UInt8]) -> [UInt8] {
  octets.withUnsafeBufferPointer { [UInt8]($0) }
}

@inline(never)
func decode(_ octets: [UInt8]) throws -> Int {
  let message = try Message(decoding: copy(octets))
  keep(message)
  return message.questions.count + message.records.count
}

@inline(never)
func materialise(_ octets: [UInt8]) throws -> Int {
  let model = try Model(octets)
  keep(model)
  return model.questions.count + model.records.count
}

/// The questions and records of a message as values.
struct Model {
  let id: UInt16
  let flags: MessageFlags
  let questions: [Question]
  let records: [ResourceRecord]
  let answers: Int
  let authorities: Int

  init(_ octets: [UInt8]) throws {
    let message = try Message(decoding: copy(octets))
    id = message.header.id
    flags = message.header.flags
    questions = Array(message.questions)
    records = Array(message.records)
    answers = Int(message.header.answerCount)
    authorities = Int(message.header.authorityCount)
  }

  @inline(never)
  func encode(with writer: inout MessageWriter) throws -> [UInt8] {
    for question in questions { try writer.append(question) }
    let records = records.span
    for index in records.indices {
      let section: MessageSection =
        index < answers ? .answer : index < answers + authorities ? .authority : .additional
      try writer.append(records[index], to: section)
    }
    return writer.finish(flags: flags, id: id)
  }
}
