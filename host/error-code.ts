/**
 * The code of an operating system's or a database's error, such as ENOENT or 57P03. Looks at the property and not at the
 * class: under Jest, errors of Node's own modules are no instances of the `Error` that the code under test sees.
 */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
