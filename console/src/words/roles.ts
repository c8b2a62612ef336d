import type { Role } from '../api/client';

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  admin: 'Admin',
  revenue_operations: 'Revenue operations',
  marketing: 'Marketing',
  sales_manager: 'Sales manager',
  rep: 'Rep',
};

/** As a choice of all roles, from what may most to what may least. */
export const ROLE_CHOICES: readonly { readonly value: Role; readonly label: string }[] = (
  ['admin', 'revenue_operations', 'marketing', 'sales_manager', 'rep'] as const
).map((value) => ({ value, label: ROLE_LABELS[value] }));
