import express from 'express';
import request from 'supertest';
import { noFailpoint } from '../../../domain/failpoint';
import { retrySyncError } from '../../../pipeline/retry-sync-error';
import { createGenericWebhookRouter } from '../../../server/webhooks/generic';
import { listSyncErrors } from '../../../store/sync-error';
import { crashOnceAt } from '../harness/crash';
import { createTestDatabase, type TestDatabase } from '../harness/database';
import { newSecret, signMessage, type SignedMessage } from '../harness/signed-message';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const secret = newSecret();
const olderSecret = newSecret();

let database: TestDatabase;
let failpoint = noFailpoint;
let app: express.Express;

beforeAll(async () => {
  database = await createTestDatabase();
  app = express();
  const secretsOf = (id: string) => Promise.resolve(id === 'forms' ? [secret, olderSecret] : []);
  const deps = {
    db: database.db,
    clock: Date.now,
    failpoint: (name: Parameters<typeof failpoint>[0]) => failpoint(name),
  };
  app.use('/webhooks/generic', createGenericWebhookRouter({ ...deps, secretsOf }));
  const answerCrash: express.ErrorRequestHandler = (error, _request, response, next) => {
    if (response.headersSent) next(error);
    else response.sendStatus(500);
  };
  app.use(answerCrash);
});
afterAll(() => database.drop());
beforeEach(async () => {
  failpoint = noFailpoint;
  await database.db.deleteFrom('inbox').execute();
  await database.db.deleteFrom('sync_error').execute();
});

const activity = (fields: object = {}): Record<string, unknown> => ({
  id: 'a1',
  type: 'page_view',
  occurredAt: new Date().toISOString(),
  lead: { email: 'ada@company.example' },
  ...fields,
});

const post = (message: SignedMessage, connection = 'forms') =>
  request(app).post(`/webhooks/generic/${connection}`).set(message.headers).send(message.body);

/** Lists, each in the one before. */
const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

const kept = () => database.db.selectFrom('inbox').selectAll().execute();

describe('a signed message', () => {
  it('is kept byte by byte before it is answered', async () => {
    const body = JSON.stringify({ activities: [activity({ props: { note: 'héllo – 你好' } })] }, null, 2);
    const answer = await post(signMessage({ secret, body, id: 'msg_1' }));

    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ accepted: 1, refused: [], repeated: false });
    const [row] = await kept();
    expect(row).toMatchObject({ connection_id: 'forms', dedupe_key: 'msg_1', kind: 'activities', processed_at: null });
    expect(row!.body.toString()).toBe(body);
  });

  it('may hold one activity alone, without an envelope', async () => {
    const answer = await post(signMessage({ secret, body: activity() }));
    expect([answer.status, answer.body]).toEqual([202, { accepted: 1, refused: [], repeated: false }]);
  });

  it('is taken with any of the active secrets, so that a rotation needs no pause', async () => {
    expect((await post(signMessage({ secret: olderSecret, body: activity() }))).status).toBe(202);
  });

  it('is taken with one right signature among several', async () => {
    const message = signMessage({ secret, body: activity() });
    const wrong = signMessage({ secret: newSecret(), body: activity() }).headers['webhook-signature']!;
    message.headers['webhook-signature'] = `v1a,unknown ${wrong} ${message.headers['webhook-signature']!}`;
    expect((await post(message)).status).toBe(202);
  });

  it('is taken under the header names of Svix', async () => {
    const { headers, body } = signMessage({ secret, body: activity() });
    const renamed = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.replace('webhook-', 'svix-'), value]),
    );
    expect((await post({ headers: renamed, body })).status).toBe(202);
  });

  it('that arrives again is answered 2xx and kept once', async () => {
    const message = signMessage({ secret, body: { activities: [activity(), activity({ id: 'a2', type: 5 })] } });
    await post(message);
    const again = await post(message);

    expect(again.status).toBe(202);
    expect(again.body).toMatchObject({ accepted: 1, repeated: true });
    expect(await kept()).toHaveLength(1);
    expect(await listSyncErrors(database.db, { limit: 10 })).toHaveLength(1);
  });

  it('is not counted under the id of another, but kept, to be retried', async () => {
    const bodies = ['a1', 'a2'].map((id) => JSON.stringify({ activities: [activity({ id })] }));
    for (const body of [...bodies, ...bodies]) {
      expect((await post(signMessage({ secret, body, id: 'msg_1' }))).status).toBe(202);
    }
    expect((await kept()).map((row) => row.body.toString())).toEqual([bodies[0]]);
    const [error, ...others] = await listSyncErrors(database.db, { limit: 10 });
    expect(others).toEqual([]);
    expect(error).toMatchObject({ code: 'message_id_reused', field: 'webhook-id' });

    const retried = await retrySyncError({ db: database.db, clock: Date.now }, { id: error!.id, actor: 'cli:test' });
    expect(retried).toEqual({ kind: 'retried' });
    expect((await kept()).map((row) => JSON.parse(row.body.toString()) as unknown)).toEqual(
      bodies.map((body) => JSON.parse(body) as unknown),
    );
  });

  it('that arrives several times at once is kept once', async () => {
    const message = signMessage({ secret, body: activity() });
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(message)));

    expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(202));
    expect(answers.filter((answer) => !(answer.body as { repeated: boolean }).repeated)).toHaveLength(1);
    expect(await kept()).toHaveLength(1);
  });

  it('holds up to 1,000 activities and 4 MB', async () => {
    const filler = 'x'.repeat(3_500);
    const activities = Array.from({ length: 1_000 }, (_, index) => activity({ id: index, props: { filler } }));
    const answer = await post(signMessage({ secret, body: { activities } }));
    expect([answer.status, answer.body]).toEqual([202, { accepted: 1_000, refused: [], repeated: false }]);
  });
});

const expect401 = (answer: request.Response): void => {
  expect(answer.status).toBe(401);
  expect(answer.type).toBe('application/problem+json');
  expect(JSON.parse(answer.text)).toEqual({
    type: 'urn:leadline:problem:not_signed',
    title: 'A valid signature is needed',
    status: 401,
    code: 'not_signed',
    detail: 'The message is not signed as this address expects.',
    errors: [],
  });
};

describe('a message that is not signed rightly', () => {
  const unsigned = () => ({ headers: { 'content-type': 'application/json' }, body: JSON.stringify(activity()) });
  const without = (name: string): SignedMessage => {
    const { headers, body } = signMessage({ secret, body: activity() });
    return { headers: Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name)), body };
  };
  const changed = (headers: Record<string, string>): SignedMessage => {
    const message = signMessage({ secret, body: activity() });
    return { ...message, headers: { ...message.headers, ...headers } };
  };
  const cases: [string, () => SignedMessage][] = [
    ['has no signature at all', unsigned],
    ['lacks the id', () => without('webhook-id')],
    ['lacks the time', () => without('webhook-timestamp')],
    ['lacks the signature', () => without('webhook-signature')],
    ['is signed with another secret', () => signMessage({ secret: newSecret(), body: activity() })],
    [
      'was changed after signing',
      () => ({ ...signMessage({ secret, body: activity() }), body: JSON.stringify(activity({ id: 'b' })) }),
    ],
    ['bears another id than the signed one', () => changed({ 'webhook-id': 'msg_other' })],
    ['bears a signature of another version only', () => changed({ 'webhook-signature': 'v2,abc' })],
    ['bears a time that is no number', () => changed({ 'webhook-timestamp': 'now' })],
    [
      'is over five minutes old',
      () => signMessage({ secret, body: activity(), sentAt: new Date(Date.now() - 6 * MINUTE) }),
    ],
    [
      'is over five minutes ahead',
      () => signMessage({ secret, body: activity(), sentAt: new Date(Date.now() + 6 * MINUTE) }),
    ],
    ['is not even JSON', () => ({ headers: {}, body: '{' })],
  ];

  it.each(cases)('is refused with one and the same 401 when it %s', async (_why, message) => {
    const answer = await post(message());

    expect401(answer);
    expect(await kept()).toEqual([]);
  });

  it('is refused with the same 401 when the connection does not exist', async () => {
    expect401(await post(signMessage({ secret, body: activity() }), 'nobody'));
  });

  it('is taken when it is just short of five minutes old', async () => {
    const sentAt = new Date(Date.now() - 4.5 * MINUTE);
    expect((await post(signMessage({ secret, body: activity(), sentAt }))).status).toBe(202);
  });
});

describe('a signed message that cannot be read', () => {
  it.each(['{', '', 'nonsense', Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1')])(
    'as JSON gets 400 (%j)',
    async (body) => {
      const answer = await post(signMessage({ secret, body }));
      expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([400, 'invalid_json']);
      expect(await kept()).toEqual([]);
    },
  );

  it.each<[unknown, string]>([
    [[], ''],
    [{}, 'activities'],
    [{ activities: 'many' }, 'activities'],
    [{ activities: Array.from({ length: 1_001 }, (_, index) => activity({ id: index })) }, 'activities'],
    [activity({ type: undefined }), 'type'],
    [activity({ lead: { email: 'nobody' } }), 'lead.email'],
    [{ activities: [activity({ props: nested(101) })] }, ''],
  ])('as an envelope gets 422 naming the field', async (body, field) => {
    const answer = await post(signMessage({ secret, body }));

    expect(answer.status).toBe(422);
    expect(answer.type).toBe('application/problem+json');
    const problem = JSON.parse(answer.text) as { errors: { field: string; remedy: string }[] };
    expect(problem.errors.map((error) => error.field)).toEqual([field]);
    expect(problem.errors[0]!.remedy).not.toBe('');
    expect(await kept()).toEqual([]);
    expect(await listSyncErrors(database.db, { limit: 10 })).toEqual([]);
  });

  it('because it nests thousands of levels gets 422', async () => {
    const body = `{"activities":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`;
    expect((await post(signMessage({ secret, body }))).status).toBe(422);
  });

  it('because it is too large gets 413', async () => {
    const body = JSON.stringify({ activities: [activity({ props: { filler: 'x'.repeat(5 * 2 ** 20) } })] });
    const answer = await post(signMessage({ secret, body }));
    expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([413, 'too_large']);
  });

  it('because its id is too long gets 422', async () => {
    const answer = await post(signMessage({ secret, body: activity(), id: 'x'.repeat(256) }));
    expect([answer.status, (JSON.parse(answer.text) as { errors: { field: string }[] }).errors[0]!.field]).toEqual([
      422,
      'webhook-id',
    ]);
  });
});

describe('a batch with some bad activities', () => {
  it('is taken; the bad ones are named and kept as sync errors', async () => {
    const bad = [
      activity({ id: 'b1', occurredAt: 'yesterday' }),
      activity({ id: 'b2', lead: {} }),
      activity({ id: 'b3', occurredAt: Date.now() + 6 * MINUTE }),
      activity({ id: 'b4', occurredAt: Date.now() - 21 * 366 * DAY }),
      activity({ id: 'b5', props: { nested: { a: 1 } } }),
      activity({ id: 'b6', colour: 'blue' }),
      activity({ id: 'b7', type: 'zero\0' }),
      'no object',
      activity({ id: 'b9', attributes: { 'zero\0': 1, 'half\ud800': 2 } }),
    ];
    const answer = await post(
      signMessage({ secret, id: 'msg_2', body: { activities: [activity(), ...bad, activity({ id: 'a9' })] } }),
    );

    expect(answer.status).toBe(202);
    const { accepted, refused } = answer.body as { accepted: number; refused: { index: number; field: string }[] };
    expect(accepted).toBe(2);
    expect(refused.map(({ index, field }) => [index, field])).toEqual([
      [1, 'occurredAt'],
      [2, 'lead'],
      [3, 'occurredAt'],
      [4, 'occurredAt'],
      [5, 'props.nested'],
      [6, 'colour'],
      [7, 'type'],
      [8, ''],
      [9, 'attributes.zero\0'],
    ]);
    const errors = (await listSyncErrors(database.db, { limit: 100 })).toReversed();
    expect(errors.map((error) => error.origin)).toEqual(refused.map(({ index }) => `inbox:forms:msg_2:${index}`));
    expect(errors[0]).toMatchObject({
      connectionId: 'forms',
      direction: 'in',
      code: 'bad_activity',
      field: 'occurredAt',
      record: bad[0],
      state: 'open',
    });
    expect(errors[0]!.remedy).toContain('2026');
    expect(errors[6]!.record).toMatchObject({ type: 'zero\uFFFD' });
    expect(errors[8]).toMatchObject({
      field: 'attributes.zero\uFFFD',
      record: { attributes: { 'zero\uFFFD': 1, 'half\uFFFD': 2 } },
    });
  });

  it('keeps an unknown activity type: it may be scored one day', async () => {
    const answer = await post(signMessage({ secret, body: activity({ type: 'a.type/nobody knows' }) }));
    expect(answer.body).toMatchObject({ accepted: 1 });
  });
});

describe('a server that is killed while it takes a message', () => {
  it.each(['webhook.before_commit', 'webhook.after_commit'] as const)(
    'at %s keeps it once when it is sent again',
    async (place) => {
      failpoint = crashOnceAt(place);
      const message = signMessage({ secret, body: { activities: [activity(), activity({ id: 'bad', type: null })] } });

      expect((await post(message)).status).toBe(500);
      const again = await post(message);

      expect(again.body).toMatchObject({ accepted: 1, repeated: place === 'webhook.after_commit' });
      expect(await kept()).toHaveLength(1);
      expect(await listSyncErrors(database.db, { limit: 10 })).toHaveLength(1);
    },
  );
});
