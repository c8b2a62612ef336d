import { Grid3x3, RefreshCcw, Settings, Sunrise, Timer, Users, type LucideIcon } from 'lucide-react';
import type { Operation } from '../api/client';
import { useSession } from '../session/session-context';

export interface Place {
  readonly to: string;
  readonly label: string;
  readonly icon: LucideIcon;
  /** Shown to whom the API lets call it. */
  readonly needs: Operation;
  /** Pressed after `g`. */
  readonly key: string;
}

/** Where one can go, in the order of the navigation. */
const PLACES: readonly Place[] = [
  { to: '/today', label: 'Today', icon: Sunrise, needs: 'getToday', key: 't' },
  { to: '/leads', label: 'Leads', icon: Users, needs: 'listLeads', key: 'l' },
  { to: '/matrix', label: 'Matrix', icon: Grid3x3, needs: 'getMatrix', key: 'm' },
  { to: '/sla', label: 'SLA board', icon: Timer, needs: 'listSlaClocks', key: 's' },
  { to: '/sync', label: 'Sync', icon: RefreshCcw, needs: 'getSyncStatus', key: 'y' },
  { to: '/settings', label: 'Settings', icon: Settings, needs: 'changeAccount', key: ',' },
];

/** The places that the role may see. */
export function usePlaces(): readonly Place[] {
  const { operations } = useSession().user;
  return PLACES.filter(({ needs }) => operations.includes(needs));
}
