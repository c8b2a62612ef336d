import type { CompiledModel, ModelProblem, Watch } from './compiled-model';
import type { ScoringConfig } from './model-schema';

export function compileModel(
  config: ScoringConfig,
  watch: Watch = {},
): { model: CompiledModel; problems: readonly ModelProblem[] } {
  throw new Error(`${Object.keys(config).length} ${Object.keys(watch).length}`);
}
