import type { z } from 'zod';
import { connectionsSchema } from '../connectors/connection-schema';
import { lifecycleSchema } from '../lifecycle/policy-schema';
import { teamSchema } from '../lifecycle/team-schema';
import { scoringSchema } from '../scoring/model-schema';
import { jsonSchemaOf } from './schema-outline';
import type { WORKSPACE_FILES } from './workspace';

const SCHEMAS: Readonly<Record<(typeof WORKSPACE_FILES)[number], z.ZodType>> = {
  'scoring.yaml': scoringSchema,
  'lifecycle.yaml': lifecycleSchema,
  'team.yaml': teamSchema,
  'connections.yaml': connectionsSchema,
};

/** The JSON Schema (draft 2020-12) of a workspace file, by which an editor completes and checks it; null: no such file. */
export const workspaceJsonSchema = (file: string): z.core.JSONSchema.BaseSchema | null =>
  Object.hasOwn(SCHEMAS, file) ? jsonSchemaOf(SCHEMAS[file as keyof typeof SCHEMAS]) : null; // a key of SCHEMAS, as just seen
