import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadWorkspace, parseWorkspace, WORKSPACE_FILES } from '../../../config/workspace';
import { textsWith, validTexts } from './texts';

function idOf(texts: Record<string, string>): string {
  const reading = parseWorkspace(texts);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.workspace.id;
}

test('a workspace says which intent its lifecycle waits for', () => {
  const reading = parseWorkspace(validTexts());
  expect(reading.ok && reading.workspace.model.watchedIntent).toEqual([1500, 3000]);
});

test('the same texts are the same version, whatever the line ends and the order of the files', () => {
  const texts = validTexts();
  const windows = Object.fromEntries(
    Object.entries(texts)
      .reverse()
      .map(([name, text]) => [name, `\uFEFF${text.replaceAll('\n', '\r\n')}`]),
  );
  expect(idOf(windows)).toBe(idOf(texts));
  expect(idOf(texts)).toMatch(/^[0-9a-f]{64}$/);
});

test('another text is another version, and a text cannot pass for another file’s', () => {
  expect(idOf(textsWith('scoring.yaml', 'cap: 40', 'cap: 41'))).not.toBe(idOf(validTexts()));
});

test('the files of a workspace read the same workspace again', () => {
  const reading = parseWorkspace(validTexts());
  if (!reading.ok) throw new Error('the texts are valid');
  expect(Object.keys(reading.workspace.files)).toEqual([...WORKSPACE_FILES]);
  expect(idOf({ ...reading.workspace.files })).toBe(reading.workspace.id);
});

describe('a folder', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'leadline-workspace-'));
    for (const [name, text] of Object.entries(validTexts())) writeFileSync(join(dir, name), text);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('is read like its texts, whatever else lies in it', () => {
    writeFileSync(join(dir, 'notes.yaml'), 'no: [workspace, file');
    const reading = loadWorkspace(dir);
    expect(reading.ok && reading.workspace.id).toBe(idOf(validTexts()));
  });

  test('without a file says which', () => {
    rmSync(join(dir, 'connections.yaml'));
    expect(loadWorkspace(dir)).toMatchObject({ ok: false, problems: [{ file: 'connections.yaml', line: null }] });
  });

  test('with a file in another encoding says where, and which', () => {
    const text = `${validTexts()['team.yaml']}\n# Österreich\n`;
    const write = (bytes: Buffer) => writeFileSync(join(dir, 'team.yaml'), bytes);
    write(Buffer.from(text, 'latin1'));
    const line = text.split('\n').length - 1;
    expect(loadWorkspace(dir)).toMatchObject({ ok: false, problems: [{ file: 'team.yaml', line }] });
    write(Buffer.from(`\uFEFF${text}`, 'utf16le'));
    expect(loadWorkspace(dir)).toMatchObject({
      problems: [{ file: 'team.yaml', message: 'The file is UTF-16, not UTF-8.' }],
    });
  });

  test('with a folder in place of a file, or that is a file, is a problem, not a crash', () => {
    rmSync(join(dir, 'team.yaml'));
    mkdirSync(join(dir, 'team.yaml'));
    expect(loadWorkspace(dir)).toMatchObject({
      ok: false,
      problems: [{ file: 'team.yaml', line: null, message: 'The file cannot be read.' }],
    });
    expect(loadWorkspace(join(dir, 'scoring.yaml'))).toMatchObject({ problems: [{ message: 'This is no folder.' }] });
  });

  test('that does not exist is a problem, not a crash', () => {
    expect(loadWorkspace(join(dir, 'nowhere'))).toMatchObject({
      ok: false,
      problems: [{ line: null, message: 'There is no such folder.' }],
    });
  });
});

test('the default model is valid', () => {
  const shipped = join(__dirname, '../../../workspace');
  const texts = { ...validTexts(), 'scoring.yaml': readFileSync(join(shipped, 'scoring.yaml'), 'utf8') };
  const reading = parseWorkspace(texts);
  expect(reading.ok ? [] : reading.problems).toEqual([]);
});
