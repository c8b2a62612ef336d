import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigProblem } from '../domain/config-problem';
import { lineNotUtf8, utf16Name } from './encoding';

export type TextReading =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: ConfigProblem };

/** Reads a YAML file of a folder as UTF-8. What is not that is told, rather than read with replacement characters. */
export function readText(dir: string, name: string): TextReading {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(dir, name));
  } catch {
    return refused(
      name,
      null,
      'The file cannot be read.',
      'It must be a file, and this user must be allowed to read it.',
    );
  }
  return decodeText(name, bytes);
}

/** The same of bytes that were read already. */
export function decodeText(name: string, bytes: Buffer): TextReading {
  const utf16 = utf16Name(bytes);
  if (utf16 !== null) {
    return refused(name, 1, 'The file is UTF-16, not UTF-8.', `Save it as UTF-8: iconv -f ${utf16} -t UTF-8.`);
  }
  const line = lineNotUtf8(bytes);
  if (line === null) return { ok: true, text: bytes.toString('utf8') };
  const remedy = 'Save the file as UTF-8, e.g. iconv -f WINDOWS-1252 -t UTF-8.';
  return refused(name, line, 'The line holds a character that is not UTF-8.', remedy);
}

const refused = (file: string, line: number | null, message: string, remedy: string): TextReading => ({
  ok: false,
  problem: { file, line, path: '', message, remedy },
});
