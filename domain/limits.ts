/** The longest texts that are taken, in UTF-16 units, whichever way they come in. Keys among them must fit into an index. */
export const LONGEST = {
  /** A source's own id of a person or of an activity. */
  identifier: 400,
  /** The type of an activity or the kind of an outcome. */
  type: 100,
  /** The name of an attribute or property. */
  name: 100,
  channel: 50,
  asset: 2_000,
  /** A value of an attribute or property. */
  value: 4_000,
} as const;
