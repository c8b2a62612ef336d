import { spawn } from 'node:child_process';

const KEPT_CHARACTERS = 20_000;
/** Of a failed command's output: npm says what is wrong first, compilers last. */
const FIRST_LINES = 8;
const LAST_LINES = 12;

/** A command of the provisioning ended badly. `output` holds the telling lines of what it printed. */
export class CommandFailed extends Error {
  /**
   * @param {string} command
   * @param {string} reason
   * @param {string} output
   */
  constructor(command, reason, output) {
    super(`${command} ${reason}`);
    this.name = 'CommandFailed';
    this.output = shorten(output.trimEnd().split('\n')).join('\n');
  }
}

/** @param {readonly string[]} lines */
function shorten(lines) {
  if (lines.length <= FIRST_LINES + LAST_LINES) return lines;
  return [...lines.slice(0, FIRST_LINES), '…', ...lines.slice(-LAST_LINES)];
}

/**
 * Runs a command without showing its output and resolves to it. Ends the command when this process exits.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal }} [options]
 * @returns {Promise<string>}
 * @throws {CommandFailed} when it cannot be started, exits with another code than 0, or is ended by a signal
 */
export function runQuietly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const endWithUs = () => child.kill('SIGKILL');
    process.once('exit', endWithUs);
    let output = '';
    /** @param {string} chunk */
    const keep = (chunk) => {
      output += chunk;
      // Drops from the middle: the beginning and the end are what is shown.
      if (output.length > 2 * KEPT_CHARACTERS)
        output = output.slice(0, KEPT_CHARACTERS) + output.slice(-KEPT_CHARACTERS);
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (error) => {
      process.off('exit', endWithUs);
      reject(new CommandFailed(command, error.message, output));
    });
    child.once('close', (code, signal) => {
      process.off('exit', endWithUs);
      if (code === 0) resolve(output);
      else reject(new CommandFailed(command, signal === null ? `exited with ${code}` : `ended by ${signal}`, output));
    });
  });
}
