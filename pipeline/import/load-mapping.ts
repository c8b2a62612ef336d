import { located } from '../../config/located';
import { readYaml } from '../../config/read-yaml';
import { schemaProblems } from '../../config/schema-problem';
import type { ConfigProblem } from '../../domain/config-problem';
import { checkMapping, type MappingProblem } from './check-mapping';
import { mappingSchema, type Mapping } from './mapping-schema';

export type MappingReading =
  | {
      readonly ok: true;
      readonly mapping: Mapping;
      /** What is wrong with it for a file with these columns. */
      readonly checkAgainst: (header: readonly string[]) => readonly ConfigProblem[];
      /** Gives a problem found elsewhere its line. */
      readonly locate: (problem: MappingProblem) => ConfigProblem;
    }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads a mapping file. `name` stands in problems. */
export function loadMapping(name: string, text: string): MappingReading {
  const yaml = readYaml(name, text);
  if (!yaml.ok) return yaml;
  const locate = (problem: MappingProblem): ConfigProblem => located(yaml.file, problem);
  const parsed = mappingSchema.safeParse(yaml.file.value);
  if (!parsed.success) {
    return {
      ok: false,
      problems: schemaProblems(mappingSchema, yaml.file.value, parsed.error).map(sayHowDated).map(locate),
    };
  }
  const mapping = parsed.data;
  return {
    ok: true,
    mapping,
    checkAgainst: (header) => checkMapping(mapping, header).map(locate),
    locate,
  };
}

/** By the schema alone `import_start` would be the remedy, and would date all history to the day of its import. */
const sayHowDated = (problem: MappingProblem): MappingProblem =>
  problem.path.length === 1 && problem.path[0] === 'occurredAt' && problem.message.endsWith('missing')
    ? {
        ...problem,
        remedy:
          'name the column that holds the time, e.g. `occurredAt: { column: Created }`; write `import_start` only if the file tells none: everything then happened at the import',
      }
    : problem;
