import type { AttributeValue } from '../domain/lead';
import type { EpochMs } from '../domain/time';

export const REP_ROLES = ['bdr', 'ae', 'csm', 'product_specialist'] as const;
export type RepRole = (typeof REP_ROLES)[number];

/** team.yaml, checked and ready to be asked. Holds closures: it never crosses into Temporal. */
export interface Team {
  readonly managers: readonly Manager[];
  readonly reps: readonly Rep[];
  /** In the order they are tried; the last one takes every lead. */
  readonly territories: readonly Territory[];
}

interface Manager {
  readonly id: string;
  /** How the CRM knows the person. Personal: stays out of logs, metrics and Temporal. */
  readonly email: string;
  readonly reportsTo: string | null;
}

export interface Rep {
  readonly id: string;
  readonly role: RepRole;
  /** How the CRM knows the person. Personal: stays out of logs, metrics and Temporal. */
  readonly email: string;
  readonly managerId: string;
  readonly territories: readonly string[];
  readonly calendar: BusinessCalendar;
  readonly away: readonly Absence[];
  /** Overrides the policy's cap on new MQLs a day. */
  readonly maxNewPerDay: number | null;
}

/** Local dates, both included. */
export interface Absence {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A lead belongs here if every attribute named has one of the values; without `when` every lead does. */
export interface Territory {
  readonly id: string;
  readonly when: readonly { readonly attribute: string; readonly values: readonly AttributeValue[] }[];
}

/** `2026-12-24`. Sorts as text. */
export type LocalDate = string;

/** When somebody works: one stretch a day, on the days of the week named, except public holidays. */
export interface BusinessCalendar {
  readonly zone: string;
  /** The opening hours of a local date; null when closed all day. */
  openingOf(date: LocalDate): Opening | null;
}

/** From `from` to just before `to`. */
export interface Opening {
  readonly from: EpochMs;
  readonly to: EpochMs;
}
