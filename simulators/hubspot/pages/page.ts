import { html, type Html } from './html';

/** What every page has around its content. */
export interface Frame {
  readonly title: string;
  readonly portalId: number;
  /** Whether webhooks are held back, and how many events wait. */
  readonly webhooks: { readonly held: boolean; readonly waiting: number };
  /** What the last action came to. */
  readonly notice: { readonly kind: 'done' | 'refused'; readonly text: string } | null;
  /** Where a form of the frame leads back to. */
  readonly path: string;
}

/** A whole page. Elements with `data-live` are kept up to date by the script. */
export const page = (frame: Frame, content: Html): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${frame.title} · HubSpot simulator</title>
        <link rel="stylesheet" href="/assets/rep.css" />
        <script src="/assets/rep.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
          <a class="brand" href="/contacts/${frame.portalId}"><span aria-hidden="true">◆</span> HubSpot simulator</a>
          <p>Not HubSpot: a stand-in on this machine, in which you play the rep. Portal ${frame.portalId}.</p>
          ${webhooks(frame)}
        </header>
        <main id="content" tabindex="-1">
          ${
            frame.notice === null
              ? html`<p class="notice" role="status" hidden></p>`
              : html`<p class="notice ${frame.notice.kind}" role="${frame.notice.kind === 'done' ? 'status' : 'alert'}">
                  ${frame.notice.text}
                </p>`
          }
          ${content}
        </main>
      </body>
    </html>`;

function webhooks({ webhooks: { held, waiting }, portalId, path }: Frame): Html {
  return html`<form method="post" action="/contacts/${portalId}/webhooks" class="webhooks">
    <input type="hidden" name="back" value="${path}" />
    <input type="hidden" name="held" value="${held ? 'no' : 'yes'}" />
    <span id="webhooks" data-live role="status" class="${held ? 'held' : 'flowing'}">
      ${held ? html`Webhooks held back: ${waiting} waiting` : 'Webhooks are sent at once'}
    </span>
    <button type="submit" class="quiet">${held ? 'Send them' : 'Hold them back'}</button>
  </form>`;
}
