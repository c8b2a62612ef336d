import { z } from 'zod';
import { createUserLink } from '../../pipeline/sign-in-link';
import { instantSchema } from '../../views/shapes';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { instantText } from '../wording';

const linkSchema = z.object({ link: z.string(), expiresAt: instantSchema });

/** `leadline user link`. The link alone goes to stdout, so that it can be opened straight away. */
export async function makeLink(context: CliContext, options: { readonly email?: string }): Promise<void> {
  const db = await context.database();
  const made = await createUserLink({ db, clock: context.clock }, { email: options.email, actor: context.actor });
  switch (made.kind) {
    case 'made': {
      const link = `${await serverUrl(context)}/welcome#token=${made.link.token}`;
      context.output.result(linkSchema.encode({ link, expiresAt: made.link.expiresAt }), () => link);
      context.output.log(`It signs ${made.user.name} in once, until ${instantText(made.link.expiresAt)}.`);
      return;
    }
    case 'unknown':
      throw new CliFailure(EXIT.notFound, 'user_unknown', 'Nobody has an account with that address.', {
        remedy: 'List the accounts with `leadline user list`.',
      });
    case 'disabled':
      throw new CliFailure(EXIT.refused, 'user_disabled', 'The account is disabled.', {
        remedy: 'Let an admin enable it in the console.',
      });
  }
}

/** Where browsers reach the server: as configured, else as the running instance says; else the link is a path alone. */
async function serverUrl(context: CliContext): Promise<string> {
  const configured = context.env['LEADLINE_PUBLIC_URL'];
  if (configured !== undefined) return new URL(configured).origin;
  // With a database of the user's own there may be no instance on this machine.
  if (context.env['LEADLINE_DATABASE_URL'] !== undefined) return '';
  return (await context.running()).apiUrl;
}
