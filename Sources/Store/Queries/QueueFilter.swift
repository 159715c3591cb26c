package import CoreModel

/// Which requests a list shows.
///
/// The order belongs to the view: open ones by what is owed next, the rest newest first.
package struct QueueFilter: Hashable, Sendable {
  /// One of the lists of the desk.
  package typealias View = DeskView

  /// The neighbourhood; no query sees beyond it.
  package var scope: NeighborhoodID
  /// The list.
  package var view: View
  /// Only those of a building group.
  package var group: GroupID?
  /// Only those of a tier.
  package var tier: Tier?
  /// Only those that came from 12345.
  package var hotlineOnly: Bool
  /// Only the open tickets of 12345 that stand here in the inbox.
  package var ticketState: TicketState?
  /// Only those that this person handles.
  package var handler: PersonID?
  /// Words that must all match: text, place, room, group, resident, handler, recorder, number, parts of the
  /// 12345 number, digits of the phone, 拼音首字母 of names, places and the text's beginning; and what the columns
  /// show: the step, status, tier, urgency and channel, by their whole words.
  ///
  /// In closed and all, what is searched or narrowed comes last recorded first (the index knows that order).
  package var search: String
  /// The chosen values of facets.
  package var facets: FacetChoice
  /// Who looks, for the views that depend on it.
  package var viewer: PersonID?

  /// Makes a filter; by default everything that is open.
  package init(
    scope: NeighborhoodID, view: View = .open, group: GroupID? = nil, tier: Tier? = nil,
    hotlineOnly: Bool = false, ticketState: TicketState? = nil, handler: PersonID? = nil,
    search: String = "", facets: FacetChoice = FacetChoice(), viewer: PersonID? = nil
  ) {
    self.scope = scope
    self.view = view
    self.group = group
    self.tier = tier
    self.hotlineOnly = hotlineOnly
    self.ticketState = ticketState
    self.handler = handler
    self.search = search
    self.facets = facets
    self.viewer = viewer
  }
}
