import MulticastDNS
import Testing

@testable import ClusterDiscovery

@Suite("Words for shells")
struct ShellWordTests {
  private static let alphabet: [Unicode.Scalar] = Array(
    "ab1 '\"\\$`!*?;&|<>(){}[]~#=%\t\n-./,:@+\u{301}\u{E9}\u{1F600}".unicodeScalars)

  @Test(
    "a shell reads the text back as one word, whatever it holds",
    arguments: 0..<200 as Range<UInt64>)
  func shell(seed: UInt64) {
    var random = RandomSource(seed: seed)
    var text = ""
    for _ in 0..<random.weight(upTo: 12) {
      text.unicodeScalars.append(Self.alphabet[Int(random.weight(upTo: 32)) % Self.alphabet.count])
    }
    #expect(Self.posixWord(ShellWord.quoted(text)) == Array(text.unicodeScalars))
    #expect(Self.posixWord(ShellWord.doubleQuoted(text)) == Array(text.unicodeScalars))
  }

  @Test("plain words stay as they are")
  func plain() {
    #expect(ShellWord.quoted("https://10.0.0.1:6443") == "https://10.0.0.1:6443")
    #expect(ShellWord.quoted("") == "''")
    #expect(ShellWord.quoted("a'b") == "'a'\\''b'")
  }

  /// What a POSIX shell makes of a text, nil where that is not one word and nothing else.
  private static func posixWord(_ text: String) -> [Unicode.Scalar]? {
    var word: [Unicode.Scalar] = []
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "'":
        guard let end = rest.firstIndex(of: "'") else { return nil }
        word += rest[..<end]
        rest = rest[(end + 1)...]
      case "\"":
        while let inner = rest.popFirst(), inner != "\"" {
          if inner == "$" || inner == "`" { return nil }
          let isEscape =
            inner == "\\" && rest.first.map { "$`\"\\".unicodeScalars.contains($0) } == true
          word.append(isEscape ? rest.removeFirst() : inner)
        }
      case "\\":
        guard let next = rest.popFirst(), next != "\n" else { return nil }
        word.append(next)
      case _ where " \t\n$`!*?;&|<>(){}[]~#\u{22}".unicodeScalars.contains(scalar): return nil
      default: word.append(scalar)
      }
    }
    return word
  }
}
