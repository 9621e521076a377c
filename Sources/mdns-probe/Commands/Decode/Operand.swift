/// What the arguments name.
enum Operand {
  case octets([UInt8])
  case standardInput
  case path(String)

  /// What is to be decoded, in order; of a directory everything that it holds.
  var inputs: [DecodeInput] {
    switch self {
    case .octets(let octets): return [.octets(octets)]
    case .standardInput: return [.standardInput]
    case .path(let path):
      do throws(SystemFailure) {
        guard try Files.kind(of: path) == .directory else { return [.file(path)] }
        return try Files.contents(of: path).map(Self.input(inDirectory:))
      } catch {
        return [.unreadable(path, error)]
      }
    }
  }

  /// A directory is not gone into, and pipes and devices that happen to lie in one are not waited
  /// for.
  private static func input(inDirectory path: String) -> DecodeInput {
    do throws(SystemFailure) {
      switch try Files.kind(of: path) {
      case .regular: return .file(path)
      case .directory: return .passedOver(path, .isDirectory)
      case .other: return .passedOver(path, .isNoRegularFile)
      }
    } catch {
      return .unreadable(path, error)
    }
  }
}

/// One thing to be decoded.
enum DecodeInput {
  case octets([UInt8])
  case standardInput
  case file(String)
  /// It should have been read, but cannot be.
  case unreadable(String, SystemFailure)
  /// It lies in a directory, but is no file to be read.
  case passedOver(String, SystemFailure)

  /// How the input is called in what is printed.
  var label: String {
    switch self {
    case .octets: "argument"
    case .standardInput: "standard input"
    case .file(let path), .unreadable(let path, _), .passedOver(let path, _): path.quoted
    }
  }

  /// The octets, read whole.
  func content() throws(SystemFailure) -> [UInt8] {
    switch self {
    case .octets(let octets): octets
    case .standardInput: try Files.readStandardInput()
    case .file(let path): try Files.read(path)
    case .unreadable(_, let failure), .passedOver(_, let failure): throw failure
    }
  }
}
