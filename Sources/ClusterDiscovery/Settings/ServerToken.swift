/// The secret with which nodes join a k3s cluster; no way of printing it shows it.
///
/// Either a full token, `K10<64 hexadecimal digits>::user:password` (or a bootstrap token,
/// `abcdef.0123456789abcdef`, in place of user and password), or a plain secret.
public struct ServerToken: Hashable, Sendable {
  /// What the token holds beside the secret.
  public enum Form: Hashable, Sendable {
    /// With the hash of the cluster's certificate authority, which a joining node checks.
    case full
    /// The secret alone.
    case plain
  }

  /// What the token holds.
  public let form: Form
  private let secret: String

  /// Reads a token without the blanks and line ends around it; at most 1024 octets, far more than
  /// any token that k3s makes.
  public init(_ text: String) throws(ServerTokenError) {
    let text = text.withoutBlanks
    guard !text.isEmpty else { throw .empty }
    guard text.utf8.count <= 1024 else { throw .tooLong }
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .foreignCharacter }
    form = text.hasPrefix(Self.prefix) ? .full : .plain
    if form == .full { try Self.check(text.dropFirst(Self.prefix.count)) }
    secret = text
  }

  /// The token itself, for the one place that needs it.
  public func revealed() -> String {
    secret
  }

  private static let prefix = "K10"

  private static func check(_ text: Substring) throws(ServerTokenError) {
    let hash = text.prefix { $0.isHexDigit }
    guard hash.count == 64 else { throw .hashLength(hash.count) }
    guard text.dropFirst(64).hasPrefix("::") else { throw .separatorMissing }
    let credentials = text.dropFirst(66)
    if isBootstrapToken(credentials) { return }
    guard let colon = credentials.firstIndex(of: ":"), colon > credentials.startIndex else {
      throw .userMissing
    }
    guard credentials.index(after: colon) < credentials.endIndex else { throw .passwordMissing }
  }

  private static func isBootstrapToken(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isWord = { (part: Substring) in part.allSatisfy { $0.isNumber || $0.isLowercase } }
    return parts.count == 2 && parts[0].count == 6 && parts[1].count == 16
      && parts.allSatisfy(isWord)
  }
}

extension ServerToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "<redacted>" }

  /// The same as ``description``.
  public var debugDescription: String { "<redacted>" }

  /// Nothing, so that dumping the token does not show it.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why a text is no token; nothing of the text is in it.
public enum ServerTokenError: Error, Hashable, Sendable {
  case empty
  /// More than 1024 octets.
  case tooLong
  /// A blank, a control character or one that is not ASCII.
  case foreignCharacter
  /// So many hexadecimal digits follow `K10`, in place of 64.
  case hashLength(Int)
  /// No `::` follows the hash.
  case separatorMissing
  /// No user stands before a colon.
  case userMissing
  /// Nothing follows the user and the colon.
  case passwordMissing
}

extension ServerTokenError: CustomStringConvertible {
  public var description: String {
    let form = "a full token is K10<64 hexadecimal digits>::user:password"
    return switch self {
    case .empty: "the token is empty"
    case .tooLong: "the token is longer than 1024 octets"
    case .foreignCharacter: "the token has a blank, a control or a non-ASCII character"
    case .hashLength(let count): "the token has \(count) hexadecimal digits after K10; \(form)"
    case .separatorMissing: "the token has no :: after its hash; \(form)"
    case .userMissing: "the token has no user after ::; \(form)"
    case .passwordMissing: "the token has no password after its user; \(form)"
    }
  }
}
