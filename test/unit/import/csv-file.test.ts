import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCsv } from '../../../pipeline/import/csv-file';

const folder = mkdtempSync(join(tmpdir(), 'leadline-csv-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string | Buffer): string {
  const path = join(folder, 'file.csv');
  writeFileSync(path, content);
  return path;
}

async function read(content: string | Buffer, delimiter = ',') {
  const csv = await openCsv(file(content), { delimiter });
  const rows = [];
  for await (const row of csv.rows) rows.push(row);
  return { header: csv.header, rows };
}

test('byte order mark, Windows line ends, blanks around names and quoted cells are understood', async () => {
  const { header, rows } = await read('\uFEFFId, Name\r\n1,"Mehta, ""Bina"""\r\n\r\n2,"two\r\nlines"\r\n3,c\r\n');
  expect(header).toEqual(['Id', 'Name']);
  expect(rows.map(({ number, cells }) => [number, ...cells])).toEqual([
    [1, '1', 'Mehta, "Bina"'],
    [2, '2', 'two\r\nlines'],
    [3, '3', 'c'],
  ]);
  expect(rows.map(({ line }) => line)).toEqual([2, 4, 6]);
});

test('another delimiter, and a quote within a cell', async () => {
  const { rows } = await read('a;b\n1;5" pipe\n', ';');
  expect(rows[0]?.cells).toEqual(['1', '5" pipe']);
});

test('rows that are too short or too long are handed over as they are', async () => {
  const { rows } = await read('a,b\n1\n1,2,3\n1,2\n');
  expect(rows.map(({ cells }) => cells.length)).toEqual([1, 3, 2]);
});

test('text that is not UTF-8 is refused with its place, never replaced', async () => {
  const latin1 = Buffer.from('Id,City\n1,Pune\n2,Z\xfcrich\n', 'latin1');
  await expect(read(latin1)).rejects.toMatchObject({ code: 'csv_not_utf8' });
  await expect(read(Buffer.from('Id\nZ\xfc', 'latin1'))).rejects.toMatchObject({ code: 'csv_not_utf8' });
});

test.each([
  ['in the first chunk', 3],
  ['in a later one', 2_502],
  ['in the middle of a chunk boundary', 3_277],
])('the line that is not UTF-8 is told: %s', async (_, bad) => {
  // 20 bytes a line: a chunk of 64 kB ends within line 3277, and within its two-byte character.
  const lines = Array.from({ length: 4_000 }, (_unused, index) => `${String(index + 1).padStart(14, '0')},é\u00e9`);
  const bytes = Buffer.from(lines.join('\n'));
  const text = bytes.indexOf(`${String(bad).padStart(14, '0')},`);
  bytes[text + 16] = 0x41;
  await expect(read(bytes)).rejects.toMatchObject({ message: `The file is not UTF-8 (line ${bad}).` });
});

test.each([
  ['UTF-16', Buffer.from('\uFEFFId,City\n1,Pune\n', 'utf16le')],
  ['UTF-16', Buffer.from('\uFEFFId,City\n1,Pune\n', 'utf16le').swap16()],
  ['UTF-16LE', Buffer.from('Id,City\n1,Pune\n', 'utf16le')],
  ['UTF-16BE', Buffer.from('Id,City\n1,Pune\n', 'utf16le').swap16()],
])('%s is called by its name', async (name, bytes) => {
  await expect(read(bytes)).rejects.toMatchObject({
    code: 'csv_utf16',
    remedy: expect.stringContaining(`iconv -f ${name} -t UTF-8.`) as unknown,
  });
});

test('a character that is cut by a chunk of the file is whole', async () => {
  const long = `Id\n${'a'.repeat(65_532)}é\n`;
  expect((await read(long)).rows[0]?.cells[0]?.at(-1)).toBe('é');
});

test('a quote that is never closed does not swallow the file in silence', async () => {
  await expect(read('Id,Name\n1,"open\n2,b\n')).rejects.toMatchObject({ code: 'csv_open_quote' });
  const endless = `Id,Name\n1,"${'x'.repeat(1_100_000)}\n2,b\n`;
  await expect(read(endless)).rejects.toMatchObject({
    code: 'csv_row_too_long',
    message: expect.stringContaining('(line 2)') as unknown,
  });
});

test('the message about a broken file quotes nothing of it', async () => {
  await expect(read('Id,Name\n1,"secret\n')).rejects.toMatchObject({
    message: expect.not.stringContaining('secret') as unknown,
  });
});

test('an empty and a missing file are told as such', async () => {
  await expect(read('')).rejects.toMatchObject({ code: 'csv_empty' });
  await expect(openCsv(join(folder, 'none.csv'), { delimiter: ',' })).rejects.toMatchObject({ code: 'file_not_found' });
});
