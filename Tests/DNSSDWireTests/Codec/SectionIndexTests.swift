import DNSSDWire
import Testing

@Suite("Sections of a message")
struct SectionTests {
  @Test("each section counts from zero", arguments: Seeds.first(20))
  func indices(seed: UInt64) throws {
    var generator = MessageGenerator(seed: seed)
    let content = generator.content()
    let message = try Message(decoding: content.written())
    let sections = [message.answers, message.authorities, message.additionals, message.records]
    for (section, records) in zip(sections, content.sections + [content.sections.flatMap { $0 }]) {
      #expect(section.indices == 0..<records.count)
      for index in records.indices { #expect(section[index].says(records[index])) }
    }
    #expect(message.questions.indices == 0..<content.questions.count)
  }
}
