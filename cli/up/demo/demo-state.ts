import { chmod, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const instant = z.int().nullable();

/**
 * How far a demo has come: `<data dir>/demo.json`. That the file is there says that the folder is the demo's. It holds the
 * secret by which the demo's website signs, hence it is readable by its owner only.
 */
const stateSchema = z.object({
  seed: z.int(),
  people: z.int(),
  companies: z.int(),
  activities: z.int(),
  /** The end of the generated year; epoch milliseconds, as all instants here. */
  endsAt: z.int(),
  webhookSecret: z.string().nullable(),
  /** When HubSpot's simulator got the contacts that it had before. */
  contactsAt: instant,
  /** When the year had been imported. */
  filledAt: instant,
  /** When the past of the sales team had been played. */
  workedAt: instant,
  /** People of the past, by number, who will stand in the door one after the other. */
  heroes: z.array(z.int()),
  /** How many times somebody has stood in the door at a start. */
  openings: z.int(),
  /** The number of the next live visit. */
  nextVisit: z.int(),
});

export type DemoState = z.output<typeof stateSchema>;

/** The company of the demo, unless it is made smaller. */
export const DEMO_PEOPLE = 2_000;
const PEOPLE_PER_COMPANY = 6.67;
const ACTIVITIES_PER_PERSON = 30;

export const newDemo = (request: { readonly people: number; readonly now: number }): DemoState => ({
  seed: 1,
  people: request.people,
  companies: Math.ceil(request.people / PEOPLE_PER_COMPANY),
  activities: request.people * ACTIVITIES_PER_PERSON,
  endsAt: request.now,
  webhookSecret: null,
  contactsAt: null,
  filledAt: null,
  workedAt: null,
  heroes: [],
  openings: 0,
  nextVisit: 0,
});

const statePath = (dataDir: string): string => join(dataDir, 'demo.json');

/** Null where the folder is no demo's. */
export async function readDemoState(dataDir: string): Promise<DemoState | null> {
  const text = await readFile(statePath(dataDir), 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null; // node's errors carry a code
    throw error;
  });
  return text === null ? null : stateSchema.parse(JSON.parse(text));
}

/** Written aside and renamed: a demo that is killed meanwhile finds the one or the other. */
export async function writeDemoState(dataDir: string, state: DemoState): Promise<void> {
  const path = statePath(dataDir);
  await writeFile(`${path}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  await chmod(`${path}.new`, 0o600);
  await rename(`${path}.new`, path);
}
