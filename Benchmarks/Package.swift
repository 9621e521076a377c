// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "swift-dns-sd", path: "..")],
  targets: [
    .executableTarget(
      name: "codec-bench",
      dependencies: [.product(name: "DNSSDWire", package: "swift-dns-sd")])
  ]
)
