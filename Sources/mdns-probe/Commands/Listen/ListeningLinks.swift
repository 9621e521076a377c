internal import DNSSDWire

/// The links that are listened to, kept in step with the interfaces of the host.
struct ListeningLinks {
  let channels: [Channel]
  private let choice: LinkChoice
  private var changes: InterfaceChanges?
  private var joined: [Link] = []
  private var names: [Int: String] = [:]

  /// Opens a channel for each family and joins its group on every link; throws when there is no
  /// link to listen on.
  init(_ choice: LinkChoice, _ console: Console) throws(CommandFailure) {
    self.choice = choice
    // The monitor comes first, so that no change falls between the links and it.
    do throws(SocketError) {
      changes = try InterfaceChanges()
    } catch {
      console.note("changes of interfaces are not followed: \(error)")
    }
    let links = try choice.currentLinks()
    channels = try Self.channels(for: links, console)
    follow(console)
    guard !joined.isEmpty else { throw .noLink("the group could not be joined on any interface") }
    console.note("listening on \(joined.map(\.description).joined(separator: ", "))")
  }

  private static func channels(
    for links: [Link], _ console: Console
  ) throws(CommandFailure) -> [Channel] {
    var channels: [Channel] = []
    for family in AddressFamily.allCases where links.contains(where: { $0.family == family }) {
      do throws(SocketError) {
        channels.append(try .listening(on: family))
      } catch {
        let isLast = family == links.last?.family && channels.isEmpty
        guard !isLast else { throw .socket(error) }
        console.note("\(error)")
      }
    }
    return channels
  }

  /// What to wait on.
  var fileDescriptors: [Int32] {
    channels.map(\.fileDescriptor) + [changes?.fileDescriptor].compactMap(\.self)
  }

  /// Joins and leaves links when the kernel has reported a change.
  mutating func followChanges(_ ready: Set<Int32>, _ console: Console) {
    guard let changes, ready.contains(changes.fileDescriptor) else { return }
    do throws(SocketError) {
      if try changes.drain() { follow(console) }
    } catch {
      console.note("changes of interfaces are not followed any more: \(error)")
      self.changes = nil
    }
  }

  /// A host that changes all the time gives no snapshot; the next report of a change is the next
  /// attempt.
  private mutating func follow(_ console: Console) {
    guard let interfaces = try? NetworkInterface.snapshot() else { return }
    for interface in interfaces { names[interface.index] = interface.name }
    let wanted = choice.availableLinks(among: interfaces)
    let isFirst = joined.isEmpty
    for link in joined where !wanted.contains(where: { $0.isSamePlace(as: link) }) {
      // The kernel has left the group by itself where the interface is gone.
      try? channels.first { $0.family == link.family }?.leave(link)
      console.note("left \(link)")
    }
    joined.removeAll { link in !wanted.contains { $0.isSamePlace(as: link) } }
    for link in wanted where !joined.contains(where: { $0.isSamePlace(as: link) }) {
      join(link, isFirst: isFirst, console)
    }
  }

  private mutating func join(_ link: Link, isFirst: Bool, _ console: Console) {
    guard let channel = channels.first(where: { $0.family == link.family }) else { return }
    do throws(SocketError) {
      try channel.join(link)
    } catch {
      // An interface that was down for a moment has kept its membership.
      guard error.errno == .addressInUse else {
        console.note("\(link): \(error)")
        return
      }
    }
    joined.append(link)
    if !isFirst { console.note("joined \(link)") }
  }

  /// The name of the interface that a datagram came in on; nil when it is none of those asked for,
  /// which unicast datagrams may come in on all the same.
  func interfaceName(of datagram: ReceivedDatagram) -> String? {
    guard let index = datagram.interfaceIndex else { return "?" }
    guard choice.names.isEmpty || joined.contains(where: { $0.index == index }) else { return nil }
    return names[index] ?? "interface \(index)"
  }
}

extension Link {
  /// Whether both are the same interface and family, whatever their addresses.
  fileprivate func isSamePlace(as other: Link) -> Bool {
    index == other.index && family == other.family
  }
}
