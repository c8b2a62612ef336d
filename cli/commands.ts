import type { Command } from 'commander';
import type { CliContext } from './context';

/** What a file under commands/ exports. */
export interface CommandModule {
  register(program: Command, context: CliContext): void;
}

/**
 * The nouns and where they live. Loaded on demand: `leadline lead list` never loads what `leadline import` needs.
 * A new command is one line here and one file.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<CommandModule>>> = {
  up: () => import('./commands/up'),
  prepare: () => import('./commands/prepare'),
  import: () => import('./commands/import'),
  connect: () => import('./commands/connect'),
  reconcile: () => import('./commands/reconcile'),
  lead: () => import('./commands/lead'),
  sync: () => import('./commands/sync'),
  workflow: () => import('./commands/workflow'),
  key: () => import('./commands/key'),
  user: () => import('./commands/user'),
  workspace: () => import('./commands/workspace'),
  doctor: () => import('./commands/doctor'),
};
