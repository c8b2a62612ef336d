import type { CrmRecord } from '../objects/record';
import { cell, ownerOf } from './contact-list';
import { html, type Html } from './html';
import { isOpen, nameOf, ownerName, timeOf, type PortalView } from './portal-view';
import { recordActions } from './record-actions';
import { deadline, instant, sentence, short } from './text';

/** A contact's page: what is known, what happened, what Leadline says and what the rep can do. */
export function contactRecord(view: PortalView, portalId: number, contact: CrmRecord): Html {
  const path = `/contacts/${portalId}/record/0-1/${contact.id}`;
  const { properties } = contact;
  return html`
    <nav aria-label="Where you are"><a href="/contacts/${portalId}">Contacts</a></nav>
    <header class="record" id="record-title" data-live>
      <h1>${nameOf(contact)}</h1>
      <p>
        ${[properties['jobtitle'], properties['company']].filter(Boolean).join(', ')}
        ${cell(properties['leadline_combined_score'])}
        ${
          properties['leadline_sla_due'] !== undefined &&
          html`<span>First touch ${deadline(properties['leadline_sla_due'], view.nowMs)}</span>`
        }
      </p>
    </header>
    <div class="columns">
      <section class="card" aria-labelledby="leadline-title" id="leadline" data-live>
        ${leadline(view, contact)}
      </section>
      <div class="stack">
        <section class="card" aria-labelledby="do-title">${recordActions(view, contact, path)}</section>
        <section class="card" aria-labelledby="tasks-title" id="tasks" data-live>${tasks(view, contact, path)}</section>
        <section class="card" aria-labelledby="timeline-title" id="timeline" data-live>
          ${timeline(view, contact)}
        </section>
      </div>
      <section class="card" aria-labelledby="about-title" id="about" data-live>${about(view, contact)}</section>
    </div>
  `;
}

function leadline(view: PortalView, contact: CrmRecord): Html {
  const { properties } = contact;
  if (properties['leadline_lead_id'] === undefined) {
    return html`<h2 id="leadline-title">Leadline</h2>
      <p class="empty">Leadline has not written this contact yet.</p>`;
  }
  return html`<h2 id="leadline-title">Leadline</h2>
    <dl class="figures">
      ${figure('Combined score', cell(properties['leadline_combined_score']))}
      ${figure('Lead score', short(properties['leadline_score']))}
      ${figure('Lead fit', short(properties['leadline_fit']))} ${figure('Grade', properties['leadline_grade'] ?? '–')}
    </dl>
    <dl>
      ${fact('Stage', sentence(properties['leadline_stage'] ?? '–'))}
      ${fact('Given to', properties['leadline_owner'] ?? 'Nobody')}
      ${fact('First touch due', deadline(properties['leadline_sla_due'], view.nowMs) ?? 'No clock runs')}
      ${fact('Verdict', sentence(properties['leadline_disposition'] ?? 'none yet'))}
      ${fact('Updated', instant(properties['leadline_updated_at']) ?? '–')}
    </dl>
    <h3>Why this score</h3>
    ${reasons(properties['leadline_reasons'] ?? '')}`;
}

/** `2026-05-01 Demo or contact sales +60`: a line a reason, as Leadline writes them; lines without points are what they sum to. */
function reasons(text: string): Html {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return html`<p class="empty">No points.</p>`;
  return html`<table class="reasons">
    <thead>
      <tr>
        <th scope="col">Reason</th>
        <th scope="col" class="number">Points</th>
      </tr>
    </thead>
    <tbody>
      ${lines.map((line) => {
        const [, what = line, points = ''] = /^(.*?)\s+([+-]\d+(?:\.\d+)?)$/.exec(line) ?? [];
        if (points === '')
          return html`<tr>
            <th scope="rowgroup" colspan="2">${line}</th>
          </tr>`;
        return html`<tr>
          <td>${what}</td>
          <td class="number ${points.startsWith('-') && 'minus'}">${points}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function tasks(view: PortalView, contact: CrmRecord, path: string): Html {
  const owners = view.owners();
  const all = view.tasksOf(contact);
  return html`<h2 id="tasks-title">Tasks <span class="count">${all.filter(isOpen).length}</span></h2>
    ${all.length === 0 && html`<p class="empty">No tasks.</p>`}
    <ul class="items">
      ${all.map(
        (task) =>
          html`<li class="${!isOpen(task) && 'done'}">
            <div>
              <strong>${task.properties['hs_task_subject'] ?? 'Task'}</strong>
              <p>
                ${isOpen(task) ? html`Due ${deadline(String(timeOf(task)), view.nowMs)}` : 'Done'} ·
                ${ownerName(ownerOf(task, owners))}
              </p>
              <details>
                <summary>Notes</summary>
                <p class="text">${task.properties['hs_task_body'] ?? '–'}</p>
              </details>
            </div>
            ${
              isOpen(task) &&
              html`<form method="post" action="${path}/task">
                <input type="hidden" name="task" value="${task.id}" />
                <button type="submit" class="quiet">Complete</button>
              </form>`
            }
          </li>`,
      )}
    </ul>`;
}

const TITLES: Readonly<Record<string, string>> = {
  calls: 'hs_call_title',
  emails: 'hs_email_subject',
  meetings: 'hs_meeting_title',
  notes: 'hs_note_body',
};

function timeline(view: PortalView, contact: CrmRecord): Html {
  const all = view.timelineOf(contact);
  return html`<h2 id="timeline-title">Activity</h2>
    ${all.length === 0 && html`<p class="empty">Nobody has been in touch.</p>`}
    <ul class="items">
      ${all.map(
        (engagement) =>
          html`<li>
            <div>
              <strong>${sentence(engagement.type.singular)}</strong>
              ${engagement.properties[TITLES[engagement.type.name] ?? ''] ?? ''}
              <p>${instant(timeOf(engagement))} · entered ${instant(engagement.createdAtMs)}</p>
            </div>
          </li>`,
      )}
    </ul>`;
}

const ABOUT = [
  'email',
  'phone',
  'company',
  'jobtitle',
  'lifecyclestage',
  'hs_lead_status',
  'notes_last_contacted',
  'createdate',
] as const;

function about(view: PortalView, contact: CrmRecord): Html {
  const definitions = view.contactProperties();
  const shown = ABOUT.map((name) => {
    const definition = definitions.get(name);
    const value = name === 'createdate' ? contact.createdAtMs : contact.properties[name];
    const isTime = definition?.type === 'datetime';
    const label = definition?.options.find((option) => option.value === value)?.label;
    return fact(definition?.label ?? name, (isTime ? instant(value) : null) ?? label ?? value ?? '–');
  });
  return html`<h2 id="about-title">About this contact</h2>
    <dl>
      ${shown} ${fact('Contact owner', ownerName(ownerOf(contact, view.owners())))} ${fact('Record id', contact.id)}
    </dl>`;
}

const fact = (term: string, value: Html | string | number): Html =>
  html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;

const figure = (term: string, value: Html | string): Html => fact(term, value);
