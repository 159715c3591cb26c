/// 快速登记: one line of Chinese, understood as it is typed.
package enum QuickAdd {
  /// Reads `12号502 楼道灯不亮 13800002046 @赵师傅 !急`.
  ///
  /// Pure and total. What is not understood stays in the draft's text: no typed word is lost.
  package static func parse(_ line: String, in directory: Directory) -> QuickAddDraft {
    var draft = QuickAddDraft()
    draft.text = line.tidied
    return draft
  }
}
