/**
 * Writes the console's types of the HTTP API from the document that the server makes of its schemas.
 *
 *   tsx scripts/console/write-api-types.ts            writes console/src/api/schema.ts
 *   tsx scripts/console/write-api-types.ts --check    exit 1 when the file is not what would be written
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { writeOpenapi } from '../../server/openapi';
import { ENDPOINTS } from '../../server/routes';

const FILE = resolve(__dirname, '..', '..', 'console', 'src', 'api', 'schema.ts');
const HEADER = '// Written by `npm run api-types` from the API document. Do not edit.\n\n';

async function writeTypes(): Promise<string> {
  // Our document is OpenAPI 3.1; the library types what it takes more narrowly than what it takes.
  const nodes = await openapiTypescript(writeOpenapi(ENDPOINTS) as unknown as OpenAPI3);
  return HEADER + astToString(nodes);
}

async function main(args: readonly string[]): Promise<number> {
  const types = await writeTypes();
  if (!args.includes('--check')) {
    writeFileSync(FILE, types);
    return 0;
  }
  if (existsSync(FILE) && readFileSync(FILE, 'utf8') === types) return 0;
  process.stderr.write('console/src/api/schema.ts is not what the API document says: run `npm run api-types`.\n');
  return 1;
}

void main(process.argv.slice(2)).then((code) => (process.exitCode = code));
