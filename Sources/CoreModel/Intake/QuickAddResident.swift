/// 「李阿姨」: how residents are called, where it is plain that it is one.
extension QuickAddLine {
  mutating func readResident(in directory: Directory) {
    let staff = Set(directory.people.map(\.name))
    var index = 0
    while index < count {
      guard isFree(index), isBoundary(index - 1), !isBoundary(index) else {
        index += 1
        continue
      }
      let end = self.end(from: index) { $0.isHan }
      if let found = labelled(index, end) ?? called(index, end), !staff.contains(found.name) {
        draft.resident.name = found.name
        take(found.range, as: .resident, meaning: found.name, staysInText: found.staysInText)
        return
      }
      index = max(end, index + 1)
    }
  }

  private typealias Found = (name: String, range: Range<Int>, staysInText: Bool)

  /// 「联系人李明」, 「姓名：李明」.
  private func labelled(_ start: Int, _ end: Int) -> Found? {
    guard let label = first(of: ["联系人", "来电人", "姓名"], at: start) else { return nil }
    var name = start + label.unicodeScalars.count
    while self[name] == ":" || self[name] == " " { name += 1 }
    let nameEnd = self.end(from: name) { $0.isHan }
    guard (2...4).contains(nameEnd - name), isBoundary(nameEnd), surname(at: name) != nil
    else { return nil }
    return (words(name..<nameEnd), start..<nameEnd, false)
  }

  /// 「李阿姨」 by itself, or before what was said: 「李阿姨反映…」, 「李阿姨家…」.
  private func called(_ start: Int, _ end: Int) -> Found? {
    guard let surname = surname(at: start),
      first(of: QuickAddLine.noNames, at: start) == nil
    else { return nil }
    for given in 0...2 {
      let titleStart = start + surname + given
      guard titleStart < end, let title = first(of: QuickAddLine.titles, at: titleStart) else {
        continue
      }
      let nameEnd = titleStart + title.unicodeScalars.count
      if nameEnd == end, isBoundary(end) {
        return (words(start..<nameEnd), start..<nameEnd, false)
      }
      if first(of: QuickAddLine.speaking, at: nameEnd) != nil {
        return (words(start..<nameEnd), start..<nameEnd, true)
      }
      return nil
    }
    return nil
  }

  private func surname(at index: Int) -> Int? {
    if first(of: QuickAddLine.longSurnames, at: index) != nil { return 2 }
    return self[index].map(QuickAddLine.surnames.contains) == true ? 1 : nil
  }

  private static let titles = [
    "阿姨", "叔叔", "先生", "女士", "小姐", "老师", "师傅", "爷爷", "奶奶", "大爷", "大妈", "大姐", "大哥",
    "伯伯", "阿婆", "阿公", "爷叔", "老伯", "妈妈", "爸爸", "医生", "老先生", "老太太", "老伯伯", "某",
  ].sorted { $0.count > $1.count }

  private static let speaking = [
    "反映", "来电", "来访", "投诉", "求助", "咨询", "报修", "反应", "要求", "希望", "表示", "说", "称", "报", "家", "问",
  ]

  /// Trades that begin like a surname.
  private static let noNames = [
    "钟点", "包工", "管道", "水电", "高空", "全职", "安保", "广告", "项目", "车库", "施工", "时候", "常驻", "方便",
  ]

  private static let longSurnames = [
    "欧阳", "上官", "司马", "司徒", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "端木", "东方", "南宫",
  ]

  private static let surnames = Set(
    """
    赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方\
    俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧\
    计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫\
    经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓\
    牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池\
    乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎\
    戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查\
    后荆红游竺权逯盖益桓公肖邸仝岳原覃冼闫付代
    """.unicodeScalars)
}
