/** What a connection to a CRM may do. Each mode includes the ones before it. */
export const CONNECTION_MODES = ['observe', 'score_fields', 'tasks'] as const;

/** observe: read and link only. score_fields: write our own properties. tasks: hand-offs and follow-up tasks too. */
export type ConnectionMode = (typeof CONNECTION_MODES)[number];

/** Vendors whose records we write. Every other one only sends to us. */
export const CRM_VENDORS = ['hubspot'] as const;
