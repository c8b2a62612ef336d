import type { z } from 'zod';
import type { FaultPlan } from '../faults/fault-plan';
import type { OpenApiValidator } from '../openapi-validator';
import type { Origin } from '../change-context';
import type { Parts, Session } from '../parts';
import type { Settings } from '../settings';
import type { WebhookSender } from '../webhooks/sender';
import { ApiError } from '../api-error';

/** What the control plane can reach, beyond what the API's endpoints can. */
export interface ControlContext {
  readonly parts: Parts;
  readonly faults: FaultPlan;
  readonly sender: WebhookSender;
  readonly settings: Settings;
  readonly validator: OpenApiValidator | undefined;
  /** Signs the webhooks of apps that are made without a secret of their own. */
  readonly clientSecret: string | undefined;
}

/** One operation of the control plane: what it takes and what it does. */
export interface Operation<Schema extends z.ZodType, Result> {
  readonly input: Schema;
  readonly run: (context: ControlContext, input: z.infer<Schema>) => Result;
}

export function operation<Schema extends z.ZodType, Result>(
  input: Schema,
  run: (context: ControlContext, input: z.infer<Schema>) => Result,
): Operation<Schema, Result> {
  return { input, run };
}

/** A session of someone inside the portal. @throws ApiError 404 for an unknown portal */
export function sessionIn(context: ControlContext, portalId: number, origin: Origin): Session {
  const portal = context.parts.accounts.portal(portalId);
  if (!portal) throw new ApiError({ status: 404, message: `No portal ${portalId}.` });
  return { parts: context.parts, portal, origin, nowMs: context.parts.clock.now() };
}
