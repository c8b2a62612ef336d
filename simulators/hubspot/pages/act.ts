import { z } from 'zod';
import type { ControlContext } from '../control/operation';
import { runOperation } from '../control/run-operation';

/** A form that was sent from a contact's page. */
export interface Deed {
  readonly portalId: number;
  readonly contactId: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What came of it, to be told on the page. */
export interface Outcome {
  readonly kind: 'done' | 'refused';
  readonly text: string;
}

/** A call of the control plane, and what is said when it was done. */
interface Step {
  readonly operation: string;
  readonly input: object;
  readonly said: string;
}

const MINUTE_MS = 60_000;

const fieldsOf = {
  call: z.object({
    minutes: z.coerce.number().int().min(0).max(100_000),
    status: z.enum(['COMPLETED', 'NO_ANSWER', 'CANCELED']),
  }),
  verdict: z.object({ verdict: z.string().min(1) }),
  stage: z.object({ stage: z.enum(['salesqualifiedlead', 'opportunity', 'customer']) }),
  owner: z.object({ owner: z.string() }),
  task: z.object({ task: z.string().min(1) }),
};

const STAGES = {
  salesqualifiedlead: { said: 'Lifecycle stage: sales qualified lead.', dealStage: null },
  opportunity: { said: 'Deal opened; lifecycle stage: opportunity.', dealStage: 'qualifiedtobuy' },
  customer: { said: 'Won. Lifecycle stage: customer.', dealStage: 'closedwon' },
} as const;

/** Carries out what a rep did, by the operations of the control plane: webhooks fire as for any change in the user interface. */
export async function act(context: ControlContext, deed: Deed): Promise<Outcome | null> {
  if (!Object.hasOwn(fieldsOf, deed.action)) return null;
  try {
    const steps = stepsOf(context, deed, deed.action as keyof typeof fieldsOf); // a key, as just seen
    for (const step of steps) {
      const answer = await runOperation(context, step.operation, JSON.stringify(step.input));
      if (answer.status !== 200) return { kind: 'refused', text: reasonOf(answer.body) };
    }
    return { kind: 'done', text: steps.map(({ said }) => said).join(' ') };
  } catch (error) {
    if (error instanceof z.ZodError) return { kind: 'refused', text: z.prettifyError(error) };
    throw error;
  }
}

function stepsOf(context: ControlContext, deed: Deed, action: keyof typeof fieldsOf): readonly Step[] {
  const { portalId, contactId, fields } = deed;
  const about = [{ objectType: 'contacts', id: contactId }];
  const change = (properties: Readonly<Record<string, string | null>>, said: string): Step => ({
    operation: 'repUpdate',
    input: { portalId, objectType: 'contacts', id: contactId, properties },
    said,
  });
  switch (action) {
    case 'call': {
      const { minutes, status } = fieldsOf.call.parse(fields);
      const at = context.parts.clock.now() - minutes * MINUTE_MS;
      const properties = { hs_call_title: 'Call', hs_call_direction: 'OUTBOUND', hs_call_status: status };
      const said = minutes === 0 ? 'Call logged.' : `Call of ${minutes} minutes ago logged.`;
      return [{ operation: 'repLog', input: { portalId, kind: 'calls', about, at, properties }, said }];
    }
    case 'verdict': {
      const { verdict } = fieldsOf.verdict.parse(fields);
      const said = verdict === 'accepted' ? 'Lead accepted.' : `Lead rejected: ${verdict.replaceAll('_', ' ')}.`;
      return [change({ leadline_disposition: verdict }, said)];
    }
    case 'stage': {
      const { stage } = fieldsOf.stage.parse(fields);
      const { said, dealStage } = STAGES[stage];
      const deal = { dealname: 'New deal', dealstage: dealStage };
      const open = {
        operation: 'repCreate',
        input: { portalId, objectType: 'deals', properties: deal, about },
        said: '',
      };
      return [...(dealStage === null ? [] : [open]), change({ lifecyclestage: stage }, said)];
    }
    case 'owner': {
      const { owner } = fieldsOf.owner.parse(fields);
      return [change({ hubspot_owner_id: owner === '' ? null : owner }, 'Contact owner changed.')];
    }
    case 'task': {
      const { task } = fieldsOf.task.parse(fields);
      const properties = { hs_task_status: 'COMPLETED' };
      return [
        {
          operation: 'repUpdate',
          input: { portalId, objectType: 'tasks', id: task, properties },
          said: 'Task completed.',
        },
      ];
    }
  }
}

function reasonOf(body: unknown): string {
  const { error } = z.object({ error: z.string() }).parse(body);
  return error;
}
