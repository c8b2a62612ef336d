import { writeAudit } from '../store/audit';
import type { SignedIn, WithCookies } from './auth/sign-in';
import type { Call } from './endpoint';
import { viewSession } from './session-view';

/** Answers to somebody who has just signed in: the cookie, the line in the audit and who they are. */
export async function openSession(
  opened: WithCookies<SignedIn>,
  how: { readonly by: 'password' | 'link' | 'invitation'; readonly call: Call },
): ReturnType<typeof viewSession> {
  const { call, by } = how;
  const actor = `user:${opened.value.userId}`;
  call.setCookies(opened.setCookies);
  await writeAudit(call.deps.db, { actor, action: 'user.sign_in', subject: actor, detail: { by }, now: call.now });
  return await viewSession(opened.value, call);
}
