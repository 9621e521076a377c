internal import DNSSDWire

/// What was multicast last, so that what comes back is known for an echo: from the loop of the kernel,
/// from the other card on the same LAN, from a reflector.
struct SentDatagrams: Equatable {
  private struct Sent: Equatable {
    let digest: UInt64
    let family: AddressFamily
    /// The links on which it has come back from an address of ours; the next such datagram on one of
    /// them is another process asking the same.
    var returnedOn: [Int] = []
  }

  private var sent: [Sent] = []
  private var oldest = 0

  mutating func insert(_ payload: [UInt8], to family: AddressFamily) {
    let new = Sent(digest: Self.digest(of: payload), family: family)
    if sent.count < Limits.sentDatagrams {
      sent.append(new)
    } else {
      sent[oldest] = new
      oldest = (oldest + 1) % sent.count
    }
  }

  /// Whether we sent exactly these octets lately, whoever brings them.
  func contains(_ payload: [UInt8]) -> Bool {
    let digest = Self.digest(of: payload)
    return sent.contains { $0.digest == digest }
  }

  /// Whether a datagram from an address of ours is our own; each own one comes back once a link.
  mutating func takesBack(_ payload: [UInt8], on linkIndex: Int, family: AddressFamily) -> Bool {
    let digest = Self.digest(of: payload)
    let place = sent.firstIndex {
      $0.digest == digest && $0.family == family && !$0.returnedOn.contains(linkIndex)
    }
    guard let place else { return false }
    sent[place].returnedOn.append(linkIndex)
    return true
  }

  /// FNV-1a over words of eight octets: the same in every process, unlike `Hasher`.
  private static func digest(of payload: [UInt8]) -> UInt64 {
    var digest: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(payload.count)
    var word: UInt64 = 0
    var index = 0
    while index < payload.count {
      word = word << 8 | UInt64(payload[index])
      if index & 7 == 7 {
        digest = mixed(digest, word)
        word = 0
      }
      index += 1
    }
    return mixed(digest, word)
  }

  private static func mixed(_ digest: UInt64, _ word: UInt64) -> UInt64 {
    let product = (digest ^ word) &* 0x0000_0100_0000_01B3
    return product ^ product >> 29
  }
}
