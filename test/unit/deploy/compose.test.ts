import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readServerSettings, serverSettingsSchema } from '../../../server/settings';
import { readWorkerSettings, workerSettingsSchema } from '../../../worker/settings';
import { composeText, readCompose } from '../../integration/installation/compose';

const ROOT = join(__dirname, '..', '..', '..');
const PASSWORD = 'k3mmZ0';
const compose = readCompose({ POSTGRES_PASSWORD: PASSWORD });
const services = Object.entries(compose.services);
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

describe('docker-compose.yml', () => {
  it('has no default for a secret: without the password nothing starts', () => {
    expect(() => readCompose({})).toThrow('set POSTGRES_PASSWORD');
    expect(composeText()).not.toMatch(/(PASSWORD|SECRET|TOKEN|KEY)\w*:-/);
    for (const [, service] of services) {
      for (const [name, value] of Object.entries(service.environment ?? {})) {
        if (/PASSWORD|PWD/.test(name)) expect(value).toBe(PASSWORD);
      }
    }
    expect(Object.values(compose.secrets).map(({ file }) => file)).toEqual(['./secrets/leadline.key']);
    expect(readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n')).toEqual(
      expect.arrayContaining(['.env', 'secrets/']),
    );
  });

  it('publishes nothing but the server and an UI, and those on the loopback address alone', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
    expect(published).toEqual(['temporal-ui 127.0.0.1:8080:8080', 'server 127.0.0.1:4700:4700']);
  });

  it('gives server and worker settings that they accept, and none that they do not know', () => {
    const server = compose.services['server']?.environment ?? {};
    const worker = compose.services['worker']?.environment ?? {};
    expect(readServerSettings(server)).toMatchObject({
      host: '0.0.0.0',
      port: 4700,
      admin: { port: 9464 },
      consoleDir: '/app/console/dist',
      traces: null,
    });
    expect(readWorkerSettings(worker)).toMatchObject({ admin: { port: 9464 }, temporalMetricsAddress: '0.0.0.0:9465' });
    const known = new Set([...Object.keys(serverSettingsSchema.shape), ...Object.keys(workerSettingsSchema.shape)]);
    expect(Object.keys({ ...server, ...worker }).filter((name) => !known.has(name))).toEqual([]);
  });

  it('asks /readyz of the admin port whether server and worker are well', () => {
    for (const name of ['server', 'worker']) {
      expect(compose.services[name]?.healthcheck?.test.join(' ')).toContain("fetch('http://127.0.0.1:9464/readyz')");
    }
  });

  it('waits only for services that there are, and for health only where it is checked', () => {
    const awaited = services.flatMap(([, service]) => Object.entries(service.depends_on ?? {}));
    expect(awaited.length).toBeGreaterThan(5);
    for (const [name, { condition }] of awaited) {
      const service = compose.services[name];
      expect(service).toBeDefined();
      if (condition === 'service_healthy') expect(service?.healthcheck).toBeDefined();
    }
  });

  it('starts server and worker after the schema is there, each by a file of the image', () => {
    for (const name of ['server', 'worker']) {
      expect(compose.services[name]?.depends_on?.['prepare']).toEqual({ condition: 'service_completed_successfully' });
    }
    for (const name of ['prepare', 'server', 'worker']) {
      const [entry = ''] = compose.services[name]?.command ?? [];
      expect(existsSync(join(ROOT, entry))).toBe(true);
      expect(compose.services[name]).toMatchObject({ read_only: true, secrets: ['leadline.key'] });
    }
  });
});

describe('the Dockerfile', () => {
  it('copies every folder of the product, and runs as nobody in particular', () => {
    const development = [
      'bench',
      'console',
      'docs',
      'examples',
      'node_modules',
      'scripts',
      'secrets',
      'simulators',
      'test',
    ];
    const product = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !development.includes(entry.name))
      .map((entry) => entry.name)
      .filter((folder) => readdirSync(join(ROOT, folder)).length > 0);
    for (const folder of product) expect(dockerfile).toContain(`COPY ${folder} ${folder}\n`);
    expect(dockerfile).toContain('COPY --from=console /app/console/dist console/dist\n');
    const ignored = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
    for (const folder of product) expect(ignored).toContain(`!${folder}`);
    expect(dockerfile.trimEnd().split('\n').slice(-4)).toEqual([
      'USER node',
      'EXPOSE 4700',
      'ENTRYPOINT ["node", "--import", "tsx"]',
      'CMD ["server/main.ts"]',
    ]);
  });
});
