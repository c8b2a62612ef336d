import { DateTime } from 'luxon';
import { z } from 'zod';
import type { EpochMs } from '../../domain/time';
import { CrmCallError, type RowResult } from '../crm-port';

/** What HubSpot says when it refuses. Every field is optional in practice. */
const errorBodySchema = z.object({
  message: z.string().default(''),
  category: z.string().optional(),
  policyName: z.string().optional(),
  errors: z
    .array(
      z.object({
        message: z.string().default(''),
        code: z.string().optional(),
        context: z.record(z.string(), z.array(z.string())).optional(),
      }),
    )
    .optional(),
});
export type ErrorBody = z.output<typeof errorBodySchema>;

type RowFailure = Extract<RowResult, { ok: false }>;

/** Read on a network error before any byte was sent: nothing can have been done. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'CERT_HAS_EXPIRED']);

const TEN_SECONDS_MS = 10_000;
const LOCKED_MS = 2_000;
const MIGRATING_MS = 60_000;

/**
 * The one place that decides what a failed call means. HubSpot's statuses: reference § 9; the client throws `ApiException`
 * with `code`, `body` and `headers` for any status it does not expect, also for a success it does not declare.
 */
export function toCallError(
  error: unknown,
  context: { readonly now: EpochMs; readonly timeZone: string },
): CrmCallError {
  if (error instanceof CrmCallError) return error;
  const status = statusOf(error);
  if (status === null) return transportError(error);
  const body = parseBody((error as { body?: unknown }).body); // ApiException carries one
  if (status === 429) return limitError(body, context);
  if (status === 401) {
    return new CrmCallError('access', 'token_refused', {
      remedy: 'Set a valid access token with `leadline connect hubspot`.',
    });
  }
  if (status === 403) {
    const scopes = requiredScopes(body);
    return new CrmCallError('access', 'scope_missing', {
      requiredScopes: scopes,
      remedy: `Grant the app the scopes ${scopes.join(', ') || 'it lacks'}, then \`leadline sync resume\`.`,
    });
  }
  if (status === 423) return new CrmCallError('busy', 'locked', { retryAfterMs: LOCKED_MS });
  if (status === 477) return new CrmCallError('busy', 'portal_migrating', { retryAfterMs: retryAfter(error) });
  // A success the client did not expect has been carried out; so may anything that failed on their side.
  if (status < 400 || status >= 500) return new CrmCallError('unsure', `http_${status}`);
  return new CrmCallError('rejected', rowFailure(status, body).code, { row: rowFailure(status, body) });
}

/** What a refusal says of the row it concerns. */
export function rowFailure(status: number | null, body: ErrorBody): RowFailure {
  const taken = /Existing ID: (\d+)|(\d+) already has that value/.exec(body.message);
  const property = firstProperty(body);
  const failure = (code: RowFailure['code'], field: string | null = property?.name ?? null): RowFailure => ({
    ok: false,
    code,
    field,
    message: body.message.slice(0, 2_000).replaceAll('\0', ''),
    existingCrmId: taken?.[1] ?? taken?.[2] ?? null,
  });
  if (taken !== null || status === 409 || body.category === 'CONFLICT') {
    return failure(
      'taken',
      /propertyName=(\w+)/.exec(body.message)?.[1] ??
        (body.message.startsWith('Contact already exists') ? 'email' : null),
    );
  }
  if (status === 404 || body.category === 'OBJECT_NOT_FOUND') return failure('gone');
  if (property?.error === 'PROPERTY_DOESNT_EXIST') return failure('unknown_property');
  return failure(property === null ? 'rejected' : 'invalid_value');
}

/** Reads a body defensively: text, HTML and nothing at all occur. */
export function parseBody(body: unknown): ErrorBody {
  const parsed = errorBodySchema.safeParse(body);
  return parsed.success ? parsed.data : { message: '' };
}

/** The scopes a 403 asks for. */
const requiredScopes = (body: ErrorBody): readonly string[] => [
  ...new Set((body.errors ?? []).flatMap((detail) => detail.context?.['requiredScopes'] ?? [])),
];

function limitError(body: ErrorBody, context: { now: EpochMs; timeZone: string }): CrmCallError {
  if (body.policyName === 'DAILY' || body.message.includes('daily limit')) {
    return new CrmCallError('daily_limit', 'daily_limit', { retryAt: nextMidnight(context.now, context.timeZone) });
  }
  // Whether 429 carries Retry-After, and in which unit, is not documented: the window's length is.
  return new CrmCallError('busy', 'rate_limited', { retryAfterMs: TEN_SECONDS_MS });
}

/** The daily count starts anew at midnight of the portal's own zone. */
export function nextMidnight(now: EpochMs, timeZone: string): EpochMs {
  const local = DateTime.fromMillis(now, { zone: timeZone });
  const zoned = local.isValid ? local : DateTime.fromMillis(now, { zone: 'utc' });
  return zoned.plus({ days: 1 }).startOf('day').toMillis();
}

function transportError(error: unknown): CrmCallError {
  const code: unknown = (error as { code?: unknown } | null)?.code; // node's network errors carry one
  if (typeof code === 'string' && NOT_SENT.has(code)) {
    return new CrmCallError('busy', 'unreachable', { retryAfterMs: LOCKED_MS, cause: error });
  }
  if (code === 'ETIMEDOUT') return new CrmCallError('unsure', 'timed_out', { cause: error });
  if (typeof code === 'string') return new CrmCallError('unsure', 'connection_lost', { cause: error });
  // No content type, broken JSON or another media type: the client throws a plain Error.
  return new CrmCallError('unsure', 'unreadable_answer', { cause: error });
}

function statusOf(error: unknown): number | null {
  const code: unknown = (error as { code?: unknown } | null)?.code; // ApiException's is the HTTP status
  return typeof code === 'number' ? code : null;
}

function retryAfter(error: unknown): number {
  const headers = (error as { headers?: Readonly<Record<string, string>> }).headers; // ApiException carries them
  const seconds = Number(headers?.['retry-after'] ?? NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : MIGRATING_MS;
}

/** The first property a validation error names: in `errors`, else inside the message's JSON. */
function firstProperty(body: ErrorBody): { readonly name: string; readonly error: string | undefined } | null {
  const [detail] = body.errors ?? [];
  const name = detail?.context?.['propertyName']?.[0];
  if (name !== undefined) return { name, error: detail?.code };
  const listed = /"error":"(\w+)","name":"(\w+)"/.exec(body.message);
  return listed === null ? null : { name: listed[2] ?? '', error: listed[1] };
}
