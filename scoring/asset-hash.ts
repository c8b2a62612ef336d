/**
 * A 53-bit hash of an asset's name, so that a fold knows an asset again without keeping its name, which may hold personal
 * data. Two of a lead's thousand assets share one with a chance below one in ten thousand million.
 * Source: cyrb53 by bryc (public domain), https://github.com/bryc/code.
 */
export function assetHash(text: string): number {
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 2654435761);
    high = Math.imul(high ^ unit, 1597334677);
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  return 4294967296 * (2097151 & high) + (low >>> 0);
}
