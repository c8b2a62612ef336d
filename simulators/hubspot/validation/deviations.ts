import type { Document, Schema } from './document';

/**
 * Where HubSpot's wire is known to differ from what its client declares; applied to a document before it is used. The documents tell shapes
 * as the client's types do, and those are wrong in these places.
 */
export function applyDeviations(document: Document): Document {
  const schemas = Object.entries(document.components.schemas).map(([name, schema]) => {
    const patched = withNullValues(schema);
    return [name, patches[name]?.(patched) ?? patched] as const;
  });
  return { ...document, components: { schemas: Object.fromEntries(schemas) } };
}

const patches: Readonly<Record<string, (schema: Schema) => Schema>> = {
  // Declared as strings, sent as objects by everyone; HubSpot takes both.
  PublicObjectSearchRequest: (schema) =>
    withProperty(schema, 'sorts', {
      type: 'array',
      items: {
        anyOf: [
          { type: 'string' },
          { type: 'object', properties: { propertyName: { type: 'string' }, direction: { type: 'string' } } },
        ],
      },
    }),
  // A string in the client's types, a number on the wire.
  MultiAssociatedObjectWithLabel: (schema) => withProperty(schema, 'toObjectId', { type: 'integer' }),
  // Null for the plain association.
  AssociationSpecWithLabel: (schema) => withProperty(schema, 'label', { type: 'string', nullable: true }),
  // Rate limits, malformed JSON and the token endpoint answer without a category.
  ModelError: (schema) => ({ ...schema, required: ['message', 'correlationId'] }),
};

/** The values of `properties` are strings by type, and null whenever a property is empty. */
function withNullValues(schema: Schema): Schema {
  const values = schema.properties?.['properties'];
  const isTextMap = values?.additionalProperties !== undefined && values.additionalProperties.type === 'string';
  if (!isTextMap) return schema;
  return withProperty(schema, 'properties', { ...values, additionalProperties: { type: 'string', nullable: true } });
}

function withProperty(schema: Schema, name: string, property: Schema): Schema {
  return { ...schema, properties: { ...schema.properties, [name]: property } };
}
