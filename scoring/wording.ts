import { POINT, type Points } from '../domain/points';

/** Points as written in a model, in whole hundredths. */
export const toPoints = (written: number): Points => Math.round(written * POINT);

/** A rule's label, or its id as words: `pricing_page` is "Pricing page". */
export function labelOf(id: string, label: string | undefined): string {
  if (label !== undefined) return label;
  const words = id.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
