import type { ConfigProblem } from '../domain/config-problem';
import type { YamlFile } from './read-yaml';
import { sentence } from './sentence';

/** A mistake at a place in a file's value, before it has a line. */
export interface ValueProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
  readonly remedy: string;
}

/** Gives a mistake its file and line: that of the field, or of the nearest one above it that exists. */
export const located = (file: YamlFile, { path, message, remedy }: ValueProblem): ConfigProblem => ({
  file: file.name,
  line: file.lineOf(path),
  path: dotted(path),
  message: sentence(message),
  remedy: sentence(remedy),
});

/** `['a', 'b-c', 2]` as `a["b-c"][2]`. */
function dotted(path: readonly (string | number)[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      if (!/^[A-Za-z_]\w*$/.test(key)) return `["${key}"]`;
      return index === 0 ? key : `.${key}`;
    })
    .join('');
}
