/// Which types exist at a name, and so which do not (RFC 4034 §4, RFC 6762 §6.1).
public struct NextSecureData: Hashable, Sendable {
  /// The name itself in Multicast DNS.
  public let nextName: DNSName
  public let types: TypeBitmap

  public init(nextName: DNSName, types: TypeBitmap) {
    self.nextName = nextName
    self.types = types
  }
}

/// A set of record types as blocks of bits (RFC 4034 §4.1.2).
public struct TypeBitmap: Hashable, Sendable {
  /// Blocks in increasing order, none empty, without zero octets at their ends.
  public let wireForm: [UInt8]

  /// Leaves out pseudo types such as OPT and ANY, which no bitmap may hold.
  public init(_ types: some Sequence<RecordType>) {
    var wireForm: [UInt8] = []
    var start = 0
    for type in Set(types).filter({ !$0.isPseudo }).map(\.rawValue).sorted() {
      let (block, bit) = (UInt8(type >> 8), Int(type & 0xFF))
      if wireForm.isEmpty || wireForm[start] != block {
        start = wireForm.count
        wireForm += [block, 0]
      }
      let length = bit / 8 + 1
      wireForm += [UInt8](repeating: 0, count: length - Int(wireForm[start + 1]))
      wireForm[start + 1] = UInt8(length)
      wireForm[start + 1 + length] |= 0x80 >> UInt8(bit % 8)
    }
    self.wireForm = wireForm
  }

  /// Takes blocks whose order and lengths are known to be sound, and drops pseudo types and zero
  /// octets at the ends of blocks.
  init(checked blocks: ArraySlice<UInt8>) {
    wireForm =
      Self.isPlainlyCanonical(blocks)
      ? Array(blocks) : TypeBitmap(Self.types(in: blocks)).wireForm
  }

  /// The types in increasing order.
  public var types: [RecordType] {
    Self.types(in: wireForm[...])
  }

  /// Whether the type is in the set.
  public func contains(_ type: RecordType) -> Bool {
    types.contains(type)
  }

  private static func types(in blocks: ArraySlice<UInt8>) -> [RecordType] {
    var types: [RecordType] = []
    var position = blocks.startIndex
    while position < blocks.endIndex {
      let base = UInt16(blocks[position]) << 8
      let bits = blocks[(position + 2)...].prefix(Int(blocks[position + 1]))
      for (index, octet) in bits.enumerated() where octet != 0 {
        for bit in 0..<8 where octet & 0x80 >> UInt8(bit) != 0 {
          types.append(RecordType(rawValue: base + UInt16(index * 8 + bit)))
        }
      }
      position = bits.endIndex
    }
    return types
  }

  /// Whether the bitmap is one block that ends in a set bit and does not reach the pseudo types
  /// 0, 41 and above, which is so for nearly every host and service.
  private static func isPlainlyCanonical(_ blocks: ArraySlice<UInt8>) -> Bool {
    guard let last = blocks.last, blocks.count >= 3, blocks.count <= 7 else { return false }
    let start = blocks.startIndex
    return blocks[start] == 0 && Int(blocks[start + 1]) == blocks.count - 2 && last != 0
      && blocks[start + 2] & 0x80 == 0
  }
}
