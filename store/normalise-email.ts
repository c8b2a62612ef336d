import { domainToUnicode } from 'node:url';

/** The longest address that mail can be sent to (RFC 5321, 4.5.3.1.3). */
const LONGEST_ADDRESS = 254;
/** Nothing that separates addresses, and nothing that cannot be seen. */
const LOCAL_PART = /^[^\s@<>(),;:"\\\p{C}]+$/u;
/** Two labels or more, the last of two characters or more that are not all digits: no bare host, no IP address. */
const DOMAIN = /^([^\s@<>(),;:"\\[\].\p{C}]+\.)+(?!\d+$)[^\s@<>(),;:"\\[\].\p{C}]{2,}$/u;

/**
 * The one spelling under which an address is known: trimmed, NFC, lower case, an international domain in its own letters.
 * Dots and `+tags` stay, since only some providers ignore them. Null where the text is no address.
 */
export function normaliseEmail(text: string): string | null {
  const address = text.trim().normalize('NFC').toLowerCase();
  const [local = '', domain = '', ...others] = address.split('@');
  if (others.length > 0 || !LOCAL_PART.test(local) || !DOMAIN.test(domain)) return null;
  const host = domainToUnicode(domain); // '' where a label in Punycode is none
  return host !== '' && local.length + 1 + host.length <= LONGEST_ADDRESS ? `${local}@${host}` : null;
}
