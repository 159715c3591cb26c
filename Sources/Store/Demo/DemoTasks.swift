internal import CoreModel

/// What the meeting of the working day before decided and nobody has done yet: the next one begins with it.
enum DemoTasks {
  /// Each with when it was decided.
  static func orders(_ staff: DemoStaff, around now: Instant) -> [(order: TaskOrder, at: Instant)] {
    var day = now.day.adding(days: -1)
    while WorkingCalendar.shipped.kind(of: day) != .working { day = day.adding(days: -1) }
    let at = day.at(minute: 8 * 60 + 50)
    let head = staff.directors[0].id
    return [
      (
        TaskOrder(
          id: TaskID("demo-task-1"), title: "把电瓶车充电的告知书贴到各楼组", person: head,
          dueAt: day.at(minute: 17 * 60 + 30), meeting: day), at
      ),
      (
        TaskOrder(
          id: TaskID("demo-task-2"), title: "约物业看中心花园的路灯，定下更换日期",
          person: staff.officer(of: day).id,
          dueAt: now.day.adding(days: 1).at(minute: 17 * 60 + 30), meeting: day), at
      ),
    ]
  }
}

extension DeskStore {
  /// Puts them down.
  func installDemoTasks(_ demonstration: DemoNeighborhood) throws(StoreError) {
    for (order, at) in DemoTasks.orders(demonstration.staff, around: demonstration.now) {
      try perform(
        .set(order), in: demonstration.directory.neighborhood.id,
        by: Actor(demonstration.staff.secretary), at: at)
    }
  }
}
