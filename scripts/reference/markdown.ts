/** A table; empty cells are dashes, and nothing in a cell ends it. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

const cell = (text: string): string => (text === '' ? '–' : text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' '));

export const code = (text: string): string => (text === '' ? '' : `\`${text}\``);

/** A value as a person would write it. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A page as it stands in docs/reference. */
export interface Page {
  /** Without a folder: `cli.md`. */
  readonly file: string;
  readonly title: string;
  readonly intro: string;
  readonly body: readonly string[];
}

export const render = ({ title, intro, body }: Page): string =>
  `${[`<!-- Written by \`npm run reference\` from the code. Do not edit. -->\n\n# ${title}`, intro, ...body].join('\n\n')}\n`;
