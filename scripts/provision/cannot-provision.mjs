/** A part cannot be had. The message is one sentence that says what the user can do about it. */
export class CannotProvision extends Error {
  /**
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(message, cause) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CannotProvision';
  }
}
