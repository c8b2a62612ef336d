import { createOutput } from '../../../cli/output';
import { renderTable } from '../../../cli/table';
import { terminalLine, terminalText } from '../../../cli/terminal-text';

test('what a terminal obeys is shown, and the text around it stays', () => {
  expect(terminalText('\u001b]0;pwn\u0007\u001b[2JZoë\tÅ 名\n\r\0\u009b')).toBe(
    '\\u001b]0;pwn\\u0007\\u001b[2JZoë\tÅ 名\n\\u000d\\u0000\\u009b',
  );
  expect(terminalText('\u202Etxt\u2066')).toBe('\\u202etxt\\u2066');
  expect(terminalLine('two\nlines')).toBe('two\\u000alines');
});

test('a row of a table stays one line', () => {
  const table = renderTable<string>([{ title: 'name', value: (name) => name }], ['Eve\nMallory', 'Zoë']);
  expect(table.split('\n')).toEqual(['name', 'Eve\\u000aMallory', 'Zoë']);
});

test('all that people read goes through it; JSON means the same as before', () => {
  const said = { stdout: '', stderr: '' };
  const streams = {
    stdout: { write: (text: string) => (said.stdout += text) },
    stderr: { write: (text: string) => (said.stderr += text) },
  };
  const table = createOutput(streams, { format: 'table', quiet: false });
  table.result({}, () => 'a\u001b\nb');
  table.log('c\u0007');
  table.warn('d\u202E');
  expect(said).toEqual({ stdout: 'a\\u001b\nb\n', stderr: 'c\\u0007\nd\\u202e\n' });

  said.stdout = said.stderr = '';
  const json = createOutput(streams, { format: 'json', quiet: false });
  const name = { name: 'e\u001b\u202E' };
  json.result(name, () => '');
  json.warn(JSON.stringify(name));
  expect([JSON.parse(said.stdout), JSON.parse(said.stderr)]).toEqual([name, name]);
});
