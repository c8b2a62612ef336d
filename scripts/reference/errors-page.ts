import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { code, table, type Page } from './markdown';

const ROOT = join(__dirname, '..', '..');
const FOLDERS = [
  'activities',
  'cli',
  'config',
  'connectors',
  'host',
  'lifecycle',
  'pipeline',
  'scoring',
  'store',
  'temporal',
  'worker',
];

interface Found {
  readonly kind: 'failure' | 'sync_error';
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly file: string;
}

/** Every coded error, read from the places where it is made. */
export function errorsPage(): Page {
  const found = FOLDERS.flatMap(sourceFiles).flatMap(findErrors);
  const rows = (kind: Found['kind']) =>
    found
      .filter((error) => error.kind === kind)
      .toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
      .map((error) => [code(error.code), error.message, error.remedy, code(error.file)]);
  const head = ['code', 'message', 'remedy', 'from'];
  return {
    file: 'errors.md',
    title: 'Coded errors',
    intro:
      'Codes are stable: branch on them, not on the words. `…` stands for what is filled in. Statuses and codes of the API: [api.md](api.md#refusals); exit statuses: [cli.md](cli.md#exit-status).',
    body: [
      '## Failures',
      'Of commands and of starting processes: on stderr, and with `--output json` as `{"error": {"code", "message", "remedy"}}`.',
      table(head, rows('failure')),
      '## Sync errors',
      "What could not be taken in or written out. What a retry does, and the codes that a CRM's refusals are given: [operations.md](../operations.md#sync-errors).",
      table(head, rows('sync_error')),
    ],
  };
}

const sourceFiles = (folder: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(ROOT, folder, name));

function findErrors(path: string): readonly Found[] {
  const text = readFileSync(path, 'utf8');
  if (!/LeadlineError\(|CliFailure\(|remedy:/.test(text)) return [];
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    const error = ts.isNewExpression(node)
      ? failureOf(node)
      : ts.isObjectLiteralExpression(node)
        ? syncErrorOf(node)
        : null;
    if (error !== null) found.push({ ...error, file: relative(ROOT, path) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `new LeadlineError(code, message, { remedy })`, and `new CliFailure(status, code, message, { remedy })`. */
function failureOf(node: ts.NewExpression): Omit<Found, 'file'> | null {
  const name = node.expression.getText();
  if (name !== 'LeadlineError' && name !== 'CliFailure') return null;
  const [codeNode, messageNode, details] = (node.arguments ?? []).slice(name === 'CliFailure' ? 1 : 0);
  // A code that is passed on was made elsewhere.
  if (codeNode === undefined || !ts.isStringLiteral(codeNode)) return null;
  const remedy =
    details !== undefined && ts.isObjectLiteralExpression(details) ? property(details, 'remedy') : undefined;
  return { kind: 'failure', code: codeNode.text, message: wordsOf(messageNode), remedy: wordsOf(remedy) };
}

/** An object with a code, a message and a remedy, as sync errors are reported. */
function syncErrorOf(node: ts.ObjectLiteralExpression): Omit<Found, 'file'> | null {
  const codeNode = property(node, 'code');
  const message = property(node, 'message');
  const remedy = property(node, 'remedy');
  if (codeNode === undefined || !ts.isStringLiteral(codeNode) || message === undefined || remedy === undefined)
    return null;
  return { kind: 'sync_error', code: codeNode.text, message: wordsOf(message), remedy: wordsOf(remedy) };
}

const property = (node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined =>
  node.properties.filter(ts.isPropertyAssignment).find((one) => one.name.getText() === name)?.initializer;

/** Text as it stands in the code; what is filled in when it runs is `…`. */
function wordsOf(node: ts.Expression | undefined): string {
  if (node === undefined) return '';
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join('');
  }
  if (ts.isBinaryExpression(node)) return wordsOf(node.left) + wordsOf(node.right);
  return '…';
}
