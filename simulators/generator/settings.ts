import { DAY_MS, type EpochMs } from '../../domain/time';

/** What to make up. The same settings give the same items, to the last character. */
export interface GeneratorSettings {
  readonly seed: number;
  readonly people: number;
  readonly companies: number;
  /** Different activities; repeats come on top. At least one a person. */
  readonly activities: number;
  /** The last instant at which anything happens or becomes known. */
  readonly endsAt: EpochMs;
  readonly days: number;
  /** Share of activities that become known hours to weeks after they happened. */
  readonly late: number;
  /** Share of activities that are told twice. */
  readonly repeated: number;
}

export const defaultSettings = (endsAt: EpochMs): GeneratorSettings => ({
  seed: 1,
  people: 2_000,
  companies: 300,
  activities: 60_000,
  endsAt,
  days: 365,
  late: 0.05,
  repeated: 0.02,
});

export const startOf = ({ endsAt, days }: GeneratorSettings): EpochMs => endsAt - days * DAY_MS;
