// Keeps the page up to date, and its times in the reader's own words. Everything works without it.
const REFRESH_MS = 2_000;
const DAY_MS = 86_400_000;

const minutes = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

function tellTimes() {
  for (const time of document.querySelectorAll('time[data-local]')) {
    time.textContent = minutes.format(new Date(time.dateTime));
  }
  for (const time of document.querySelectorAll('time[data-due]')) {
    const left = Date.parse(time.dateTime) - Date.now();
    time.textContent = left < 0 ? `${spanOf(-left)} overdue` : `in ${spanOf(left)}`;
    time.className = left < 0 ? 'overdue' : 'due';
    time.title = minutes.format(new Date(time.dateTime));
  }
}

function spanOf(ms) {
  if (ms >= 2 * DAY_MS) return `${Math.round(ms / DAY_MS)} days`;
  const seconds = Math.floor(ms / 1_000);
  if (seconds >= 7_200) return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** What was said of the last action is said once: not again at the next look. */
function addressWithoutNotice() {
  const address = new URL(location.href);
  address.searchParams.delete('done');
  address.searchParams.delete('refused');
  return address;
}

const shown = new Map();

async function refresh() {
  if (document.hidden) return;
  const response = await fetch(addressWithoutNotice());
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id);
    // Compared with what the server said last: our own words for times differ from its.
    if (next === null || next.innerHTML === shown.get(part.id)) continue;
    // Whoever is in the middle of something there is not disturbed; what is new comes when they have left.
    if (part.contains(document.activeElement) || part.querySelector('details[open]') !== null) continue;
    shown.set(part.id, next.innerHTML);
    part.replaceChildren(...next.childNodes);
    part.className = next.className;
  }
  tellTimes();
}

tellTimes();
history.replaceState(null, '', addressWithoutNotice());
setInterval(tellTimes, 1_000);
// The simulator may be gone for a moment: the next look will tell.
setInterval(() => refresh().catch(() => undefined), REFRESH_MS);
