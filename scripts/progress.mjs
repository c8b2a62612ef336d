/**
 * Progress on stderr for whatever takes longer than two seconds: one rewritten line on a terminal, plain lines elsewhere.
 * Steps may run side by side; they share the terminal line.
 */
const SILENT_MS = 2_000;
const PLAIN_LINE_EVERY_MS = 30_000;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** @typedef {{ label: string, startedAt: number, announcedAt: number | undefined }} Step */

/** @type {Set<Step>} */
const running = new Set();
/** @type {NodeJS.Timeout | undefined} */
let ticker;
let frame = 0;

/**
 * Runs `work` under a label such as "Installing dependencies".
 *
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(label, work) {
  /** @type {Step} */
  const step = { label, startedAt: Date.now(), announcedAt: undefined };
  running.add(step);
  ticker ??= setInterval(tick, 200);
  try {
    const result = await work();
    finish(step, 'done in');
    return result;
  } catch (error) {
    finish(step, 'gave up after');
    throw error;
  }
}

/** @param {string} line */
export function say(line) {
  clearLine();
  process.stderr.write(`${line}\n`);
}

/**
 * @param {Step} step
 * @param {'done in' | 'gave up after'} outcome
 */
function finish(step, outcome) {
  running.delete(step);
  if (step.announcedAt !== undefined) say(`${step.label}: ${outcome} ${seconds(step)} s`);
  if (running.size === 0) {
    clearInterval(ticker);
    ticker = undefined;
    clearLine();
  }
}

function tick() {
  const now = Date.now();
  const shown = [...running].filter((step) => now - step.startedAt >= SILENT_MS);
  for (const step of shown) {
    const due = step.announcedAt === undefined || now - step.announcedAt >= PLAIN_LINE_EVERY_MS;
    if (!process.stderr.isTTY && due) say(`${step.label}: ${seconds(step)} s …`);
    if (due) step.announcedAt = now;
  }
  if (process.stderr.isTTY && shown.length > 0) drawLine(shown);
}

/** @param {readonly Step[]} steps */
function drawLine(steps) {
  frame = (frame + 1) % FRAMES.length;
  const text = steps.map((step) => `${step.label} ${seconds(step)} s`).join(' · ');
  process.stderr.write(`\r\u001b[K${FRAMES[frame]} ${text.slice(0, (process.stderr.columns || 80) - 3)}`);
}

function clearLine() {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
}

/** @param {Step} step */
const seconds = (step) => Math.round((Date.now() - step.startedAt) / 1000);
