/// Puts the datagrams together that a capture holds as IP fragments.
///
/// Memory is bounded: at most `maximumDatagrams` are in progress, each of at most 64 KiB, and the
/// one begun first gives way. Fragments are views of the file until their datagram is whole. A
/// capture on several interfaces may hold the same fragments more than once; where their copies
/// alternate, the datagram comes out once.
public struct FragmentReassembler: Sendable {
  /// How many datagrams may be in progress: a host rarely sends more than a few long ones at
  /// once, so even a busy network in one capture needs fewer.
  public static let maximumDatagrams = 64
  /// How long the fragments of a datagram are waited for (RFC 8200 §4.5, RFC 1122 §3.3.2).
  public static let timeoutSeconds: Int64 = 60

  /// In the order in which they were begun.
  private var assemblies: [FragmentAssembly] = []

  public init() {}

  /// How many datagrams lack a fragment so far, those given up not counted.
  public var waitingDatagrams: Int { assemblies.count { $0.refusal == nil } }

  /// Reads a packet; what completes a fragmented datagram gives that datagram.
  ///
  /// Packets are to be given in the order of the file.
  public mutating func content(of packet: CapturedPacket) -> PacketContent {
    let content = packet.content
    guard case .fragment(let fragment) = content else { return content }
    return add(fragment, at: packet.timestamp)
  }

  /// Adds a fragment seen at `time`.
  ///
  /// Gives the whole datagram if nothing is missing any more, or why it is none; the fragment
  /// itself while others are missing; `.refusedFragment` from the moment on that the fragments
  /// contradict each other, until the timeout. Exact duplicates are dropped (RFC 8200 §4.5).
  public mutating func add(_ fragment: IPFragment, at time: CaptureTimestamp?) -> PacketContent {
    let index = indexOfAssembly(for: fragment, at: time)
    if let refusal = assemblies[index].refusal { return .unread(.refusedFragment(refusal)) }
    guard assemblies[index].isComplete else { return .fragment(fragment) }
    let (content, first) = assemblies.remove(at: index).assembled()
    do throws(UnreadReason) {
      return .datagram(try Self.datagram(in: content, after: first))
    } catch {
      return .unread(error)
    }
  }

  /// Adds the fragment to its assembly, begun anew if there is none or it is too old.
  private mutating func indexOfAssembly(for fragment: IPFragment, at time: CaptureTimestamp?) -> Int
  {
    if let index = assemblies.firstIndex(where: { $0.accepts(fragment) }) {
      guard let time, let began = assemblies[index].began,
        time.isLater(than: began, bySeconds: Self.timeoutSeconds)
      else {
        assemblies[index].add(fragment)
        return index
      }
      assemblies.remove(at: index)
    }
    if assemblies.count == Self.maximumDatagrams { assemblies.removeFirst() }
    assemblies.append(FragmentAssembly(fragment, at: time))
    return assemblies.count - 1
  }

  private static func datagram(in content: [UInt8], after first: IPFragment) throws(UnreadReason)
    -> UDPDatagram
  {
    var cursor = LayerCursor(content[...], declaredCount: content.count)
    if first.layer == .ipv6 {
      guard case .udp = try IPv6ExtensionHeaders.pass(&cursor, nextHeader: first.nextHeader) else {
        // A fragment of a fragment: no host may make one.
        throw .malformed(.ipv6, offset: 0)
      }
    }
    let header = first.header.with(packetLength: first.unfragmentableLength + content.count)
    return try UDPDatagram(parsing: &cursor, in: header)
  }
}
