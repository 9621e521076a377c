/// Looks for the token that a policy asks for, in variables and in files that were read before.
///
/// The first place that holds something decides: a malformed token there is an error, not a reason
/// to go on to a place of less weight.
public struct TokenLookup: Hashable, Sendable {
  /// What was found.
  public enum Outcome: Hashable, Sendable {
    case found(source: TokenSource, token: ServerToken)
    /// No place holds a token.
    case none(MissingToken)
    /// A place holds something that is none.
    case unusable(source: TokenSource, error: TokenSourceError)
  }

  /// What was found.
  public let outcome: Outcome
  /// The variables that still worked, and should no longer be used.
  public let warnings: [SettingWarning]

  /// Looks through the places of the policy. `files` are by path; one that is not there counts as
  /// absent.
  public init(environment: [String: String], files: [String: TokenFile], policy: TokenPolicy) {
    let variables = policy.variables.map { name in
      TokenPlace(source: .environment(name), text: environment[name]?.withoutBlanks)
    }
    let left = policy.files(in: environment).map { path, style in
      TokenPlace(path: path, file: files[path] ?? .absent, style: style)
    }
    let places = (policy.tokenFile.map { [TokenPlace(named: $0, files)] } ?? []) + variables + left
    let first = places.first { $0.error != nil || $0.text?.isEmpty == false }
    outcome =
      switch first.map({ ($0, $0.result) }) {
      case (let place, .success(let token))?: .found(source: place.source, token: token)
      case (let place, .failure(let error))?: .unusable(source: place.source, error: error)
      case nil: .none(MissingToken(places: places, policy: policy, files: files))
      }
    let deprecated = "SUGARKUBE_TOKEN_INT"
    warnings =
      first?.source == .environment(deprecated)
      ? [.deprecated(variable: deprecated, option: "token-file")] : []
  }
}

/// Where a token came from.
public enum TokenSource: Hashable, Sendable, CustomStringConvertible {
  case environment(String)
  case file(String)

  public var description: String {
    switch self {
    case .environment(let name): name
    case .file(let path): path
    }
  }
}

/// A file that may hold a token, as the caller found it.
public enum TokenFile: Hashable, Sendable {
  case contents(String)
  case absent
  /// It is there, and the system says why it cannot be read.
  case unreadable(String)
}

/// Why a place that should hold a token gives none.
public enum TokenSourceError: Error, Hashable, Sendable, CustomStringConvertible {
  case malformed(ServerTokenError)
  /// The system's reason.
  case unreadable(String)
  /// More than 64 KiB: no file of a token.
  case tooLarge
  /// The file that was named for the token is absent or has only blank lines and comments.
  case missing

  public var description: String {
    switch self {
    case .malformed(let error): error.description
    case .unreadable(let reason): "the file cannot be read: \(reason)"
    case .tooLarge: "the file is larger than 64 KiB"
    case .missing: "no token is there"
    }
  }
}

/// That no place holds a token, and what follows from it.
public struct MissingToken: Hashable, Sendable, CustomStringConvertible {
  /// The places, in the order in which they were looked at.
  public let looked: [TokenSource]
  /// Whether a node may make a new cluster all the same: it then gets its token from k3s.
  public let allowsBootstrap: Bool

  public var description: String {
    "no token in " + looked.map(\.description).joined(separator: ", ")
      + (allowsBootstrap
        ? "; a bootstrap needs none" : "; set \(looked.first?.description ?? "one")")
  }

  init(places: [TokenPlace], policy: TokenPolicy, files: [String: TokenFile]) {
    looked = places.map(\.source)
    let wasServer = files[policy.serverTokenPath].map { $0 != .absent } ?? false
    let promised = places.contains { place in
      policy.bootTokenPath.map { place.source == .file($0) } == true && place.text == ""
    }
    allowsBootstrap = policy.intent != .join && (policy.servers == 1 || !wasServer && !promised)
  }
}

/// A place, and what it holds: no text when there is no such variable, file or line.
struct TokenPlace {
  let source: TokenSource
  var text: String?
  var error: TokenSourceError?

  init(source: TokenSource, text: String?) {
    self.source = source
    self.text = text
  }

  init(path: String, file: TokenFile, style: TokenFileStyle) {
    source = .file(path)
    switch file {
    case .absent: text = nil
    case .unreadable(let reason): error = .unreadable(reason)
    case .contents(let contents) where contents.utf8.count > 65_536: error = .tooLarge
    case .contents(let contents): text = style.token(in: contents)
    }
  }

  /// The place that the caller named as that of the token; there it must be.
  init(named path: String, _ files: [String: TokenFile]) {
    self.init(path: path, file: files[path] ?? .absent, style: .line)
    if error == nil, text == nil { error = .missing }
  }

  var result: Result<ServerToken, TokenSourceError> {
    if let error { return .failure(error) }
    do throws(ServerTokenError) {
      return .success(try ServerToken(text ?? ""))
    } catch {
      return .failure(.malformed(error))
    }
  }
}

extension TokenFileStyle {
  /// The token of a file, empty where its place is; nil without a place.
  func token(in contents: String) -> String? {
    let lines = contents.split(whereSeparator: \.isNewline).map { String($0).withoutBlanks }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
    switch self {
    case .line: return lines.first
    case .assignment:
      let name = "NODE_TOKEN="
      guard let line = lines.first(where: { $0.hasPrefix(name) }) else { return nil }
      return String(line.dropFirst(name.count)).withoutBlanks.withoutQuotes
    }
  }
}

extension String {
  /// The text between two equal quotation marks, or all of it.
  fileprivate var withoutQuotes: String {
    guard let mark = first, mark == "\"" || mark == "'", count >= 2, last == mark else {
      return self
    }
    return String(dropFirst().dropLast())
  }
}
