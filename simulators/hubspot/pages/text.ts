import { isoTime, parseTime } from '../iso-time';
import { html, type Html } from './html';

/** An instant, shown in the reader's own zone by the script, in UTC without it. */
export function instant(value: string | number | undefined): Html | null {
  const at = typeof value === 'string' ? parseTime(value) : value;
  if (at === undefined) return null;
  return html`<time datetime="${isoTime(at)}" data-local>${isoTime(at).slice(0, 16).replace('T', ' ')} UTC</time>`;
}

/** A deadline, with a countdown by the script. */
export function deadline(value: string | undefined, nowMs: number): Html | null {
  const at = value === undefined ? undefined : parseTime(value);
  if (at === undefined) return null;
  const minutes = Math.round(Math.abs(at - nowMs) / 60_000);
  const words = at < nowMs ? `${minutes} min overdue` : `in ${minutes} min`;
  return html`<time datetime="${isoTime(at)}" data-due class="${at < nowMs ? 'overdue' : 'due'}">${words}</time>`;
}

const ABBREVIATIONS: ReadonlySet<string> = new Set(['mql', 'sal', 'sql']);

/** `student_job_seeker` -> `Student job seeker`, `mql` -> `MQL` */
export function sentence(code: string): string {
  if (ABBREVIATIONS.has(code)) return code.toUpperCase();
  const words = code.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A number as short as it can be said. */
export const short = (value: string | undefined): string => (value === undefined ? '–' : String(Number(value)));
