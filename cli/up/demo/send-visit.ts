import { signMessage } from '../../../simulators/generator/sign-message';
import type { SentActivity } from '../../../simulators/generator/generate';
import type { DemoParts } from './demo-parts';

const TRIES = 5;
const BETWEEN_TRIES_MS = 2_000;

/**
 * Sends activities to Leadline's webhook, signed, as a website would; again when nobody answers. The same id is counted once.
 * Resolves to whether they were taken.
 */
export async function sendActivities(
  parts: DemoParts,
  message: { readonly id: string; readonly secret: string; readonly activities: readonly SentActivity[] },
): Promise<boolean> {
  const body = JSON.stringify({ activities: message.activities });
  for (let attempt = 1; attempt <= TRIES && !parts.signal.aborted; attempt += 1) {
    const headers = signMessage({ secret: message.secret, id: message.id, body, sentAtMs: parts.clock() });
    const status = await post(parts.webhookUrl, headers, body);
    if (status === 202) return true;
    // A refusal stays one; a server that is being started again does not.
    if (status !== null && status < 500) throw new Error(`The webhook answered the demo with status ${status}.`);
    await parts.pause(BETWEEN_TRIES_MS);
  }
  return false;
}

/** The status; null when nobody answered. */
async function post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number | null> {
  try {
    const response = await fetch(url, { method: 'POST', headers, body });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    // What fetch throws when there is no answer; anything else is a bug.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
