import CoreModel

/// The invented staff, by what they do, and who is at the desk when.
struct DemoStaff: Sendable {
  let secretary: Person
  let directors: [Person]
  let officers: [Person]
  /// One a property company, in the order of the estates.
  let propertyManagers: [Person]
  /// The crew's four; the first two belong to the first estate's company.
  let crew: [Person]
  /// One a micro grid.
  let gridWorkers: [Person]
  let police: Person
  let mediators: [Person]
  /// 街镇督导, who looks over all 居民区 of the 街镇.
  let supervisor: Person
  let others: [Person]

  /// Everybody, as the sign-in list shows them.
  let all: [Person]

  /// - Parameter known: The supervisor, where there is one already.
  init(
    of identity: DemoIdentity, supervisor known: Person?, at founding: Instant,
    using random: inout SplitMix64
  ) {
    var phone = 9000
    func person(_ name: String, _ role: Role, _ unit: String) -> Person {
      phone += 1
      return Person(
        id: PersonID.timeOrdered(at: founding, using: &random),
        name: identity.index == 0 ? name : identity.personName(phone - 9000), role: role,
        phone: "1380000\(phone)", unit: unit)
    }
    let companies = identity.companies
    let committee = "居委会"
    officers = ["王芳", "周宁", "吴倩", "郑晓峰", "孙丽华"].map { person($0, .dutyOfficer, committee) }
    directors = [person("李建国", .director, committee), person("周海燕", .director, committee)]
    secretary = person("陈静", .secretary, "居民区党总支")
    propertyManagers = [
      person("钱立", .propertyManager, companies[0]),
      person("何志强", .propertyManager, companies[1]),
    ]
    crew = [
      person("赵师傅", .maintenance, companies[0]),
      person("孙师傅", .maintenance, companies[0]),
      person("马师傅", .maintenance, companies[1]),
      person("朱师傅", .maintenance, companies[1]),
    ]
    gridWorkers = ["徐敏", "高翔", "林晓燕", "罗军", "沈佳", "唐伟"].map {
      person($0, .gridWorker, "网格工作站")
    }
    police = person("许警官", .police, "社区警务室")
    mediators = [person("陈调解", .mediator, "人民调解室"), person("顾老师", .mediator, "人民调解室")]
    let own = person("冯督导", .supervisor, "街道")
    supervisor = known ?? own
    others = [supervisor, person("小蒋", .readOnly, committee)]
    all =
      officers + directors + [secretary] + propertyManagers + crew + gridWorkers + [police]
      + mediators + others
  }

  /// Who takes the office hours of a day; the five take turns.
  func officer(of day: Day, shift: Int = 0) -> Person {
    officers[((day.number + shift) % officers.count + officers.count) % officers.count]
  }

  /// Who would note something down at a moment: office hours, 错时 evening, or the patrol's head.
  func desk(at moment: Instant) -> Person {
    let minute = moment.minuteOfDay
    if minute >= 20 * 60 || minute < 7 * 60 { return officer(of: moment.day, shift: 3) }
    if minute >= 17 * 60 + 30, moment.day.weekday < 6 { return officer(of: moment.day, shift: 1) }
    return officer(of: moment.day)
  }
}
