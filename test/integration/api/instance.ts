import type { Express } from 'express';
import pino from 'pino';
import request, { type Test } from 'supertest';
import { parseWorkspace, type Workspace } from '../../../config/workspace';
import type { Clock, EpochMs } from '../../../domain/time';
import type { Override, OverrideOutcome } from '../../../pipeline/override-stage';
import { scoreWaiting } from '../../../pipeline/score';
import { createApp } from '../../../server/app';
import { createSignIn } from '../../../server/auth/better-auth';
import type { SignIn } from '../../../server/auth/sign-in';
import { openChangeFeed } from '../../../server/change-feed';
import { createGenericWebhookRouter } from '../../../server/webhooks/generic';
import { createHubspotWebhookRouter } from '../../../server/webhooks/hubspot';
import { createApiKey, type Scope } from '../../../store/api-key';
import { applyConnections } from '../../../store/connection';
import type { Database } from '../../../store/database';
import { createLeadTallies } from '../../../store/lead-tallies';
import { activateWorkspace } from '../../../store/workspace-version';
import { createWorkspaceReader } from '../../../views/workspaces';
import { validTexts } from '../../unit/config/texts';
import { createTestDatabase } from '../harness/database';

export const NOW = Date.parse('2026-05-20T12:00:00Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The application on a database of its own, at a time the test sets, with a key for each set of scopes. */
export interface ApiInstance {
  readonly db: Database;
  readonly app: Express;
  readonly signIn: SignIn;
  readonly connectionString: string;
  readonly workspace: Workspace;
  readonly log: string[];
  /** Moves that were asked for, and what the workflow answers. */
  readonly moves: Override[];
  answerMoves(outcome: OverrideOutcome): void;
  setNow(now: EpochMs): void;
  readonly clock: Clock;
  /** A request with the key of that scope. */
  get(path: string, scope?: Scope): Test;
  post(path: string, body?: object, scope?: Scope): Test;
  delete(path: string, scope?: Scope): Test;
  readonly keys: Readonly<Record<Scope, string>>;
  /** Lets the scorer do all that waits. */
  score(): Promise<void>;
  /** As the server does when it stops. */
  closeStreams(): Promise<void>;
  close(): Promise<void>;
}

const failpoint = () => undefined;

const SCOPES_OF = { read: ['read'], operate: ['read', 'operate'], admin: ['read', 'operate', 'admin'] } as const;

export async function startApi(
  options: { readonly workspaceSince?: EpochMs | null; readonly consoleDir?: string } = {},
): Promise<ApiInstance> {
  const database = await createTestDatabase();
  const { db } = database;
  let now = NOW;
  const clock = () => now;
  const workspace = await readyWorkspace(
    db,
    options.workspaceSince === undefined ? NOW - 60 * DAY : options.workspaceSince,
  );
  const keys = {
    read: await keyFor(db, 'read'),
    operate: await keyFor(db, 'operate'),
    admin: await keyFor(db, 'admin'),
  };
  const moves: Override[] = [];
  let outcome: OverrideOutcome = { kind: 'moved', from: 'subscriber', to: 'nurture', visitNo: 2 };
  const log: string[] = [];
  const signIn = createSignIn({ db, secret: 's'.repeat(43), secureCookies: false });
  const changes = openChangeFeed(database.connectionString);
  const app = createApp(
    {
      db,
      clock,
      log: pino({ level: 'debug' }, { write: (line: string) => log.push(line) }),
      workspaces: createWorkspaceReader(db),
      leadCommands: {
        move: (override) => {
          moves.push(override);
          return Promise.resolve(outcome);
        },
      },
      signIn,
      tallies: createLeadTallies({ db, clock }),
      changes,
      consoleDir: options.consoleDir ?? null,
      publicUrl: null,
      temporalUi: { url: 'http://temporal.test', namespace: 'default' },
      readiness: [{ name: 'database', check: () => db.selectFrom('lead').select('id').limit(1).execute() }],
    },
    {
      generic: createGenericWebhookRouter({ db, clock, failpoint, secretsOf: () => Promise.resolve([]) }),
      hubspot: createHubspotWebhookRouter({
        db,
        clock,
        failpoint,
        publicBaseUrl: 'http://leadline.test',
        verificationOf: () => Promise.resolve({ secrets: [], acceptsV1: false }),
      }),
    },
  );
  const bearer = (scope: Scope) => `Bearer ${keys[scope]}`;
  return {
    db,
    app,
    signIn,
    connectionString: database.connectionString,
    workspace,
    log,
    moves,
    clock,
    answerMoves: (next) => {
      outcome = next;
    },
    setNow: (next) => {
      now = next;
    },
    keys,
    get: (path, scope = 'read') => request(app).get(path).set('Authorization', bearer(scope)),
    post: (path, body, scope = 'operate') => request(app).post(path).set('Authorization', bearer(scope)).send(body),
    delete: (path, scope = 'admin') => request(app).delete(path).set('Authorization', bearer(scope)),
    score: async () => {
      const rules = { id: workspace.id, model: workspace.model, policy: workspace.policy };
      while ((await scoreWaiting({ db, clock, failpoint, rules: () => rules })) > 0);
    },
    closeStreams: () => changes.close(),
    close: async () => {
      await changes.close();
      await database.drop();
    },
  };
}

async function readyWorkspace(db: Database, since: EpochMs | null): Promise<Workspace> {
  const parsed = parseWorkspace(validTexts());
  if (!parsed.ok) throw new Error(`the fixture is no valid workspace: ${JSON.stringify(parsed.problems)}`);
  const { workspace } = parsed;
  if (since !== null) {
    await activateWorkspace(db, { id: workspace.id, files: workspace.files, actor: 'test', asOf: since });
    await applyConnections(db, { connections: workspace.connections, now: since });
  }
  return workspace;
}

async function keyFor(db: Database, scope: Scope): Promise<string> {
  const { plainKey } = await createApiKey(db, { name: scope, scopes: SCOPES_OF[scope], now: NOW });
  return plainKey;
}
