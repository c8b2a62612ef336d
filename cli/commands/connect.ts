import type { Command } from 'commander';
import type { ConnectHubspotOptions } from '../connect/connect-hubspot';
import type { ConnectWebhookOptions } from '../connect/connect-source';
import type { CliContext } from '../context';

/** `leadline connect …`: credentials of a connection, checked and kept encrypted; what is missing on the other side. */
export function register(program: Command, context: CliContext): void {
  const connect = program.command('connect').description('Connect a system that connections.yaml names');

  connect
    .command('hubspot')
    .description('Check token, scopes and properties of a HubSpot portal; connect it when nothing is missing')
    .option('--id <connection>', 'its id in connections.yaml', 'hubspot')
    .option('--create', 'create the properties that are missing', false)
    .option('--token-file <file>', 'file with the access token of the private app (else LEADLINE_HUBSPOT_TOKEN)')
    .option('--client-secret-file <file>', 'file with the client secret, by which webhooks are verified')
    .option('--base-url <url>', 'where the API answers, if not at api.hubapi.com')
    .addHelpText('after', HUBSPOT_EXAMPLES)
    .action(async (options: ConnectHubspotOptions) => {
      const { connectHubspot } = await import('../connect/connect-hubspot');
      await connectHubspot(context, options);
    });

  connect
    .command('webhook')
    .description('Make a secret for a source that sends activities; it is shown once, here')
    .requiredOption('--id <connection>', 'its id in connections.yaml')
    .option('--revoke-others', 'end the secrets made before', false)
    .addHelpText('after', WEBHOOK_EXAMPLES)
    .action(async (options: ConnectWebhookOptions) => {
      const { connectSource } = await import('../connect/connect-source');
      await connectSource(context, options);
    });
}

const HUBSPOT_EXAMPLES = `
Examples:
  leadline connect hubspot --token-file token.txt
  leadline connect hubspot --token-file token.txt --client-secret-file secret.txt --create
  leadline connect hubspot                         (check again, with the token that is stored)

Without --create nothing is changed in HubSpot. What is given is stored only when nothing is missing.
Exit status 5: something is missing, or the token was refused.`;

const WEBHOOK_EXAMPLES = `
The source signs by the Standard Webhooks convention and posts to <address>/webhooks/generic/<connection>.
Up to three secrets are valid at a time, so that a source can be changed over without a pause.

Examples:
  leadline connect webhook --id events
  leadline connect webhook --id events --revoke-others --output json`;
