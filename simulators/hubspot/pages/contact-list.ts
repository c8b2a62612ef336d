import type { Owner } from '../accounts/owner-store';
import { parseTime } from '../iso-time';
import type { CrmRecord } from '../objects/record';
import { html, type Html } from './html';
import { nameOf, ownerName, type OpenTask, type PortalView } from './portal-view';
import { deadline, instant, sentence, short } from './text';

const CONTACTS_A_PAGE = 50;
const TASKS_SHOWN = 20;

/** What the list shows of all contacts. */
export interface ListQuery {
  readonly text: string;
  /** An owner's id, `none`, or empty for all. */
  readonly owner: string;
  readonly page: number;
}

export const readListQuery = (query: URLSearchParams): ListQuery => ({
  text: (query.get('q') ?? '').trim(),
  owner: query.get('owner') ?? '',
  page: Math.max(1, Math.trunc(Number(query.get('page') ?? 1)) || 1),
});

/** The tasks that wait, and the contacts under them, hottest first. */
export function contactList(view: PortalView, portalId: number, query: ListQuery): Html {
  const owners = view.owners();
  const tasks = view.openTasks().filter(({ task }) => isOwnedBy(task, query.owner));
  const found = view.contacts().filter((contact) => isOwnedBy(contact, query.owner) && holds(contact, query.text));
  const sorted = found.toSorted(byHeat);
  const shown = sorted.slice((query.page - 1) * CONTACTS_A_PAGE, query.page * CONTACTS_A_PAGE);
  return html`
    ${filters(owners, query)}
    <section aria-labelledby="tasks-title" class="card">
      <div id="tasks" data-live>
        <h2 id="tasks-title">Tasks to do <span class="count">${tasks.length}</span></h2>
        ${
          tasks.length === 0
            ? html`<p class="empty">Nothing to do. Leadline puts a task here when a lead becomes an MQL.</p>`
            : taskTable(tasks.slice(0, TASKS_SHOWN), { owners, portalId, nowMs: view.nowMs })
        }
        ${tasks.length > TASKS_SHOWN && html`<p class="more">and ${tasks.length - TASKS_SHOWN} more</p>`}
      </div>
    </section>
    <section aria-labelledby="contacts-title" class="card">
      <div id="contacts" data-live>
        <h2 id="contacts-title">Contacts <span class="count">${found.length}</span></h2>
        ${
          found.length === 0
            ? html`<p class="empty">No contact of this kind.</p>`
            : contactTable(shown, { owners, portalId, nowMs: view.nowMs })
        }
        ${paging(query, found.length)}
      </div>
    </section>
  `;
}

interface TableContext {
  readonly owners: readonly Owner[];
  readonly portalId: number;
  readonly nowMs: number;
}

function filters(owners: readonly Owner[], query: ListQuery): Html {
  const option = (value: string, label: string): Html =>
    html`<option value="${value}" ${query.owner === value && html`selected`}>${label}</option>`;
  return html`<form method="get" class="filters" role="search">
    <label>Search <input type="search" name="q" value="${query.text}" placeholder="Name, e-mail or company" /></label>
    <label>
      Owner
      <select name="owner">
        ${option('', 'Everybody')} ${owners.map((owner) => option(owner.id, ownerName(owner)))}
        ${option('none', 'Nobody')}
      </select>
    </label>
    <button type="submit">Show</button>
  </form>`;
}

function taskTable(tasks: readonly OpenTask[], { owners, portalId, nowMs }: TableContext): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="tasks-title">
    <table>
      <thead>
        <tr>
          <th scope="col">Due</th>
          <th scope="col">Task</th>
          <th scope="col">Contact</th>
          <th scope="col">For</th>
        </tr>
      </thead>
      <tbody>
        ${tasks.map(
          ({ task, dueMs, contact }) =>
            html`<tr>
              <td>${deadline(String(dueMs), nowMs)}</td>
              <td>${task.properties['hs_task_subject'] ?? 'Task'}</td>
              <td>${contact === undefined ? '–' : contactLink(contact, portalId)}</td>
              <td>${ownerName(ownerOf(task, owners))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function contactTable(contacts: readonly CrmRecord[], { owners, portalId, nowMs }: TableContext): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-labelledby="contacts-title">
    <table>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Company</th>
          <th scope="col">Combined score</th>
          <th scope="col" class="number">Lead score</th>
          <th scope="col">Leadline stage</th>
          <th scope="col">First touch due</th>
          <th scope="col">Owner</th>
          <th scope="col">Last contacted</th>
        </tr>
      </thead>
      <tbody>
        ${contacts.map(
          (contact) =>
            html`<tr>
              <td>${contactLink(contact, portalId)}</td>
              <td>${contact.properties['company'] ?? '–'}</td>
              <td>${cell(contact.properties['leadline_combined_score'])}</td>
              <td class="number">${short(contact.properties['leadline_score'])}</td>
              <td>${sentence(contact.properties['leadline_stage'] ?? '–')}</td>
              <td>${deadline(contact.properties['leadline_sla_due'], nowMs) ?? '–'}</td>
              <td>${ownerName(ownerOf(contact, owners))}</td>
              <td>${instant(contact.properties['notes_last_contacted']) ?? 'Never'}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function paging(query: ListQuery, total: number): Html | null {
  const pages = Math.ceil(total / CONTACTS_A_PAGE);
  if (pages <= 1) return null;
  const to = (page: number): string =>
    `?${new URLSearchParams({ q: query.text, owner: query.owner, page: String(page) }).toString()}`;
  return html`<nav class="paging" aria-label="Pages of contacts">
    ${query.page > 1 && html`<a href="${to(query.page - 1)}" rel="prev">Previous</a>`}
    <span>Page ${query.page} of ${pages}</span>
    ${query.page < pages && html`<a href="${to(query.page + 1)}" rel="next">Next</a>`}
  </nav>`;
}

/** A4 is best: the letter gives the colour. */
export const cell = (combined: string | undefined): Html | string =>
  combined === undefined ? '–' : html`<span class="cell grade-${combined.charAt(0).toLowerCase()}">${combined}</span>`;

export const ownerOf = (record: CrmRecord, owners: readonly Owner[]): Owner | undefined =>
  owners.find(({ id }) => id === record.properties['hubspot_owner_id']);

const contactLink = (contact: CrmRecord, portalId: number): Html =>
  html`<a href="/contacts/${portalId}/record/0-1/${contact.id}">${nameOf(contact)}</a>`;

function isOwnedBy(record: CrmRecord, owner: string): boolean {
  if (owner === '') return true;
  return (record.properties['hubspot_owner_id'] ?? 'none') === owner;
}

function holds(contact: CrmRecord, text: string): boolean {
  const { firstname, lastname, email, company } = contact.properties;
  return `${firstname ?? ''} ${lastname ?? ''} ${email ?? ''} ${company ?? ''}`
    .toLowerCase()
    .includes(text.toLowerCase());
}

/** Whoever has a deadline, then the highest score. */
function byHeat(a: CrmRecord, b: CrmRecord): number {
  const due = ({ properties }: CrmRecord): number =>
    parseTime(properties['leadline_sla_due'] ?? '') ?? Number.MAX_VALUE;
  const score = ({ properties }: CrmRecord): number => Number(properties['leadline_score'] ?? -1);
  return due(a) - due(b) || score(b) - score(a) || Number(a.id) - Number(b.id);
}
