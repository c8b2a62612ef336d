import createClient from 'openapi-fetch';
import { fetchByServerClock } from '../time/server-clock';
import type { components, operations, paths } from './schema';

/** The HTTP API, typed by its own document. The session travels in a cookie of the same origin. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: fetchByServerClock,
});

/** What a role may be allowed: ids of the API's operations. */
export type Operation = keyof operations;
export type Schemas = components['schemas'];
export type Session = Schemas['Session'];
export type Role = Schemas['Role'];
export type LeadLine = Schemas['LeadLine'];
export type Stage = LeadLine['stage'];
export type Combined = NonNullable<LeadLine['combined']>;
