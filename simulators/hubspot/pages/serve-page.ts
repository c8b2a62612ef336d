import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiError } from '../api-error';
import type { ControlContext } from '../control/operation';
import { runOperation } from '../control/run-operation';
import { readSendingBehaviour } from '../webhooks/sending-behaviour';
import { act, type Outcome } from './act';
import { contactList, readListQuery } from './contact-list';
import { contactRecord } from './contact-record';
import { html, type Html } from './html';
import { page } from './page';
import { nameOf, PortalView } from './portal-view';

/** A request of a browser. */
export interface PageRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly content: string;
  /** Where the form was sent from; undefined for what no browser sends. */
  readonly origin: string | undefined;
  /** The address it was sent to. */
  readonly host: string | undefined;
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ASSETS: Readonly<Record<string, string>> = {
  '/assets/rep.css': 'text/css; charset=utf-8',
  '/assets/rep.js': 'text/javascript; charset=utf-8',
};
const SECURITY = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** The pages on which a person plays the rep, at the addresses that HubSpot's own have. Undefined where there is no page. */
export async function servePage(context: ControlContext, request: PageRequest): Promise<PageAnswer | undefined> {
  const { path, method } = request;
  const assetType = ASSETS[path];
  if (method === 'GET' && assetType !== undefined) return asset(path, assetType);
  if (method === 'GET' && path === '/') return index(context);
  const [, portal, rest = ''] = /^\/contacts\/(\d+)(\/.*)?$/.exec(path) ?? [];
  if (portal === undefined) return undefined;
  try {
    if (method === 'POST') return await post(context, request, { portalId: Number(portal), rest });
    return get(context, request, { portalId: Number(portal), rest });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return markup(error.status, plain(error.message));
  }
}

interface Place {
  readonly portalId: number;
  /** The path after the portal's number. */
  readonly rest: string;
}

function get(context: ControlContext, request: PageRequest, { portalId, rest }: Place): PageAnswer {
  const view = new PortalView(context, portalId);
  const frame = {
    portalId,
    path: request.path,
    webhooks: webhooksOf(context),
    notice: noticeOf(request.query),
  };
  if (rest === '' || rest === '/') {
    const content = html`<h1>Contacts</h1>
      ${contactList(view, portalId, readListQuery(request.query))}`;
    return markup(200, page({ ...frame, title: 'Contacts' }, content));
  }
  const contact = view.contact(/^\/record\/0-1\/(\d+)$/.exec(rest)?.[1] ?? '');
  if (contact === undefined) {
    const content = html`<h1>No such contact</h1>
      <p><a href="/contacts/${portalId}">All contacts</a></p>`;
    return markup(404, page({ ...frame, title: 'No such contact' }, content));
  }
  return markup(200, page({ ...frame, title: nameOf(contact) }, contactRecord(view, portalId, contact)));
}

/** A form is taken from our own pages only: any page in the person's browser could send one to this machine. */
async function post(context: ControlContext, request: PageRequest, { portalId, rest }: Place): Promise<PageAnswer> {
  if (request.origin !== undefined && request.origin !== `http://${request.host ?? ''}`) {
    return markup(403, plain('This form was not sent from a page of the simulator.'));
  }
  const fields = Object.fromEntries(new URLSearchParams(request.content));
  if (rest === '/webhooks') return hold(context, fields, portalId);
  const [, contactId, action] = /^\/record\/0-1\/(\d+)\/(\w+)$/.exec(rest) ?? [];
  if (contactId === undefined || action === undefined) return markup(404, plain('There is no such page.'));
  const outcome = await act(context, { portalId, contactId, action, fields });
  if (outcome === null) return markup(404, plain('There is no such action.'));
  return redirect(`/contacts/${portalId}/record/0-1/${contactId}?${noticeQuery(outcome)}`);
}

/** Holds webhooks back, as a slow integration would, or lets them go. */
async function hold(
  context: ControlContext,
  fields: Readonly<Record<string, string>>,
  portalId: number,
): Promise<PageAnswer> {
  await runOperation(context, 'setSending', JSON.stringify({ paused: fields['held'] === 'yes' }));
  const back = fields['back'] ?? '';
  // Only a path of ours: what comes from a form decides where the browser goes.
  return redirect(/^\/contacts\/\d+[\w/-]*$/.test(back) ? back : `/contacts/${portalId}`);
}

function webhooksOf(context: ControlContext): { readonly held: boolean; readonly waiting: number } {
  const { waitingEvents, waitingRequests } = context.sender.status();
  return { held: readSendingBehaviour(context.settings).paused, waiting: waitingEvents + waitingRequests };
}

function index(context: ControlContext): PageAnswer {
  const [portalId] = context.parts.accounts.portalIds();
  return portalId === undefined
    ? markup(200, plain('This simulator has no portal yet.'))
    : redirect(`/contacts/${portalId}`);
}

function noticeOf(query: URLSearchParams): Outcome | null {
  const [done, refused] = [query.get('done'), query.get('refused')];
  if (refused !== null) return { kind: 'refused', text: refused };
  return done === null ? null : { kind: 'done', text: done };
}

const noticeQuery = ({ kind, text }: Outcome): string => new URLSearchParams({ [kind]: text }).toString();

const plain = (text: string): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>HubSpot simulator</title>
        <link rel="stylesheet" href="/assets/rep.css" />
      </head>
      <body>
        <main>
          <h1>HubSpot simulator</h1>
          <p>${text}</p>
          <p><a href="/">Contacts</a></p>
        </main>
      </body>
    </html>`;

const markup = (status: number, content: Html): PageAnswer => ({
  status,
  headers: { ...SECURITY, 'Content-Type': 'text/html; charset=utf-8' },
  body: content.markup,
});

const redirect = (to: string): PageAnswer => ({ status: 303, headers: { ...SECURITY, Location: to }, body: '' });

const asset = (path: string, type: string): PageAnswer => ({
  status: 200,
  headers: { ...SECURITY, 'Content-Type': type },
  body: readFileSync(join(__dirname, path), 'utf8'),
});
