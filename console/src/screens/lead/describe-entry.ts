import {
  BellRing,
  CheckCheck,
  Circle,
  Cloud,
  Download,
  Eye,
  Flag,
  Hand,
  Mail,
  MousePointerClick,
  Phone,
  Presentation,
  Rocket,
  Timer,
  UserPlus,
  type LucideIcon,
} from 'lucide-react';
import type { Schemas } from '../../api/client';
import { dateTime } from '../../time/format';
import { capital, causeOf, DECIDERS, readable, STAGE_LABELS, stepOf } from '../../words/labels';
import { points, signedPoints } from '../../words/points';

export type Entry = Schemas['TimelineEntry'];

interface Description {
  readonly icon: LucideIcon;
  readonly text: string;
  readonly detail: string | null;
  readonly points: { readonly text: string; readonly tone: string } | null;
  readonly tone: 'plain' | 'accent' | 'good' | 'warn' | 'bad';
}

/** An entry of the timeline in a sentence. */
export function describe(entry: Entry): Description {
  switch (entry.kind) {
    case 'activity':
      return ofActivity(entry);
    case 'stage_move':
      return {
        icon: Flag,
        text:
          entry.from === null
            ? `Entered as ${STAGE_LABELS[entry.to]}`
            : `${STAGE_LABELS[entry.from]} → ${STAGE_LABELS[entry.to]}`,
        detail: [
          `${DECIDERS[entry.decidedBy]}: ${causeOf(entry.cause)}`,
          entry.reason === null ? '' : `“${entry.reason}”`,
        ]
          .filter((part) => part !== '')
          .join(' · '),
        points: null,
        tone: 'accent',
      };
    case 'assignment':
      return line(
        UserPlus,
        `Given to ${entry.repId}`,
        `territory ${entry.territory} · ${causeOf(entry.cause)}`,
        'accent',
      );
    case 'clock_started':
      return line(Timer, `Clock ${entry.policy} started`, `due ${dateTime(entry.dueAt)}`);
    case 'escalation':
      return line(
        BellRing,
        stepOf(entry.step, 'done'),
        entry.recipient === null ? null : `to ${entry.recipient}`,
        entry.step === 'remind' ? 'warn' : 'bad',
      );
    case 'touch':
      return line(Phone, `${capital(readable(entry.type))} by sales`, `in ${entry.connectionId}`, 'good');
    case 'clock_closed':
      return line(
        CheckCheck,
        `Clock ${entry.policy} ${entry.state}`,
        entry.cause === null ? null : causeOf(entry.cause),
        entry.state === 'met' ? 'good' : entry.state === 'breached' ? 'bad' : 'plain',
      );
    case 'crm_write':
      return line(
        Cloud,
        entry.object === 'task' ? 'Task written to the CRM' : 'Contact written to the CRM',
        [
          entry.connectionId,
          readable(entry.purpose),
          entry.engagement === null ? null : `score ${points(entry.engagement)}`,
        ]
          .filter((part) => part !== null)
          .join(' · '),
      );
  }
}

const line = (
  icon: LucideIcon,
  text: string,
  detail: string | null,
  tone: Description['tone'] = 'plain',
): Description => ({ icon, text, detail, points: null, tone });

const ACTIVITY_ICONS: readonly (readonly [RegExp, LucideIcon])[] = [
  [/^(page|site|support)/, Eye],
  [/^(email|mail)/, Mail],
  [/(click|form)/, MousePointerClick],
  [/download/, Download],
  [/(webinar|video|event)/, Presentation],
  [/(demo|contact|call)/, Hand],
  [/(trial|product|login|signup)/, Rocket],
];

function ofActivity(entry: Extract<Entry, { kind: 'activity' }>): Description {
  const icon = ACTIVITY_ICONS.find(([pattern]) => pattern.test(entry.type))?.[1] ?? Circle;
  const given = entry.points;
  return {
    icon,
    text: capital(readable(entry.type)),
    detail:
      [entry.asset, entry.reconstructed ? 'back-filled' : null].filter((part) => part !== null).join(' · ') || null,
    points:
      given === null ? null : { text: signedPoints(given), tone: given > 0 ? 'good' : given < 0 ? 'bad' : 'faint' },
    tone: given !== null && given < 0 ? 'bad' : 'plain',
  };
}
