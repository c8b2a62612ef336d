/** What a person who signs in may do, from most to least. What each operation of the API asks for stands beside the operation. */
export const ROLES = ['admin', 'revenue_operations', 'marketing', 'sales_manager', 'rep'] as const;

export type Role = (typeof ROLES)[number];
