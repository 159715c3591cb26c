/// A tally as bytes, for keeping: numbers of seven bits a byte, texts with their length before them.
extension FigureTally {
  /// Goes up whenever the same requests give other bytes or numbers than before.
  package static let layout = 1

  /// The bytes.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(whole)
    writer.write(parts.count)
    for (key, pair) in parts {
      writer.write(key)
      writer.write(pair)
    }
    writer.write(clocks.count)
    for (kind, counts) in clocks {
      writer.write(kind.rawValue)
      writer.write(counts.onTime)
      writer.write(counts.running)
      writer.write(counts.minutes.count)
      var before = 0
      for minutes in counts.minutes.sorted() {
        writer.write(minutes - before)
        before = minutes
      }
    }
    writer.write(days.count)
    for (day, counts) in days {
      writer.write(day)
      writer.write(counts[0])
      writer.write(counts[1])
    }
    writer.write(cells.count)
    for (cell, count) in cells {
      writer.write(cell.key)
      writer.write(cell.monday)
      writer.write(count)
    }
    return writer.bytes
  }

  /// Reads the bytes; nil when they are no tally.
  package init?(bytes: UnsafeRawBufferPointer) {
    self.init()
    var reader = ByteReader(bytes)
    guard let whole = reader.pair(), let partCount = reader.count() else { return nil }
    self.whole = whole
    parts.reserveCapacity(partCount)
    for _ in 0..<partCount {
      guard let key = reader.key(), let pair = reader.pair() else { return nil }
      parts[key] = pair
    }
    guard let clockCount = reader.count() else { return nil }
    for _ in 0..<clockCount {
      guard let kind = reader.text().flatMap(ObligationKind.init(rawValue:)),
        let counts = reader.clock()
      else { return nil }
      clocks[kind] = counts
    }
    guard let dayCount = reader.count() else { return nil }
    for _ in 0..<dayCount {
      guard let day = reader.number(), let received = reader.number(), let closed = reader.number()
      else { return nil }
      days[day] = [received, closed]
    }
    guard let cellCount = reader.count() else { return nil }
    cells.reserveCapacity(cellCount)
    for _ in 0..<cellCount {
      guard let key = reader.key(), let monday = reader.number(), let count = reader.number() else {
        return nil
      }
      cells[Cell(key: key, monday: monday)] = count
    }
    guard reader.isAtEnd else { return nil }
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ pair: FigureTally.Pair) {
    for counts in [pair.happened, pair.standing] {
      let told = counts.values.indices.filter { counts.values[$0] != 0 }
      write(told.count)
      for index in told {
        write(index)
        write(counts.values[index])
      }
    }
  }

  fileprivate mutating func write(_ key: BreakdownKey) {
    switch key {
    case .tier(let tier):
      write(0)
      write(tier?.rawValue ?? 0)
    case .channel(let channel):
      write(1)
      write(channel.rawValue)
    case .category(let category):
      write(2)
      write(category?.name)
    case .group(let group):
      write(3)
      write(group?.text)
    case .handler(let handler):
      switch handler {
      case nil: write(4)
      case .person(let person):
        write(5)
        write(person.text)
      case .pool(let crew):
        write(6)
        write(crew.rawValue)
      }
    case .company(let company):
      write(7)
      write(company)
    case .neighborhood(let neighborhood):
      write(8)
      write(neighborhood.text)
    }
  }
}

extension ByteReader {
  fileprivate mutating func pair() -> FigureTally.Pair? {
    guard let happened = counts(), let standing = counts() else { return nil }
    return FigureTally.Pair(happened: happened, standing: standing)
  }

  private mutating func counts() -> FigureTally.Counts? {
    guard let told = count() else { return nil }
    var counts = FigureTally.Counts()
    for _ in 0..<told {
      guard let index = number(), counts.values.indices.contains(index), let value = number() else {
        return nil
      }
      counts.values[index] = value
    }
    return counts
  }

  fileprivate mutating func clock() -> FigureTally.ClockCounts? {
    guard let onTime = number(), let running = number(), let stopped = count() else { return nil }
    var counts = FigureTally.ClockCounts(onTime: onTime, running: running)
    counts.minutes.reserveCapacity(stopped)
    var before = 0
    for _ in 0..<stopped {
      guard let more = number(), more >= 0 else { return nil }
      before += more
      counts.minutes.append(before)
    }
    return counts
  }

  fileprivate mutating func key() -> BreakdownKey? {
    switch number() {
    case 0: number().map { .tier(Tier(rawValue: $0)) }
    case 1: text().flatMap(Channel.init(rawValue:)).map { .channel($0) }
    case 2: maybeText().map { .category($0.map { Category($0) }) }
    case 3: maybeText().map { .group($0.map { GroupID($0) }) }
    case 4: .handler(nil)
    case 5: text().map { .handler(.person(PersonID($0))) }
    case 6: text().flatMap(Crew.init(rawValue:)).map { .handler(.pool($0)) }
    case 7: maybeText().map { .company($0) }
    case 8: text().map { .neighborhood(NeighborhoodID($0)) }
    default: nil
    }
  }
}
