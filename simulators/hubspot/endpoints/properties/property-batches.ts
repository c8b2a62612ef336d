import { z } from 'zod';
import { notFound } from '../../api-error';
import { parseBody } from '../../http/parse-content';
import { renderProperty } from '../../properties/render';
import { archiveProperty, createProperty, propertyCreate } from '../../properties/write-definition';
import { batchAnswer, checkBatchSize, rowError, runBatch } from '../batch';
import { propertyEndpoint } from './property-endpoint';

const names = z.object({ inputs: z.array(z.object({ name: z.string() })), archived: z.boolean().nullish() });

/** All or nothing: one property that exists already refuses the call. */
export const batchCreateProperties = propertyEndpoint({
  method: 'POST',
  path: '/batch/create',
  access: 'write',
  handle: (session, key, call) => {
    const { inputs } = parseBody(z.object({ inputs: z.array(propertyCreate) }), call);
    checkBatchSize(inputs);
    return runBatch(session, {
      inputs: inputs.map((property) => ({ property, objectWriteTraceId: undefined })),
      status: 201,
      mayBePartial: false,
      handle: ({ property }) => renderProperty(createProperty(session, key, property)),
    });
  },
});

export const batchReadProperties = propertyEndpoint({
  method: 'POST',
  path: '/batch/read',
  access: 'read',
  handle: (session, key, call) => {
    const { inputs, archived } = parseBody(names, call);
    checkBatchSize(inputs);
    const { catalog } = session.parts;
    const listed = archived === true ? catalog.archived(key) : [...catalog.live(key).values()];
    const found = listed.filter(({ name }) => inputs.some((input) => input.name === name));
    const missing = inputs
      .filter(({ name }) => !found.some((property) => property.name === name))
      .map(({ name }) => name);
    return batchAnswer(session, {
      status: 200,
      results: found.map(renderProperty),
      errors: missing.length > 0 ? [rowError(notFound('Some properties do not exist.'), { name: missing })] : [],
    });
  },
});

export const batchArchiveProperties = propertyEndpoint({
  method: 'POST',
  path: '/batch/archive',
  access: 'write',
  handle: (session, key, call) => {
    const { inputs } = parseBody(names, call);
    checkBatchSize(inputs);
    for (const { name } of inputs) archiveProperty(session, key, name);
    return { status: 204 };
  },
});
