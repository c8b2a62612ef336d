/** Time of an answer's envelope (`createdAt`, `startedAt`): always with milliseconds. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

/** Time as the value of a datetime property: HubSpot leaves out milliseconds that are zero. */
export function datetimeValue(ms: number): string {
  return isoTime(ms).replace('.000Z', 'Z');
}

export function dateValue(ms: number): string {
  return isoTime(ms).slice(0, 10);
}

/** ISO 8601 or epoch milliseconds as text to milliseconds; undefined when it is neither. */
export function parseTime(value: string): number | undefined {
  if (/^-?\d+$/.test(value)) return Number(value);
  if (!/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(value)) return undefined;
  const ms = Date.parse(/[T ]/.test(value) && !/(Z|[+-]\d{2}:?\d{2})$/.test(value) ? `${value}Z` : value);
  return Number.isNaN(ms) ? undefined : ms;
}
