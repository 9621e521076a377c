// swift-tools-version: 6.2
import PackageDescription

/// Every target builds in Swift 6 mode with strict memory safety, and a warning is an error.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func module(_ name: String, uses dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, of dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

let testTargets: [Target] = [
  tests("DNSSDWireTests", of: ["DNSSDWire", "PacketCapture"]),
  tests("MulticastDNSTests", of: ["DNSSDWire", "MulticastDNS"]),
  tests("DNSSDTests", of: ["DNSSD", "MulticastDNS"]),
  tests("MulticastDNSSimulatorTests", of: ["DNSSDWire", "MulticastDNS", "MulticastDNSSimulator"]),
  tests(
    "ClusterDiscoveryTests",
    of: [
      "ClusterDiscovery", "ClusterSimulator", "DNSSDWire", "MulticastDNS",
      "MulticastDNSSimulator",
    ]),
  tests("PacketCaptureTests", of: ["PacketCapture"]),
  tests("MDNSProbeTests", of: ["mdns-probe"]),
]

/// The test targets to build: all, or those that `MDNS_TESTS` names with commas between.
let chosenTests = Context.environment["MDNS_TESTS"].map { names in
  testTargets.filter { names.split(separator: ",").contains(Substring($0.name)) }
}

let package = Package(
  name: "swift-dns-sd",
  products: [
    .library(name: "DNSSDWire", targets: ["DNSSDWire"]),
    .library(name: "MulticastDNS", targets: ["MulticastDNS"]),
    .library(name: "DNSSD", targets: ["DNSSD"]),
    .library(name: "MulticastDNSSimulator", targets: ["MulticastDNSSimulator"]),
    .library(name: "ClusterDiscovery", targets: ["ClusterDiscovery"]),
    .library(name: "ClusterSimulator", targets: ["ClusterSimulator"]),
    .library(name: "PacketCapture", targets: ["PacketCapture"]),
    .executable(name: "mdns-probe", targets: ["mdns-probe"]),
  ],
  targets: [
    module("DNSSDWire"),
    module("MulticastDNS", uses: ["DNSSDWire"]),
    module("DNSSD", uses: ["DNSSDWire", "MulticastDNS"]),
    module("MulticastDNSSimulator", uses: ["DNSSDWire", "MulticastDNS"]),
    module("ClusterDiscovery", uses: ["DNSSD", "DNSSDWire", "MulticastDNS"]),
    module(
      "ClusterSimulator",
      uses: ["ClusterDiscovery", "DNSSDWire", "MulticastDNS", "MulticastDNSSimulator"]),
    module("PacketCapture", uses: ["DNSSDWire"]),
    .executableTarget(
      name: "mdns-probe",
      dependencies: [
        "ClusterDiscovery", "ClusterSimulator", "DNSSDWire", "MulticastDNS", "DNSSD",
        "MulticastDNSSimulator", "PacketCapture",
      ],
      swiftSettings: settings),
  ] + (chosenTests ?? testTargets)
)
