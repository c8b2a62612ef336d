import type { TaskFields } from '../../connectors/crm-port';
import type { Evaluation } from '../../domain/evaluation';
import type { EpochMs } from '../../domain/time';
import type { Policy } from '../../lifecycle/policy';
import type { ContactFacts } from '../../store/contact-facts';
import { topReason, topReasons } from './render-reasons';

export interface TaskSource {
  readonly ref: string;
  readonly purpose: string;
  readonly dueAt: EpochMs;
  readonly contactCrmId: string;
  readonly facts: ContactFacts;
  readonly evaluation: Evaluation;
  /** The CRM's owner it is given to; null when that person is none. */
  readonly crmOwnerId: string | null;
  readonly policy: Policy;
}

const REASONS_SHOWN = 8;

/** What a task's subject begins with, by the purpose of its wish. A reassigned first touch bears a number. */
const SUBJECTS: Readonly<Record<string, string>> = {
  first_touch: 'Get in touch',
  remind: 'Reminder: get in touch',
  manager: 'Nobody got in touch yet',
  director: 'Still nobody got in touch',
  no_verdict: 'Accept or reject this lead',
};

/** A follow-up task with its why: a pure function of what SQL says at this moment. */
export function renderTask(source: TaskSource): TaskFields {
  const { evaluation } = source;
  const reason = topReason(evaluation);
  const begins = SUBJECTS[source.purpose.replace(/_\d+$/, '')] ?? source.purpose.replaceAll('_', ' ');
  return {
    ref: source.ref,
    contactCrmId: source.contactCrmId,
    subject: `${begins} (${evaluation.combined})${reason === null ? '' : `: ${reason}`}`,
    body: [
      `Due ${minuteText(source.dueAt)}. Grade ${evaluation.grade}, level ${evaluation.level}, combined score ${evaluation.combined}.`,
      ...topReasons(evaluation, REASONS_SHOWN),
      'All reasons stand in the property "Why this score". Answer in "Verdict on the lead".',
    ].join('\n'),
    dueAt: source.dueAt,
    priority: priorityOf(source),
    crmOwnerId: source.crmOwnerId,
  };
}

/** The policies stand in order of urgency; a task that is no longer about one is of medium priority. */
function priorityOf({ facts, policy, purpose }: TaskSource): TaskFields['priority'] {
  if (!purpose.startsWith('first_touch')) return 'high';
  const rank = policy.sla.policies.findIndex((candidate) => candidate.id === facts.slaPolicy);
  if (rank === 0) return 'high';
  return rank === 1 || rank === -1 ? 'medium' : 'low';
}

/** `2026-05-01 14:30 UTC` */
const minuteText = (at: EpochMs): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
