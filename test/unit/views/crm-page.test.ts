import { crmPageUrl } from '../../../views/crm-page';

const contact = { vendor: 'hubspot', objectType: 'contact', crmId: '501', settings: { portal: { id: '77' } } };

describe('the page of a record in the CRM', () => {
  it("is HubSpot's own, or the simulator's", () => {
    expect(crmPageUrl(contact)).toBe('https://app.hubspot.com/contacts/77/record/0-1/501');
    const settings = { ...contact.settings, baseUrl: 'http://127.0.0.1:4702/' };
    expect(crmPageUrl({ ...contact, settings })).toBe('http://127.0.0.1:4702/contacts/77/record/0-1/501');
  });

  it('is not known before the account is', () => {
    expect(crmPageUrl({ ...contact, settings: {} })).toBeNull();
    expect(crmPageUrl({ ...contact, vendor: 'webhook' })).toBeNull();
  });
});
