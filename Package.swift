// swift-tools-version: 6.2
import PackageDescription

/// The same strictness for every target of ours; packages we depend on keep their own.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "juwei-console",
  products: [
    .executable(name: "juwei", targets: ["CommunityTUI"])
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
  ],
  targets: [
    .systemLibrary(name: "CNCurses"),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CZip"),
    .systemLibrary(name: "CExpat"),
    .systemLibrary(name: "CXlsxWriter"),
    .target(name: "CoreModel", swiftSettings: strict),
    .target(
      name: "Store",
      dependencies: [
        "CoreModel", "CLinux", "CZip", "CExpat", "CXlsxWriter",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(name: "TerminalKit", dependencies: ["CNCurses", "CLinux"], swiftSettings: strict),
    .executableTarget(
      name: "CommunityTUI",
      dependencies: [
        "CoreModel", "Store", "TerminalKit",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(name: "CoreModelTests", dependencies: ["CoreModel"], swiftSettings: strict),
    .testTarget(
      name: "StoreTests",
      dependencies: ["Store", "CoreModel", "CZip", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .testTarget(name: "TerminalKitTests", dependencies: ["TerminalKit"], swiftSettings: strict),
    .testTarget(
      name: "CommunityTUITests",
      dependencies: ["CommunityTUI", "CoreModel", "Store", "TerminalKit"],
      exclude: ["__Snapshots__"],
      swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "CommunityTUI", .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),
  ]
)
