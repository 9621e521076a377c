// swift-tools-version: 6.2
import PackageDescription

/// As in the package under test: Swift 6 mode, strict memory safety, and a warning is an error.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let wire = Target.Dependency.product(name: "DNSSDWire", package: "swift-dns-sd")
let capture = Target.Dependency.product(name: "PacketCapture", package: "swift-dns-sd")

/// A libFuzzer target, of one file that is not named `main.swift`: the fuzzer brings its own `main`,
/// and without the fuzzer the program does nothing.
func fuzzer(_ name: String, of dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
  name: "Fuzzing",
  dependencies: [.package(name: "swift-dns-sd", path: "../..")],
  targets: [
    // The files are links to those of the tests, so that both hold the codec to the same laws.
    .target(name: "ReadingLaws", dependencies: [wire], swiftSettings: settings),
    fuzzer("FuzzDecode", of: ["ReadingLaws"]),
    fuzzer("FuzzWalk", of: [wire]),
    fuzzer("FuzzNameText", of: [wire]),
    fuzzer("FuzzCapture", of: [wire, capture]),
    .executableTarget(name: "FuzzSeeds", dependencies: [capture], swiftSettings: settings),
  ]
)
