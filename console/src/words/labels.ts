import type { Combined, Schemas, Stage } from '../api/client';

export const STAGES: readonly Stage[] = [
  'subscriber',
  'nurture',
  'prospect',
  'mql',
  'sal',
  'sql',
  'opportunity',
  'customer',
  'recycled',
  'disqualified',
];

export const STAGE_LABELS: Readonly<Record<Stage, string>> = {
  subscriber: 'Subscriber',
  nurture: 'Nurture',
  prospect: 'Prospect',
  mql: 'MQL',
  sal: 'SAL',
  sql: 'SQL',
  opportunity: 'Opportunity',
  customer: 'Customer',
  recycled: 'Recycled',
  disqualified: 'Disqualified',
};

/** A4 (best) first, row by row of the grid. */
export const COMBINED: readonly Combined[] = [
  ...(['A4', 'A3', 'A2', 'A1'] as const),
  ...(['B4', 'B3', 'B2', 'B1'] as const),
  ...(['C4', 'C3', 'C2', 'C1'] as const),
  ...(['D4', 'D3', 'D2', 'D1'] as const),
];

export type Zone = NonNullable<Schemas['Matrix']['cells'][number]['zone']>;

/** What the grid does with a lead of a zone, in a word or two. */
export const ZONE_LABELS: Readonly<Record<Zone, string>> = {
  priority: 'To sales',
  sales: 'To sales with intent',
  nurture: 'Nurture',
  account_outbound: 'Account outbound',
  none: 'Leave alone',
};

const CAUSES: Readonly<Record<string, string>> = {
  identified: 'can be named',
  active: 'became active',
  not_in_nurture: 'not in nurture',
  fit_and_level: 'fits and is active',
  priority: 'the grid sends it to sales',
  sales_if_intent: 'intent is high enough for sales',
  hand_raise: 'asked for a person',
  pql: 'uses the product',
  cooled: 'cooled down',
  accepted: 'the rep accepted it',
  crm_lifecycle_stage: 'lifecycle stage in the CRM',
  open_deal: 'has an open deal',
  closed_won: 'deal won',
  deal_lost: 'deal lost',
  no_verdict: 'no verdict in time',
  no_touch: 'not touched for too long',
  operator_override: 'moved by an operator',
  rotation: 'next in turn',
  rotation_of_default_territory: 'next in turn of the last territory',
  bdr_for_missing_role: 'nobody has the role: a BDR',
  reassigned: 'passed on after the deadline',
  kept: 'stays with the rep it had',
  all_at_cap: 'everybody has enough for today',
  all_away: 'everybody is away',
  nobody_else: 'nobody else is there',
  touched: 'touched',
};

/** A cause in the words of a sentence; codes that have none are shown readably. */
export function causeOf(code: string): string {
  const movedTo = STAGES.find((stage) => code === `moved.${stage}`);
  if (movedTo !== undefined) return `moved to ${STAGE_LABELS[movedTo]}`;
  return CAUSES[code] ?? readable(code);
}

const STEPS: Readonly<Record<string, { readonly toCome: string; readonly done: string }>> = {
  remind: { toCome: 'Remind the rep', done: 'Rep reminded' },
  first_touch: { toCome: 'First touch due', done: 'First touch was due' },
  breach: { toCome: 'First touch due', done: 'Promise broken' },
  manager: { toCome: 'Tell the manager', done: 'Manager told' },
  reassign: { toCome: 'Pass to the next rep', done: 'Passed to the next rep' },
  director: { toCome: 'Tell the director', done: 'Director told' },
  no_verdict: { toCome: 'Tell the manager: no verdict', done: 'Manager told: no verdict' },
  verdict_due: { toCome: 'Goes back without a verdict', done: 'Went back without a verdict' },
};

/** A step of the escalation ladder, as what will or what did happen. */
export const stepOf = (code: string, when: 'toCome' | 'done'): string => STEPS[code]?.[when] ?? capital(readable(code));

export const DECIDERS: Readonly<Record<'leadline' | 'crm' | 'operator', string>> = {
  leadline: 'Leadline',
  crm: 'CRM',
  operator: 'Operator',
};

export const VENDOR_LABELS: Readonly<Record<string, string>> = { hubspot: 'HubSpot', webhook: 'Webhook' };

export const MODE_LABELS: Readonly<Record<string, string>> = {
  observe: 'Observe',
  score_fields: 'Score fields',
  tasks: 'Tasks',
};

/** `page_view` as people write it. */
export const readable = (code: string): string => code.replaceAll('.', ': ').replaceAll(/[_-]+/g, ' ');
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** How a lead is called where it has no name. */
export const nameOf = (lead: { readonly name: string | null; readonly email: string | null }): string =>
  lead.name ?? lead.email ?? 'Unnamed lead';
