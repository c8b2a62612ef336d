import { z } from 'zod';
import { validationError } from '../api-error';

const operators = [
  'EQ',
  'NEQ',
  'LT',
  'LTE',
  'GT',
  'GTE',
  'BETWEEN',
  'IN',
  'NOT_IN',
  'HAS_PROPERTY',
  'NOT_HAS_PROPERTY',
  'CONTAINS_TOKEN',
  'NOT_CONTAINS_TOKEN',
] as const;

const filter = z.object({
  propertyName: z.string(),
  operator: z.enum(operators),
  value: z.string().optional(),
  highValue: z.string().optional(),
  values: z.array(z.string()).optional(),
});

const sort = z.union([
  z.string(),
  z.object({ propertyName: z.string(), direction: z.enum(['ASCENDING', 'DESCENDING']).optional() }),
]);

export const searchRequest = z.object({
  query: z.string().optional(),
  limit: z.number().int().optional(),
  after: z.union([z.string(), z.number()]).optional(),
  sorts: z.array(sort).optional(),
  properties: z.array(z.string()).optional(),
  filterGroups: z.array(z.object({ filters: z.array(filter) })).optional(),
});

export type SearchRequest = z.infer<typeof searchRequest>;
export type Filter = z.infer<typeof filter>;

/** What HubSpot allows in one search. */
export const searchLimits = {
  groups: 5,
  filtersPerGroup: 6,
  filters: 18,
  pageSize: 200,
  results: 10_000,
  bodyCharacters: 3_000,
  sorts: 1,
} as const;

/** @throws ApiError 400 naming the limit that was passed */
export function checkSearchLimits(request: SearchRequest, bodyCharacters: number): void {
  const groups = request.filterGroups ?? [];
  const filters = groups.reduce((sum, group) => sum + group.filters.length, 0);
  const refusals: readonly (readonly [boolean, string])[] = [
    [
      bodyCharacters > searchLimits.bodyCharacters,
      `The request body is longer than ${searchLimits.bodyCharacters} characters`,
    ],
    [groups.length > searchLimits.groups, `Too many filter groups: at most ${searchLimits.groups} are allowed`],
    [
      groups.some((group) => group.filters.length > searchLimits.filtersPerGroup),
      `Too many filters in a group: at most ${searchLimits.filtersPerGroup} are allowed`,
    ],
    [filters > searchLimits.filters, `Too many filters: at most ${searchLimits.filters} are allowed`],
    [(request.sorts?.length ?? 0) > searchLimits.sorts, `At most ${searchLimits.sorts} sort is allowed`],
    [
      request.limit !== undefined && (request.limit < 1 || request.limit > searchLimits.pageSize),
      `limit must be between 1 and ${searchLimits.pageSize}`,
    ],
    [
      pageStart(request) + pageSize(request) > searchLimits.results,
      `Paging past ${searchLimits.results} results is not supported`,
    ],
  ];
  const refusal = refusals.find(([refused]) => refused);
  if (refusal) throw validationError(refusal[1]);
}

export function pageStart(request: SearchRequest): number {
  const start = Number(request.after ?? 0);
  if (!Number.isInteger(start) || start < 0)
    throw validationError(`after is not a valid offset: ${request.after ?? ''}`);
  return start;
}

export function pageSize(request: SearchRequest): number {
  return request.limit ?? 10;
}
