import Ajv from 'ajv/dist/2020';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { workspaceJsonSchema } from '../../../config/json-schema';
import { WORKSPACE_FILES } from '../../../config/workspace';
import { textsWith, validTexts } from './texts';

/** What an editor would underline. */
function editorErrors(file: string, texts: Record<string, string>): string[] {
  const schema = workspaceJsonSchema(file);
  if (schema === null) throw new Error(`${file} has no schema`);
  const validate = new Ajv({ strict: false, formats: { email: true, date: true } }).compile(schema);
  validate(parse(texts[file] ?? ''));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

test.each([...WORKSPACE_FILES])('an editor finds nothing wrong with the default %s', (file) => {
  expect(editorErrors(file, validTexts())).toEqual([]);
});

test.each([...WORKSPACE_FILES])('the schema file that %s points its editor to is the present one', (file) => {
  const folder = join(__dirname, '..', '..', '..', 'workspace');
  const [, named = ''] =
    /^# yaml-language-server: \$schema=(.+)\n/.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
  const stored = readFileSync(join(folder, named), 'utf8');
  // Renew it: npm run -s leadline -- workspace schema <file> > workspace/schema/<name>.schema.json
  expect(stored).toBe(`${JSON.stringify(workspaceJsonSchema(file), null, 2)}\n`);
});

test('an editor finds a misspelt key and a value out of range', () => {
  expect(editorErrors('scoring.yaml', textsWith('scoring.yaml', 'half_life_days: 30', 'half_life_day: 30'))).toEqual([
    '/engagement/interest must NOT have additional properties',
  ]);
  expect(editorErrors('scoring.yaml', textsWith('scoring.yaml', 'A: 70', 'A: 170'))).toEqual([
    '/fit/grades/A must be <= 100',
  ]);
});

test('other files have no schema', () => {
  expect(['toString', 'notes.yaml'].map(workspaceJsonSchema)).toEqual([null, null]);
});
