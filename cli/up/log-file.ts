import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a part's output goes, by the line: `<data dir>/logs/<name>.log`. */
export function logFile(dataDir: string, name: string): (line: string) => void {
  const folder = join(dataDir, 'logs');
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(join(folder, `${name}.log`), { flags: 'a' });
  return (line) => file.write(`${line}\n`);
}
