import type { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is set to nothing is not set: compose files cannot leave one out. */
export const setVariables = (env: Environment): Environment =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

/**
 * Reads what a schema asks of the environment of `whose` process.
 *
 * @throws with the names of the variables that are missing or wrong, never with their values.
 */
export function readEnvironment<Schema extends z.ZodType>(
  schema: Schema,
  { env, whose }: { readonly env: Environment; readonly whose: string },
): z.output<Schema> {
  const parsed = schema.safeParse(setVariables(env));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`The environment of the ${whose} is not complete: ${lines.join('; ')}`);
}
