import { createReadiness } from '../../../telemetry/readiness';

const works = (name: string) => ({ name, check: () => Promise.resolve() });
const fails = (name: string) => ({ name, check: () => Promise.reject(new Error('away')) });
const ignore = () => undefined;

describe('readiness', () => {
  it('is ready when every part answers', async () => {
    const ask = createReadiness([works('database'), works('temporal')], ignore);
    expect(await ask()).toEqual({ status: 'ready', checks: { database: 'ok', temporal: 'ok' } });
  });

  it('is degraded without a part that can be spared, and not ready without one that cannot', async () => {
    const spared = { ...fails('temporal'), required: false };
    expect((await createReadiness([works('database'), spared], ignore)()).status).toBe('degraded');
    expect((await createReadiness([fails('database'), spared], ignore)()).status).toBe('not_ready');
  });

  it('names what failed to the log', async () => {
    const failed: string[] = [];
    await createReadiness([works('database'), fails('schema')], (name) => failed.push(name))();
    expect(failed).toEqual(['schema']);
  });

  it('asks the parts once for all who ask meanwhile, and anew afterwards', async () => {
    let asked = 0;
    const check = () => Promise.resolve((asked += 1));
    const ask = createReadiness([{ name: 'database', check }], ignore);
    await Promise.all([ask(), ask(), ask()]);
    expect(asked).toBe(1);
    await ask();
    expect(asked).toBe(2);
  });
});
