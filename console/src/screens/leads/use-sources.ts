import type { Choice } from '../../ui/filter-menu';

export function useSources(): readonly Choice[] {
  return [];
}
