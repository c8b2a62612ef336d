import { InvalidArgumentError, Option } from 'commander';
import { readFile } from 'node:fs/promises';
import { CliFailure } from './cli-failure';
import { EXIT } from './exit-codes';

/** An option that may be repeated, or given as a list with commas: `--stage mql --stage sal`, `--stage mql,sal`. */
export function someOf(flags: string, description: string, choices?: readonly string[]): Option {
  const option = new Option(flags, choices === undefined ? description : `${description} (${choices.join(', ')})`);
  return option.argParser((text: string, former: readonly string[] | undefined) => {
    const values = text.split(',').map((value) => value.trim());
    const unknown = choices === undefined ? undefined : values.find((value) => !choices.includes(value));
    if (unknown !== undefined) throw new InvalidArgumentError(`${unknown} is none of ${choices?.join(', ') ?? ''}.`);
    return [...(former ?? []), ...values];
  });
}

/** A text that says something, without the blanks around it, as long at most as the API takes it. */
export const someText =
  (longest: number) =>
  (text: string): string => {
    const trimmed = text.trim();
    if (trimmed === '') throw new InvalidArgumentError('It must not be empty.');
    if (Array.from(trimmed).length > longest) throw new InvalidArgumentError(`Write ${longest} characters at most.`);
    return trimmed;
  };

/** A whole number between two bounds. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return value;
  };

/** An instant: ISO 8601 with a zone, or a date, which means its first moment in UTC. */
export function instantOption(text: string): number {
  const isInstant = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const ms = isInstant ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms)) throw new InvalidArgumentError('Give e.g. 2026-05-20T12:00:00Z, or a date.');
  return ms;
}

/** A file that holds one JSON object. */
export async function readJsonObject(path: string): Promise<Readonly<Record<string, unknown>>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliFailure(EXIT.usage, 'file_unreadable', `${path} cannot be read.`, { cause });
  });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below, in the same words as for JSON that is no object.
  }
  throw new CliFailure(EXIT.usage, 'not_json', `${path} does not hold a JSON object.`);
}
