import type { ImportReport } from '../../pipeline/import/import-file';
import type { UnknownType } from '../../pipeline/import/activity-types';
import type { Rehearsal } from '../../pipeline/import/rehearse-import';
import type { ImportCounts } from '../../store/import-counts';

/** What was seen when everything had come through. */
export interface Drained {
  /** From the start of the import to the last change. */
  readonly seconds: number;
  readonly mqls: number;
  readonly handOffs: number;
  readonly contactsSent: number;
}

export interface Told {
  readonly json: unknown;
  readonly text: string;
}

/** The report of an import: the shape of `--output json` (docs/import.md), and what a person reads. */
export function describeReport(
  report: ImportReport,
  seen: {
    readonly seconds: number;
    readonly drained: Drained | null;
    /** Null: no model was there to be asked. */
    readonly unknownTypes: readonly UnknownType[] | null;
  },
): Told {
  const { counts, state } = report;
  const { seconds, drained, unknownTypes } = seen;
  return {
    json: {
      run: report.run,
      state,
      resumedAfter: report.resumedAfter,
      ...countsJson(counts),
      refused: { total: counts.refused, open: report.refusedOpen, byReason: counts.refusedByCode },
      unknownActivityTypes: unknownTypes,
      refusedFile: report.refusedFile,
      seconds,
      ...(drained === null ? {} : { drained }),
    },
    text: [
      ...(state === 'already_done'
        ? ['This file was imported with this mapping before; nothing was done. It came to:']
        : []),
      ...(state === 'interrupted' ? ['Interrupted; the same command goes on from here.'] : []),
      ...countLines(counts),
      ...(state === 'already_done' && counts.refused > 0 && report.refusedOpen === 0
        ? ['All refused rows have come back since, or were dealt with otherwise.']
        : []),
      line('seconds', seconds.toFixed(1)),
      ...(drained === null ? [] : drainedLines(drained)),
    ].join('\n'),
  };
}

/** What an import would refuse. */
export function describeRehearsal(rehearsal: Rehearsal, unknownTypes: readonly UnknownType[] | null): Told {
  const { counts, activitiesByType, examples } = rehearsal;
  const types = Object.entries(activitiesByType).map(([type, count]) => line(`  ${type}`, number(count)));
  return {
    json: {
      state: 'rehearsed',
      rows: counts.rows,
      activitiesByType,
      unknownActivityTypes: unknownTypes,
      refused: { total: counts.refused, byReason: counts.refusedByCode },
      examples,
    },
    text: [
      line('rows', number(counts.rows)),
      ...(types.length === 0 ? [] : ['activities', ...types]),
      ...refusedLines(counts),
      ...examples.map(({ line: at, field, code }) => `  line ${at}: ${code}${field === null ? '' : ` in ${field}`}`),
      'Nothing was written.',
    ].join('\n'),
  };
}

const countsJson = (counts: ImportCounts) => ({
  rows: counts.rows,
  leads: { new: counts.leadsNew, rowsOfKnown: counts.rowsOfKnownLeads },
  activities: { new: counts.activitiesNew, repeated: counts.activitiesRepeated },
});

const countLines = (counts: ImportCounts): readonly string[] => [
  line('rows', number(counts.rows)),
  line('leads', `${number(counts.leadsNew)} new, ${number(counts.rowsOfKnownLeads)} rows about known ones`),
  line('activities', `${number(counts.activitiesNew)} new, ${number(counts.activitiesRepeated)} repeated`),
  ...refusedLines(counts),
];

const refusedLines = ({ refused, refusedByCode }: ImportCounts): readonly string[] => [
  line('refused', number(refused)),
  ...Object.entries(refusedByCode).map(([code, count]) => line(`  ${code}`, number(count))),
];

const drainedLines = (drained: Drained): readonly string[] => [
  line('drained after', `${drained.seconds.toFixed(1)} s`),
  line('MQLs', number(drained.mqls)),
  line('hand-offs', `${number(drained.handOffs)} (${perSecond(drained)} a second)`),
  line('contacts written', number(drained.contactsSent)),
];

const perSecond = ({ handOffs, seconds }: Drained): string => (seconds === 0 ? '-' : (handOffs / seconds).toFixed(1));

const line = (name: string, value: string): string => `${name.padEnd(18)}${value}`;

const number = (value: number): string => value.toLocaleString('en-US');
