import type { Alias, AttributeValue } from '../../domain/lead';
import type { RowInstant } from './read-instant';

/** A row as it is understood, before anybody knows which lead it is about. */
export interface ImportRecord {
  readonly aliases: readonly Alias[];
  readonly attributes: readonly StatedAttribute[];
  readonly consents: readonly StatedConsent[];
  readonly activities: readonly StatedActivity[];
  readonly outcomes: readonly StatedOutcome[];
}

export interface StatedAttribute {
  readonly name: string;
  readonly value: AttributeValue;
  readonly when: RowInstant;
}

export interface StatedConsent {
  readonly channel: string;
  readonly status: 'granted' | 'withdrawn';
  readonly when: RowInstant;
}

export interface StatedActivity {
  readonly sourceId: string;
  readonly type: string;
  readonly when: RowInstant;
  readonly asset?: string;
  readonly props?: Readonly<Record<string, AttributeValue>>;
}

export interface StatedOutcome {
  readonly kind: string;
  readonly value: AttributeValue;
  readonly when: RowInstant;
  /** The source's own id of it, where it has one. */
  readonly sourceId: string | null;
}
