import type { Endpoint } from '../call';
import { accountDetails, privateAppUsage } from './account-info';
import { batchArchiveAssociations, batchArchiveLabels } from './associations/batch-archive';
import { batchCreateAssociations } from './associations/batch-create';
import { batchDefaultAssociations } from './associations/batch-default';
import { batchReadAssociations } from './associations/batch-read';
import { createLabel, listLabels } from './associations/labels';
import { listAssociations } from './associations/list-associations';
import { putAssociation } from './associations/put-association';
import { putDefault } from './associations/put-default';
import { removeOneAssociation } from './associations/remove-association';
import { oauthEndpoints } from './oauth';
import { archiveOne } from './objects/archive-one';
import { batchArchive } from './objects/batch-archive';
import { batchCreate } from './objects/batch-create';
import { batchRead } from './objects/batch-read';
import { batchUpdate } from './objects/batch-update';
import { batchUpsert } from './objects/batch-upsert';
import { createOne } from './objects/create-one';
import { listRecords } from './objects/list-records';
import { merge } from './objects/merge';
import { readRecord } from './objects/read-record';
import { search } from './objects/search';
import { updateOne } from './objects/update-one';
import { listOwners, readOwner } from './owners';
import { pipelineEndpoints } from './pipelines';
import { archiveGroup, createGroup, listGroups, readGroup, updateGroup } from './properties/groups';
import {
  archiveOneProperty,
  createOneProperty,
  listProperties,
  readProperty,
  updateOneProperty,
} from './properties/properties';
import { batchArchiveProperties, batchCreateProperties, batchReadProperties } from './properties/property-batches';
import { readSettings, removeSettings, writeSettings } from './webhooks/settings';
import {
  batchUpdateSubscriptions,
  createSubscription,
  listSubscriptions,
  readSubscription,
  removeSubscription,
  updateSubscription,
} from './webhooks/subscriptions';

const objects: readonly Endpoint[] = [
  ...[listRecords, readRecord, createOne, updateOne, archiveOne, merge, search],
  ...[batchCreate, batchRead, batchUpdate, batchUpsert, batchArchive],
];

const associations: readonly Endpoint[] = [
  ...[putAssociation, putDefault, listAssociations, removeOneAssociation, listLabels, createLabel],
  ...[
    batchCreateAssociations,
    batchDefaultAssociations,
    batchReadAssociations,
    batchArchiveAssociations,
    batchArchiveLabels,
  ],
];

const properties: readonly Endpoint[] = [
  ...[createOneProperty, listProperties, readProperty, updateOneProperty, archiveOneProperty],
  ...[batchCreateProperties, batchReadProperties, batchArchiveProperties],
  ...[createGroup, listGroups, readGroup, updateGroup, archiveGroup],
];

const webhooks: readonly Endpoint[] = [
  ...[readSettings, writeSettings, removeSettings, createSubscription, listSubscriptions],
  ...[readSubscription, updateSubscription, removeSubscription, batchUpdateSubscriptions],
];

/** Everything that the simulator serves of HubSpot's API. */
export const endpoints: readonly Endpoint[] = [
  ...objects,
  ...associations,
  ...properties,
  ...webhooks,
  ...oauthEndpoints,
  ...pipelineEndpoints,
  ...[listOwners, readOwner, accountDetails, privateAppUsage],
];
