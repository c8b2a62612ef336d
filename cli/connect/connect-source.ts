import { connectWebhook } from '../../pipeline/connect-webhook';
import type { CliContext } from '../context';
import { asCliFailure, openConnectParts } from './connect-parts';

export interface ConnectWebhookOptions {
  readonly id: string;
  readonly revokeOthers: boolean;
}

/** `leadline connect webhook`. The secret alone goes to stdout, so that it can be put straight where it belongs. */
export async function connectSource(context: CliContext, options: ConnectWebhookOptions): Promise<void> {
  const parts = await openConnectParts(context);
  const made = await connectWebhook(
    { ...parts, clock: context.clock },
    { connectionId: options.id, revokeOthers: options.revokeOthers, actor: context.actor },
  ).catch((error: unknown) => {
    throw asCliFailure(error);
  });
  const path = `/webhooks/generic/${options.id}`;
  context.output.result({ connectionId: options.id, path, ...made }, () => made.secret);
  context.output.log(
    `Sign what is posted to ${path} with it. It is shown this once; ${made.activeSecrets} are valid now.`,
  );
}
