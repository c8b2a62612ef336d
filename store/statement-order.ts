import { sql, type RawBuilder } from 'kysely';

/** Ids of sources compare as characters, the same in every database: the scorer breaks ties in code, by the same rule. */
const BY_SOURCE = ['source collate "C"', 'source_id collate "C"'];
/** A statement counts when it was made, but not later than when we knew of it (`effectiveAt`). */
const BY_TIME = ['least(occurred_at, known_at)', 'occurred_at'];

/** An `order by` that puts the statement first which holds, as `scoring/fit.ts` chooses it among those of one name. */
export const newestFirst: RawBuilder<unknown> = sql.raw(
  [...BY_TIME, ...BY_SOURCE].map((key) => `${key} desc`).join(', '),
);

/** The same the other way round: the last one holds. */
export const oldestFirst: RawBuilder<unknown> = sql.raw([...BY_TIME, ...BY_SOURCE].join(', '));

/** The same of consents, as `lifecycle/contactable.ts` chooses: of two made at once a withdrawal holds, whoever told us. */
export const newestConsentFirst: RawBuilder<unknown> = sql.raw(
  [...BY_TIME, 'known_at', "(status = 'withdrawn')", ...BY_SOURCE].map((key) => `${key} desc`).join(', '),
);
