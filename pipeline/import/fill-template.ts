import { toNumber } from './read-cell';
import { quote, readText, type Header, type RowScope } from './row-scope';

const PLACE = /\{([^{}]+?)(:integer)?\}/g;

/** The columns that a template names. */
export const templateColumns = (template: string): readonly string[] =>
  [...template.matchAll(PLACE)].map((match) => (match[1] ?? '').trim());

/**
 * Compiles text with columns in braces. An unanswered column refuses the row where the text is `needed` (ids), and leaves
 * the whole text out where it is not.
 */
export function compileTemplate(
  template: string,
  header: Header,
  options: { readonly isEmpty: (cell: string) => boolean; readonly needed: boolean },
): (scope: RowScope) => string | undefined {
  const parts = [...template.matchAll(PLACE)].map((match) => {
    const column = (match[1] ?? '').trim();
    return { text: match[0], column, read: readText(header, column), integer: match[2] !== undefined };
  });
  return (scope) => {
    let filled = template;
    for (const part of parts) {
      const cell = part.read(scope);
      if (options.isEmpty(cell)) {
        if (options.needed)
          refuse(scope, { code: 'no_id', column: part.column, message: 'The cell is empty, and an id is made of it.' });
        return undefined;
      }
      const value = part.integer ? toNumber(cell) : cell;
      if (value === undefined || (part.integer && !Number.isSafeInteger(value))) {
        refuse(scope, { code: 'bad_integer', column: part.column, message: `${quote(cell)} is not a whole number.` });
        return undefined;
      }
      filled = filled.replace(part.text, () => String(value));
    }
    return filled;
  };
}

function refuse(scope: RowScope, refusal: { code: string; column: string; message: string }): void {
  scope.refusals.push({
    code: refusal.code,
    field: refusal.column,
    message: refusal.message,
    remedy: 'Fill the cell in.',
  });
}
