/** A variable that is set to nothing is not set: compose files cannot leave one out. */
export const setVariables = (
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
