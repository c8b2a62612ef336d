/** Where HubSpot shows records; a simulator shows them at its own address. */
const HUBSPOT_APP = 'https://app.hubspot.com';

/** HubSpot's number for contacts in the addresses of its pages. */
const CONTACTS = '0-1';

/** The page of a linked record in its CRM; null where the CRM's account is not known yet, or the vendor has no such pages. */
export function crmPageUrl(record: {
  readonly vendor: string;
  readonly settings: { readonly baseUrl?: string; readonly portal?: { readonly id: string } };
  readonly objectType: string;
  readonly crmId: string;
}): string | null {
  const { baseUrl, portal } = record.settings;
  if (record.vendor !== 'hubspot' || portal === undefined || !record.objectType.startsWith('contact')) return null;
  const base = baseUrl?.replace(/\/$/, '') ?? HUBSPOT_APP;
  return `${base}/contacts/${encodeURIComponent(portal.id)}/record/${CONTACTS}/${encodeURIComponent(record.crmId)}`;
}
