import { setTimeout as sleep } from 'node:timers/promises';
import { createHubspotPort } from '../../connectors/hubspot/hubspot-port';
import { connectCrm, type ConnectReport } from '../../pipeline/crm/connect';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { renderTable } from '../table';
import { asCliFailure, openConnectParts, readSecretFile } from './connect-parts';

export interface ConnectHubspotOptions {
  readonly id: string;
  readonly create: boolean;
  readonly tokenFile?: string;
  readonly clientSecretFile?: string;
  readonly baseUrl?: string;
}

/** `leadline connect hubspot`. Exit status 5 when something is missing: then nothing was stored. */
export async function connectHubspot(context: CliContext, options: ConnectHubspotOptions): Promise<void> {
  const parts = await openConnectParts(context);
  const accessToken =
    options.tokenFile === undefined ? context.env['LEADLINE_HUBSPOT_TOKEN'] : await readSecretFile(options.tokenFile);
  const clientSecret =
    options.clientSecretFile === undefined ? undefined : await readSecretFile(options.clientSecretFile);
  const report = await connectCrm(
    {
      ...parts,
      clock: context.clock,
      makePort: (port) => createHubspotPort({ ...port, clock: context.clock, sleep: (ms) => sleep(ms) }),
    },
    {
      connectionId: options.id,
      create: options.create,
      actor: context.actor,
      ...(accessToken === undefined ? {} : { accessToken }),
      ...(clientSecret === undefined ? {} : { clientSecret }),
      ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
    },
  ).catch((error: unknown) => {
    throw asCliFailure(error);
  });
  context.output.result(report, () => reportText(report));
  if (!report.connected) {
    throw new CliFailure(EXIT.refused, 'setup_incomplete', `${report.missing.length} things are missing in HubSpot.`, {
      remedy: report.missing.some((gap) => gap.creatable)
        ? 'Run the command with --create, or create them in HubSpot.'
        : 'Mend them in HubSpot, then run the command again.',
    });
  }
}

function reportText(report: ConnectReport): string {
  const created = report.created.length === 0 ? [] : [`Created: ${report.created.join(', ')}.`];
  if (!report.connected) return [...created, gapTable(report)].join('\n');
  const portal = report.portal === null ? 'The portal' : `Portal ${report.portal.id} (${report.portal.timeZone})`;
  const unknown =
    report.ownersMissing.length === 0
      ? []
      : [
          `No user in HubSpot has the e-mail address of: ${report.ownersMissing.join(', ')}. Their leads get no owner there.`,
        ];
  return [
    ...created,
    `${portal} is connected as ${report.connectionId}.`,
    `Owners found: ${report.ownersFound.join(', ') || 'none'}.`,
    ...unknown,
  ].join('\n');
}

const gapTable = (report: ConnectReport): string =>
  renderTable<ConnectReport['missing'][number]>(
    [
      { title: 'missing', value: (gap) => gap.kind },
      { title: 'what', value: (gap) => gap.message },
      { title: 'remedy', value: (gap) => gap.remedy },
    ],
    report.missing,
  );
