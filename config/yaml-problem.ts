import type { Document, ErrorCode } from 'yaml';

export interface YamlProblem {
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

type Words = Omit<YamlProblem, 'line'>;

const WORDS: Partial<Record<ErrorCode, Words>> = {
  TAB_AS_INDENT: { message: 'the line is indented with a tab', remedy: 'indent with spaces' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'the line does not fit the lines around it: another indentation, or a second `: `',
    remedy: 'begin the keys of one block at the same column, and put a value with `: ` in it into quotes',
  },
  BAD_INDENT: {
    message: 'the line does not begin where the lines above let it',
    remedy: 'begin the keys of one block at the same column, and close every { and [ that is open above',
  },
  MISSING_CHAR: {
    message: 'something is left open: a quote, a bracket or a comma is missing here or above',
    remedy: 'close what is open',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'the line is no `key: value`',
    remedy: 'write a blank after the colon, and close every quote',
  },
  MULTIPLE_DOCS: { message: 'a second document begins here', remedy: 'remove the line `---`' },
  BAD_SCALAR_START: { message: 'a value cannot begin with this character', remedy: 'put the value into quotes' },
  UNEXPECTED_TOKEN: { message: 'this does not belong here', remedy: 'look for a missing quote, bracket or colon' },
  TAG_RESOLVE_FAILED: { message: 'a value cannot begin with `!`', remedy: 'put the value into quotes' },
};

/**
 * What keeps a document from being read, in plain words. Repeated keys are all told; of other mistakes the first one only,
 * since the rest mostly follow from it.
 */
export function yamlProblems(document: Document, text: string): YamlProblem[] {
  const errors = [...document.errors, ...document.warnings];
  const first = errors.find(({ code }) => code !== 'DUPLICATE_KEY');
  return errors
    .filter((error) => error.code === 'DUPLICATE_KEY' || error === first)
    .map((error) => {
      const line = error.linePos?.[0].line ?? 1;
      if (error.code === 'DUPLICATE_KEY') return { line, ...duplicateKey(text.slice(error.pos[0])) };
      const words = WORDS[error.code] ?? {
        message: `this is no readable YAML (${error.code.toLowerCase().replaceAll('_', ' ')})`,
        remedy: 'look for a missing quote, bracket or colon',
      };
      return { line, ...words };
    });
}

function duplicateKey(from: string): Words {
  const key = /^("[^"]*"|'[^']*'|[^\s:,{}[\]]+)/.exec(from)?.[1] ?? 'the key';
  return { message: `\`${key}\` stands here for a second time`, remedy: 'keep one of the two' };
}
