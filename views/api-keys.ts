import { z } from 'zod';
import { SCOPES } from '../store/api-key';
import { instantSchema, optionalInstantSchema } from './shapes';

export const scopeSchema = z.enum(SCOPES).meta({
  description: 'read: see everything. operate: also move leads, retry, pause. admin: also make and revoke keys.',
});

const apiKeyShape = {
  id: z.string(),
  name: z.string(),
  scopes: z.array(scopeSchema).readonly(),
  createdAt: instantSchema,
  lastUsedAt: optionalInstantSchema.meta({ description: 'To the minute.' }),
  revokedAt: optionalInstantSchema,
};

export const apiKeyListSchema = z.object({ keys: z.array(z.object(apiKeyShape).meta({ id: 'ApiKey' })).readonly() });

export const newApiKeySchema = z
  .object({ ...apiKeyShape, key: z.string().meta({ description: 'The key itself. Keep it now: it is shown once.' }) })
  .meta({ id: 'NewApiKey' });
