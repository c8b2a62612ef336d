import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadWorkspace, type Workspace } from '../../../config/workspace';
import type { Evaluation, LeadFacts } from '../../../domain/evaluation';
import type { Stage } from '../../../domain/stage';
import type { EpochMs } from '../../../domain/time';
import { isContactable } from '../../../lifecycle/contactable';
import { decisionInputs } from '../../../lifecycle/decision-inputs';
import { nextStage } from '../../../lifecycle/next-stage';
import type { Situation } from '../../../lifecycle/situation';
import { openCsv } from '../../../pipeline/import/csv-file';
import { loadMapping } from '../../../pipeline/import/load-mapping';
import type { ImportRecord } from '../../../pipeline/import/import-record';
import { readRows } from '../../../pipeline/import/read-rows';
import { evaluate } from '../../../scoring/evaluate';

export const EXAMPLE = join(__dirname, '..', '..', '..', 'examples', 'x-education');

/** A lead of a file, and what the workspace makes of it at the instant of the import. */
export interface FirstStage {
  readonly id: string;
  readonly record: ImportRecord;
  readonly evaluation: Evaluation;
  readonly contactable: boolean;
  readonly stage: Stage;
  readonly cause: string;
}

export function exampleWorkspace(): Workspace {
  const loaded = loadWorkspace(join(EXAMPLE, 'workspace'));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
  return loaded.workspace;
}

/**
 * Reads a file by the example's mapping and takes every lead through scoring and lifecycle, without a database. `asOf` is when
 * the scorer comes to it, the import's beginning unless told otherwise.
 */
export async function firstStages(path: string, begunAt: EpochMs, asOf = begunAt): Promise<readonly FirstStage[]> {
  const workspace = exampleWorkspace();
  const reading = loadMapping('mapping.yaml', readFileSync(join(EXAMPLE, 'mapping.yaml'), 'utf8'));
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems, null, 2));
  const csv = await openCsv(path, { delimiter: ',' });
  const problems = reading.checkAgainst(csv.header);
  if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 2));

  const leads: FirstStage[] = [];
  for await (const { row, reading: read } of readRows(csv, { mapping: reading.mapping, startedAt: begunAt, skip: 0 })) {
    if (!read.ok) throw new Error(`Row ${row.number} is refused: ${JSON.stringify(read.refusals)}`);
    leads.push(place(workspace, read.record, asOf));
  }
  return leads;
}

function place({ model, policy }: Workspace, record: ImportRecord, asOf: EpochMs): FirstStage {
  const facts = factsOf(record);
  const evaluation = evaluate(model, facts, asOf);
  const contactable = isContactable(policy, facts.consents);
  const decision = decisionInputs(policy, evaluation, contactable);
  let situation: Situation = { ...fresh(asOf), decision };
  // A few moves at one instant are allowed; then the lead stands.
  for (let moves = 0; moves < 5; moves += 1) {
    const call = nextStage(policy, situation);
    if (call === null) break;
    situation = {
      ...situation,
      stage: call.to,
      visitNo: situation.visitNo + 1,
      visitCause: call.cause,
      enteredBy: call.decidedBy,
    };
  }
  const [alias] = record.aliases;
  return {
    id: alias?.value ?? '',
    record,
    evaluation,
    contactable,
    stage: situation.stage,
    cause: situation.visitCause,
  };
}

function factsOf(record: ImportRecord): LeadFacts {
  const said = (at: EpochMs) => ({ occurredAt: at, knownAt: at });
  return {
    activities: record.activities.map(({ when, ...activity }) => ({
      ...activity,
      source: 'x-education',
      ...said(when.at),
    })),
    attributes: record.attributes.map(({ when, name, value }) => ({
      name,
      value,
      source: 'x-education',
      sourceId: '1',
      ...said(when.at),
    })),
    consents: record.consents.map(({ when, channel, status }) => ({ channel, status, ...said(when.at) })),
  };
}

const fresh = (asOf: EpochMs): Omit<Situation, 'decision'> => ({
  stage: 'subscriber',
  stageSince: asOf,
  visitNo: 1,
  quiet: false,
  visitCause: 'identified',
  enteredBy: 'leadline',
  held: false,
  verdictDueAt: null,
  recycleReason: null,
  recycleUntil: null,
  settledAt: null,
  crm: {
    disposition: null,
    dispositionAt: null,
    lifecycleStage: null,
    lifecycleStageAt: null,
    lastTouchAt: null,
    openDeal: false,
    customer: false,
  },
  asOf,
});
