import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LeadlineError } from '../../../domain/errors';
import { newDemo, readDemoState, writeDemoState, type DemoState } from './demo-state';

export interface DemoWish {
  readonly dataDir: string;
  /** What the user has said that goes with no demo, in words of the command line; null when nothing. */
  readonly declined: string | null;
  readonly people: number;
  readonly now: number;
}

/** Whether this start runs the demo. Without one, `why` is told where the user may have expected it. */
export type DemoChoice =
  { readonly kind: 'demo'; readonly state: DemoState } | { readonly kind: 'none'; readonly why: string | null };

/**
 * A folder is the demo's from its first start, or never: nobody's own leads are ever mixed with made-up ones.
 *
 * @throws {LeadlineError} `folder_holds_demo` when a demo's folder is to be used without
 */
export async function chooseDemo(wish: DemoWish): Promise<DemoChoice> {
  const state = await readDemoState(wish.dataDir);
  if (state !== null) {
    if (wish.declined === null) return { kind: 'demo', state };
    throw new LeadlineError(
      'folder_holds_demo',
      `${wish.dataDir} holds the demo, which does not go with ${wish.declined}.`,
      { remedy: 'Name another folder with --data-dir, or erase this one with --reset.' },
    );
  }
  if (wish.declined !== null) return { kind: 'none', why: null };
  if (await wasStarted(wish.dataDir)) {
    return { kind: 'none', why: `${wish.dataDir} holds data of its own: no demo. Another --data-dir gets one.` };
  }
  await mkdir(wish.dataDir, { recursive: true });
  const made = newDemo(wish);
  await writeDemoState(wish.dataDir, made);
  return { kind: 'demo', state: made };
}

/** The key is made at the very first start. */
const wasStarted = (dataDir: string): Promise<boolean> =>
  access(join(dataDir, 'secret.key')).then(
    () => true,
    () => false,
  );
