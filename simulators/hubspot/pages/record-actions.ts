import type { CrmRecord } from '../objects/record';
import type { PropertyOption } from '../properties/definition';
import { ownerOf } from './contact-list';
import { html, type Html } from './html';
import { ownerName, type PortalView } from './portal-view';
import { sentence } from './text';

const ACCEPTED = 'accepted';

/** What a rep does on a contact's page, each as a form of its own. Lifecycle stages a rep sets by hand are offered by name. */
export function recordActions(view: PortalView, contact: CrmRecord, path: string): Html {
  const verdicts = view.contactProperties().get('leadline_disposition')?.options ?? [];
  return html`<h2 id="do-title">What you do</h2>
    <div class="actions">
      ${logCall(path)} ${verdicts.length > 0 && verdict(verdicts, path)} ${stages(path)} ${owner(view, contact, path)}
    </div>`;
}

const logCall = (path: string): Html =>
  html`<form method="post" action="${path}/call">
    <label>
      Call, minutes ago
      <input type="number" name="minutes" value="0" min="0" max="100000" step="1" required />
    </label>
    <label>
      Outcome
      <select name="status">
        <option value="COMPLETED">Spoke to them</option>
        <option value="NO_ANSWER">No answer</option>
        <option value="CANCELED">Never made the call</option>
      </select>
    </label>
    <button type="submit" class="primary">Log call</button>
  </form>`;

function verdict(options: readonly PropertyOption[], path: string): Html {
  const rejections = options.filter(({ value, hidden }) => value !== ACCEPTED && !hidden);
  return html`<form method="post" action="${path}/verdict">
      <input type="hidden" name="verdict" value="${ACCEPTED}" />
      <button type="submit" class="primary">Accept</button>
    </form>
    <form method="post" action="${path}/verdict">
      <label>
        Reason
        <select name="verdict" required>
          ${rejections.map(({ value, label }) => html`<option value="${value}">${sentence(label)}</option>`)}
        </select>
      </label>
      <button type="submit">Reject</button>
    </form>`;
}

const stages = (path: string): Html =>
  html`<form method="post" action="${path}/stage">
    <fieldset>
      <legend>How it goes on</legend>
      <button type="submit" name="stage" value="salesqualifiedlead">Qualify (SQL)</button>
      <button type="submit" name="stage" value="opportunity">Open a deal</button>
      <button type="submit" name="stage" value="customer">Win</button>
    </fieldset>
  </form>`;

function owner(view: PortalView, contact: CrmRecord, path: string): Html {
  const owners = view.owners();
  const current = ownerOf(contact, owners)?.id ?? '';
  return html`<form method="post" action="${path}/owner">
    <label>
      Contact owner
      <select name="owner">
        <option value="">Nobody</option>
        ${owners.map(
          (each) =>
            html`<option value="${each.id}" ${each.id === current && html`selected`}>${ownerName(each)}</option>`,
        )}
      </select>
    </label>
    <button type="submit">Change</button>
  </form>`;
}
