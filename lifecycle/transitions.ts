import type { DecidedBy, Stage } from '../domain/stage';

/** Stages that a rep or the CRM has nothing to do with yet: the points alone say which of them it is. */
export const POINT_STAGES = ['subscriber', 'nurture', 'prospect'] as const satisfies readonly Stage[];

const FROM_POINT_STAGE = {
  leadline: ['subscriber', 'nurture', 'prospect', 'mql', 'disqualified'],
  crm: ['sal', 'sql', 'opportunity', 'customer', 'disqualified'],
} as const;

/**
 * Which stage may follow which, and on whose word. An operator may move a lead anywhere. No row lets Leadline decide on
 * `sal`, `sql`, `opportunity` or `customer`, and only an operator leads out of `disqualified`.
 */
const TRANSITIONS: Readonly<Record<Stage, Readonly<Record<Exclude<DecidedBy, 'operator'>, readonly Stage[]>>>> = {
  subscriber: FROM_POINT_STAGE,
  nurture: FROM_POINT_STAGE,
  prospect: FROM_POINT_STAGE,
  mql: {
    // To itself: a request while an MQL, or another rep for it, begins a new visit with a clock of its own.
    leadline: ['subscriber', 'nurture', 'prospect', 'mql', 'recycled', 'disqualified'],
    crm: ['mql', 'sal', 'sql', 'opportunity', 'customer', 'recycled', 'disqualified'],
  },
  sal: {
    leadline: ['recycled'],
    crm: ['mql', 'sql', 'opportunity', 'customer', 'recycled', 'disqualified'],
  },
  sql: {
    leadline: ['recycled'],
    crm: ['mql', 'opportunity', 'customer', 'recycled', 'disqualified'],
  },
  opportunity: { leadline: [], crm: ['customer', 'recycled', 'disqualified'] },
  customer: { leadline: [], crm: [] },
  recycled: {
    leadline: ['subscriber', 'nurture', 'prospect', 'mql', 'disqualified'],
    crm: ['sal', 'sql', 'opportunity', 'customer', 'recycled', 'disqualified'],
  },
  disqualified: { leadline: [], crm: [] },
};

/** Whether a stage may follow another on that word. */
export const mayMove = (from: Stage, to: Stage, decidedBy: DecidedBy): boolean =>
  decidedBy === 'operator' ? from !== to : TRANSITIONS[from][decidedBy].includes(to);
