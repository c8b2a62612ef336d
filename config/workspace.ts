import { existsSync, readdirSync, statSync } from 'node:fs';
import { type ConnectionConfig, connectionsSchema } from '../connectors/connection-schema';
import type { ConfigProblem } from '../domain/config-problem';
import { compilePolicy } from '../lifecycle/compile-policy';
import { compileTeam } from '../lifecycle/compile-team';
import { watchedIntentThresholds } from '../lifecycle/decision-inputs';
import type { Policy } from '../lifecycle/policy';
import { lifecycleSchema } from '../lifecycle/policy-schema';
import type { Team } from '../lifecycle/team';
import { teamSchema } from '../lifecycle/team-schema';
import { compileModel } from '../scoring/compile';
import type { CompiledModel } from '../scoring/compiled-model';
import { scoringSchema } from '../scoring/model-schema';
import { canonicalText, contentId } from './content-id';
import { readPart, type Texts } from './read-part';
import { readText } from './read-text';

export const WORKSPACE_FILES = ['scoring.yaml', 'lifecycle.yaml', 'team.yaml', 'connections.yaml'] as const;

/** The user's configuration, checked and ready for use. */
export interface Workspace {
  /** SHA-256 of the files' texts, in hexadecimal: the same texts are the same version. */
  readonly id: string;
  /** The texts by name, line ends made `\n`: what `parseWorkspace` takes. */
  readonly files: Readonly<Record<string, string>>;
  readonly model: CompiledModel;
  readonly policy: Policy;
  readonly team: Team;
  readonly connections: readonly ConnectionConfig[];
}

export type WorkspaceReading =
  | { readonly ok: true; readonly workspace: Workspace }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads a workspace folder. Problems come with file, line and remedy, all that can be found in one go. */
export function loadWorkspace(dir: string): WorkspaceReading {
  if (!existsSync(dir) || !statSync(dir).isDirectory()) {
    const message = existsSync(dir) ? 'This is no folder.' : 'There is no such folder.';
    const remedy = 'Give the folder that holds scoring.yaml.';
    return { ok: false, problems: [{ file: dir, line: null, path: '', message, remedy }] };
  }
  const present = readdirSync(dir);
  const files: Record<string, string> = {};
  const unreadable: Record<string, ConfigProblem> = {};
  for (const name of WORKSPACE_FILES.filter((known) => present.includes(known))) {
    const reading = readText(dir, name);
    if (reading.ok) files[name] = reading.text;
    else unreadable[name] = reading.problem;
  }
  return readFiles(files, { present, unreadable });
}

/** Reads a workspace from its texts by file name, as they are kept with a version. */
export const parseWorkspace = (files: Readonly<Record<string, string>>): WorkspaceReading =>
  readFiles(files, { present: Object.keys(files), unreadable: {} });

function readFiles(
  texts: Readonly<Record<string, string>>,
  folder: Pick<Texts, 'present' | 'unreadable'>,
): WorkspaceReading {
  const files = Object.fromEntries(
    WORKSPACE_FILES.flatMap((name) => (texts[name] === undefined ? [] : [[name, canonicalText(texts[name])]])),
  );
  const read = { files, ...folder };
  const policy = readPart(read, 'lifecycle.yaml', lifecycleSchema, (config) => {
    const { policy: compiled, problems } = compilePolicy(config);
    return { result: compiled, problems };
  });
  const watch = { intent: policy.ok ? watchedIntentThresholds(policy.result) : [] };
  const model = readPart(read, 'scoring.yaml', scoringSchema, (config) => {
    const { model: compiled, problems } = compileModel(config, watch);
    return { result: compiled, problems };
  });
  const team = readPart(read, 'team.yaml', teamSchema, (config) => {
    const { team: compiled, problems } = compileTeam(config);
    return { result: compiled, problems };
  });
  const connections = readPart(read, 'connections.yaml', connectionsSchema, (config) => ({
    result: config.connections,
    problems: [],
  }));
  if (!model.ok || !policy.ok || !team.ok || !connections.ok)
    return {
      ok: false,
      problems: [model, policy, team, connections].flatMap((part) => (part.ok ? [] : part.problems)),
    };
  return {
    ok: true,
    workspace: {
      id: contentId(files),
      files,
      model: model.result,
      policy: policy.result,
      team: team.result,
      connections: connections.result,
    },
  };
}
