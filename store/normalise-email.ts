/** The longest address that mail can be sent to (RFC 5321, 4.5.3.1.3). */
const LONGEST_ADDRESS = 254;
const ADDRESS = /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+\.[^\s@<>(),;:"\\.]{2,}$/u;

/**
 * The one spelling under which an address is known: trimmed, NFC, lower case. Dots and `+tags` stay, since only some
 * providers ignore them. Null where the text is no address.
 */
export function normaliseEmail(text: string): string | null {
  const address = text.trim().normalize('NFC').toLowerCase();
  return address.length <= LONGEST_ADDRESS && ADDRESS.test(address) ? address : null;
}
