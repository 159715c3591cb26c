/// A figure of a report. Each is a set of requests, or a part of one.
package enum FigureKind: String, CaseIterable, Codable, Sendable {
  /// 收到.
  case received
  /// 办结.
  case closed
  /// 期末在办.
  case open
  /// 期末超时: open, and past the limit by which it was to be done.
  case overdue
  /// 响应率.
  case response
  /// 办结率（收件）: closed of what was received.
  case closedOfReceived
  /// 办结率（按时）: on time of what was closed or is late.
  case closedOnTime
  /// 重复投诉率.
  case repeats
  /// 认可率.
  case acceptance
  /// 不认可率.
  case rejection
  /// 满意率.
  case satisfaction
  /// 退单率.
  case returns

  /// The Chinese name.
  package var title: String {
    switch self {
    case .received: "收到"
    case .closed: "办结"
    case .open: "期末在办"
    case .overdue: "期末超时"
    case .response: "响应率"
    case .closedOfReceived: "办结率（收件）"
    case .closedOnTime: "办结率（按时）"
    case .repeats: "重复投诉率"
    case .acceptance: "认可率"
    case .rejection: "不认可率"
    case .satisfaction: "满意率"
    case .returns: "退单率"
    }
  }

  /// At most four characters wide words, for narrow columns.
  package var shortTitle: String {
    switch self {
    case .received: "收到"
    case .closed: "办结"
    case .open: "在办"
    case .overdue: "超时"
    case .response: "响应率"
    case .closedOfReceived: "办结率"
    case .closedOnTime: "按时率"
    case .repeats: "重复率"
    case .acceptance: "认可率"
    case .rejection: "不认可"
    case .satisfaction: "满意率"
    case .returns: "退单率"
    }
  }

  /// The figure of a Chinese or stable English name; brackets and blanks may be written as one likes.
  package init?(text: String) {
    func plain(_ text: String) -> String {
      var view = String.UnicodeScalarView()
      for scalar in text.unicodeScalars.map(\.halfWidth) where !scalar.properties.isWhitespace {
        view.append(scalar)
      }
      return String(view)
    }
    let wanted = plain(text)
    guard
      let kind = FigureKind.allCases.first(where: {
        plain($0.title) == wanted || $0.shortTitle == wanted || $0.rawValue == wanted
      })
    else { return nil }
    self = kind
  }

  /// Whether it counts requests and is no rate.
  package var isCount: Bool {
    switch self {
    case .received, .closed, .open, .overdue: true
    default: false
    }
  }

  /// Whether less of it is better; nil where neither is.
  package var isBetterLow: Bool? {
    switch self {
    case .received, .closed, .open: nil
    case .overdue, .repeats, .rejection, .returns: true
    case .response, .closedOfReceived, .closedOnTime, .acceptance, .satisfaction: false
    }
  }

  /// By which of its dates a request belongs to a span.
  package var basis: String {
    switch self {
    case .received, .closedOfReceived, .repeats: "按收到时间"
    case .response: "按响应时间"
    case .open, .overdue: "期末（本期到现在）"
    case .closed, .closedOnTime, .acceptance, .rejection, .satisfaction, .returns: "按办结时间"
    }
  }

  /// How it is reckoned, in Chinese. Cancelled requests count nowhere.
  package var formula: String {
    switch self {
    case .received: "本期收到的件数；并件各算一件，撤销的不算"
    case .closed: "本期办结、现在仍是办结的件数；重开的等再办结时算"
    case .open: "到期末（本期到现在）收到而没有办结的件数"
    case .overdue: "到期末（本期到现在）没有办结、已过办结时限的件数；工单用市办理时限，提交议事会的用议事时限"
    case .response:
      "时限内响应 ÷（本期已响应＋到期末超时还没响应）；工单看先行联系，按响应时间算"
    case .closedOfReceived: "本期收到的里面到现在已办结 ÷ 本期收到；退单的不计，以后还会变"
    case .closedOnTime:
      "按时办结 ÷（本期办结＋到期末已过办结时限还没办结）；工单用市办理时限，提交议事会的用议事时限，当场办好没派单的算按时"
    case .repeats:
      "重复件 ÷ 本期收到；\(RepeatRule.days) 天内同一来电人、同一门牌（公共部位看楼组）再次反映同类事项，或被并入主件"
    case .acceptance: "居民认可 ÷（本期居民认可办结＋到期末曾不认可、还没认可）"
    case .rejection: "其中曾经不认可 ÷（本期居民认可办结＋到期末曾不认可、还没认可）"
    case .satisfaction: "（满意＋基本满意）÷ 有评价的件数；本期办结的，未评价不计"
    case .returns: "本期退单 ÷（本期办结＋本期退单）"
    }
  }
}

/// When a request is a repeat of an earlier one.
package enum RepeatRule {
  /// 天数: what came in longer ago is no reason.
  package static let days = 30
}
