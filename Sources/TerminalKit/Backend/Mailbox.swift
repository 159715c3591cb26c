import CLinux
import Glibc
import Synchronization

/// Messages from other threads to the event loop: post from anywhere, the loop wakes and takes them.
package final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])
  /// Readable while messages wait, so that the loop can poll for it.
  let descriptor: Int32

  package init() throws(TerminalError) {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
    if descriptor < 0 { throw .systemCall(name: "eventfd", code: errno) }
  }

  deinit {
    close(descriptor)
  }

  /// Adds a message and wakes the loop.
  package func post(_ message: Message) {
    let wasEmpty = messages.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    // The loop takes all that is there at once, so one wake-up is enough for any number.
    if wasEmpty { eventfd_write(descriptor, 1) }
  }

  /// Takes everything that has been posted, in order.
  package func takeAll() -> [Message] {
    // First silence the descriptor, then take: a message posted between is taken now, and at worst
    // wakes the loop once for nothing. The other way round it could be left lying.
    var count: eventfd_t = 0
    eventfd_read(descriptor, &count)
    return messages.withLock { messages in
      let taken = messages
      messages.removeAll()
      return taken
    }
  }
}
