import { z } from 'zod';

/** The part of a JSON Schema that says which keys and values a place admits. */
interface Outline {
  readonly properties?: Readonly<Record<string, Outline>>;
  readonly additionalProperties?: Outline | boolean;
  readonly items?: Outline | boolean;
  readonly anyOf?: readonly Outline[];
  readonly oneOf?: readonly Outline[];
  readonly allOf?: readonly Outline[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** The JSON Schema of what a person writes, for editors and for finding out what a place admits. */
export const jsonSchemaOf = (schema: z.ZodType): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

/** What a schema admits at a path of a value; the value decides between alternatives told apart by a constant. */
export interface SchemaOutline {
  readonly keysAt: (path: readonly PropertyKey[]) => string[];
  readonly valuesAt: (path: readonly PropertyKey[]) => unknown[];
}

export function outlineOf(schema: z.ZodType, value: unknown): SchemaOutline {
  const root = jsonSchemaOf(schema) as Outline; // a JSON Schema is at least this
  const at = (path: readonly PropertyKey[]): Outline[] => {
    let places = alternatives(root, value);
    let here = value;
    for (const key of path) {
      here = valueAt(here, [key]);
      places = places.flatMap((place) => stepInto(place, key)).flatMap((place) => alternatives(place, here));
    }
    return places;
  };
  return {
    keysAt: (path) => [...new Set(at(path).flatMap((place) => Object.keys(place.properties ?? {})))],
    valuesAt: (path) => at(path).flatMap((place) => place.enum ?? ('const' in place ? [place.const] : [])),
  };
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<PropertyKey, unknown>)[key]; // an object that has this key
  }
  return here;
}

function stepInto(place: Outline, key: PropertyKey): Outline[] {
  const next = typeof key === 'number' ? place.items : (place.properties?.[String(key)] ?? place.additionalProperties);
  return typeof next === 'object' ? [next] : [];
}

function alternatives(place: Outline, value: unknown): Outline[] {
  const branches = [...(place.anyOf ?? []), ...(place.oneOf ?? [])];
  const fitting = branches.filter((branch) => constantsFit(branch, value));
  const inner = [...(fitting.length > 0 ? fitting : branches), ...(place.allOf ?? [])];
  return [place, ...inner.flatMap((branch) => alternatives(branch, value))];
}

const constantsFit = (branch: Outline, value: unknown): boolean =>
  Object.entries(branch.properties ?? {}).every(
    ([key, property]) => !('const' in property) || valueAt(value, [key]) === property.const,
  );
