import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { serveConsole } from '../../../server/console-files';
import { startApi, type ApiInstance } from './instance';

const PAGE = '<!doctype html><title>Leadline</title>';
const SCRIPT = `export const words = '${'lead '.repeat(2_000)}';`;

let api: ApiInstance;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leadline-console-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'assets', 'index-4f2a.js'), SCRIPT);
  await writeFile(join(folder, '.stamp'), 'secret of the build');
  api = await startApi({ consoleDir: folder });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const get = (path: string) => request(api.app).get(path);

describe('the console', () => {
  it.each(['/', '/leads', '/leads/01900000-0000-7000-8000-000000000000', '/welcome', '/sla?rep=a'])(
    'answers %s with its page, without a key, to be asked for anew each time',
    async (path) => {
      const response = await get(path);
      expect([response.status, response.type, response.text]).toEqual([200, 'text/html', PAGE]);
      expect(response.get('Cache-Control')).toBe('no-cache');
      expect(response.get('ETag')).toBeDefined();
    },
  );

  it('runs no script but its own files, in no frame of another site', async () => {
    const policy = (await get('/')).get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-eval|upgrade-insecure-requests|script-src[^;]*unsafe/);
  });

  it('has assets that are kept for good and come compressed', async () => {
    const response = await get('/assets/index-4f2a.js').set('Accept-Encoding', 'gzip');
    expect(response.status).toBe(200);
    expect(response.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect(response.get('Content-Encoding')).toBe('gzip');
    expect(response.text).toBe(SCRIPT);
  });

  it("leaves the API what is the API's, and gives away no other file", async () => {
    for (const path of ['/api', '/api/leads', '/api/unheard']) {
      const response = await get(path);
      expect([path, response.status, response.type]).toEqual([path, 401, 'application/problem+json']);
    }
    for (const path of ['/assets/old-1234.js', '/favicon.ico']) {
      const response = await get(path);
      expect([path, response.status, response.type]).toEqual([path, 401, 'application/problem+json']);
    }
    for (const path of ['/.stamp', '/..%2f..%2fetc%2fpasswd']) expect((await get(path)).text).toBe(PAGE);
    expect((await request(api.app).post('/leads')).status).toBe(401);
    expect((await get('/healthz')).body).toEqual({ status: 'ok' });
  });

  it('is not served from a folder without one', () => {
    expect(() => serveConsole(join(folder, 'assets'))).toThrow('no index.html');
  });
});
