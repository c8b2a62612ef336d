/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- the client's models are classes and enums by name only: it takes and documents plain literals */
import { Client } from '@hubspot/api-client';
import { AssociationSpecAssociationCategoryEnum } from '@hubspot/api-client/lib/codegen/crm/objects/models/AssociationSpec';
import { PropertyCreateFieldTypeEnum, PropertyCreateTypeEnum } from '@hubspot/api-client/lib/codegen/crm/properties';
import type { ControlInput, HubspotSimulatorControl } from '../../../simulators/hubspot/control-client';
import { startHubspotSimulator, type SimulatorOptions } from '../../../simulators/hubspot/simulator';

export const now = Date.parse('2026-05-01T10:00:00.000Z');

export interface SimulatedPortal {
  readonly baseUrl: string;
  readonly control: HubspotSimulatorControl;
  /** The official client, with a token of all scopes. */
  readonly client: Client;
  readonly portalId: number;
  readonly appId: number;
  readonly accessToken: string;
  readonly clientSecret: string;
  readonly developerApiKey: string;
  /** A client of the same portal with another token. */
  readonly clientWith: (accessToken: string) => Client;
  readonly stop: () => Promise<void>;
}

/** A simulator with one portal, without limits unless asked for, whose clock stands still at `now` and whose traffic is validated. */
export async function startPortal(
  portal: ControlInput<'createPortal'> = {},
  options: SimulatorOptions = {},
): Promise<SimulatedPortal> {
  const simulator = await startHubspotSimulator({ seed: 7, validateTraffic: true, ...options });
  const { control, baseUrl } = simulator;
  await control.setClock({ at: now });
  const unlimited = { burst: null, oauthBurst: null, daily: null, search: null, companyUpsertsPerSecond: null };
  const made = await control.createPortal({ ...portal, limits: { ...unlimited, ...portal.limits } });
  const clientWith = (accessToken: string) => new Client({ accessToken, basePath: baseUrl });
  return { ...made, baseUrl, control, clientWith, client: clientWith(made.accessToken), stop: simulator.stop };
}

/** Adds a property; uniquely valued text unless told otherwise. */
export async function addProperty(
  client: Client,
  objectType: string,
  property: {
    readonly name: string;
    readonly unique?: boolean;
    readonly type?: PropertyCreateTypeEnum;
    readonly fieldType?: PropertyCreateFieldTypeEnum;
  },
): Promise<void> {
  const groups = await client.crm.properties.groupsApi.getAll(objectType);
  if (!groups.results.some(({ name }) => name === 'leadline')) {
    await client.crm.properties.groupsApi.create(objectType, { name: 'leadline', label: 'Leadline', displayOrder: 1 });
  }
  await client.crm.properties.coreApi.create(objectType, {
    name: property.name,
    label: property.name,
    groupName: 'leadline',
    type: property.type ?? PropertyCreateTypeEnum.String,
    fieldType: property.fieldType ?? PropertyCreateFieldTypeEnum.Text,
    hasUniqueValue: property.unique ?? true,
  });
}

export interface Failure {
  readonly code: number;
  readonly body: { readonly [name: string]: unknown; readonly message: string };
  readonly headers: Readonly<Record<string, string>>;
}

/** What the client throws for a refused call. */
export async function failure(call: Promise<unknown>): Promise<Failure> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome === undefined) throw new Error('the call succeeded');
  // ApiException of any of the client's packages has this form; a plain Error lacks `code` and fails the test that looks at it.
  return outcome as Failure;
}

export async function createContact(client: Client, properties: Record<string, string>): Promise<string> {
  return (await client.crm.contacts.basicApi.create({ properties })).id;
}

/** The association of a new task with its contact. */
export function toContact(id: string) {
  return { to: { id }, types: [hubspotDefined(204)] };
}

export function hubspotDefined(associationTypeId: number) {
  return { associationCategory: AssociationSpecAssociationCategoryEnum.HubspotDefined, associationTypeId };
}

/** Ids of associated records are numbers on the wire, whatever the client's type says. */
export function idText(id: string | number): string {
  return String(id);
}

/** Waits for a condition with a bounded poll. */
export async function eventually(condition: () => boolean | Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`the condition was not met within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
