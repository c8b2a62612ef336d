import type { Connection } from '@temporalio/client';

/** Temporal's own numbers for the types of search attributes (`temporal.api.enums.v1.IndexedValueType`). */
const INDEXED_VALUE_TYPES = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 } as const;

export type SearchAttributeType = keyof typeof INDEXED_VALUE_TYPES;
export type SearchAttributes = Readonly<Record<string, SearchAttributeType>>;

/**
 * Registers the search attributes that the namespace does not have yet; those that it has stay as they are. For a server
 * of the user's own this needs the right to use its operator service.
 */
export async function registerSearchAttributes(
  connection: Connection,
  { namespace, attributes }: { namespace: string; attributes: SearchAttributes },
): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(attributes).filter(([name]) => !Object.hasOwn(customAttributes, name));
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, INDEXED_VALUE_TYPES[type]])),
  });
}
