import { eventKey, meaningOf, parseEvent, type HubspotEvent } from '../../../connectors/hubspot/webhook-event';

const event = (change: Record<string, unknown> = {}): HubspotEvent => {
  const parsed = parseEvent({
    eventId: 100,
    subscriptionId: 10,
    portalId: 62515,
    appId: 7,
    occurredAt: 1_714_550_400_000,
    subscriptionType: 'contact.propertyChange',
    attemptNumber: 0,
    objectId: 123,
    propertyName: 'lifecyclestage',
    propertyValue: 'lead',
    changeSource: 'CRM_UI',
    sourceId: 'userId:9',
    ...change,
  });
  if (parsed === null) throw new Error('this is an event');
  return parsed;
};

const CHANGED = { kind: 'changed', crmId: '123' };
const IGNORED = { kind: 'ignored' };

describe('an event of HubSpot', () => {
  it.each([
    ['a change of a watched property', {}, CHANGED],
    ['a change of the verdict', { propertyName: 'leadline_disposition' }, CHANGED],
    ['a change of another property', { propertyName: 'lastname' }, IGNORED],
    ['a change of a deal', { subscriptionType: 'deal.propertyChange' }, IGNORED],
    ['a change under the generic name', { subscriptionType: 'object.propertyChange', objectTypeId: '0-1' }, CHANGED],
    [
      'a change of another object under the generic name',
      { subscriptionType: 'object.propertyChange', objectTypeId: '0-3' },
      IGNORED,
    ],
    ['a deletion', { subscriptionType: 'contact.deletion' }, CHANGED],
    ['a privacy deletion', { subscriptionType: 'contact.privacyDeletion' }, CHANGED],
    ['a change by our own app', { changeSource: 'INTEGRATION', sourceId: '7' }, IGNORED],
    ['a change by our own app, numbers as numbers', { changeSource: 'INTEGRATION', sourceId: 7 }, IGNORED],
    ['a change by another app', { changeSource: 'INTEGRATION', sourceId: '8' }, CHANGED],
    ['a change by an app that is not named', { changeSource: 'INTEGRATION', sourceId: undefined }, CHANGED],
    ['an event of a kind yet unknown', { subscriptionType: 'contact.sneezed' }, IGNORED],
    ['an event about no object', { objectId: undefined }, { kind: 'malformed' }],
    [
      'a call that was logged',
      {
        subscriptionType: 'contact.associationChange',
        associationType: 'CONTACT_TO_CALL',
        fromObjectId: 123,
        toObjectId: 9,
      },
      CHANGED,
    ],
    [
      'the same, seen from the call',
      {
        subscriptionType: 'contact.associationChange',
        associationType: 'CALL_TO_CONTACT',
        fromObjectId: 9,
        toObjectId: 123,
      },
      CHANGED,
    ],
    [
      'a task that was made',
      {
        subscriptionType: 'contact.associationChange',
        associationType: 'CONTACT_TO_TASK',
        fromObjectId: 123,
        toObjectId: 9,
      },
      IGNORED,
    ],
    [
      'a merge into one of the two',
      { subscriptionType: 'contact.merge', primaryObjectId: 5, newObjectId: 5, mergedObjectIds: [6] },
      { kind: 'merged', winnerId: '5', mergedIds: ['6'] },
    ],
    [
      'a merge into a new record',
      { subscriptionType: 'contact.merge', primaryObjectId: 5, newObjectId: 8, mergedObjectIds: [6] },
      { kind: 'merged', winnerId: '8', mergedIds: ['6', '5'] },
    ],
  ])('that is %s', (_what, change, meaning) => {
    expect(meaningOf(event(change))).toEqual(meaning);
  });

  it('is the same event at a later attempt, and another one at another time', () => {
    expect(eventKey(event({ attemptNumber: 3 }))).toBe(eventKey(event()));
    const others = [
      { occurredAt: 1 },
      { objectId: 124 },
      { propertyName: 'hs_lead_status' },
      { eventId: 101 },
      { portalId: 1 },
    ];
    const keys = others.map((change) => eventKey(event(change)));
    expect(new Set([...keys, eventKey(event())]).size).toBe(others.length + 1);
  });

  it.each([null, 'text', 7, [], {}, { subscriptionType: 'contact.creation' }])('%j is none', (value) => {
    expect(parseEvent(value)).toBeNull();
  });
});
