/** What an import has come to, over all its attempts. */
export interface ImportCounts {
  readonly rows: number;
  readonly leadsNew: number;
  /** Rows about leads that were there before. */
  readonly rowsOfKnownLeads: number;
  readonly activitiesNew: number;
  readonly activitiesRepeated: number;
  readonly refused: number;
  readonly refusedByCode: Readonly<Record<string, number>>;
}

export const noCounts: ImportCounts = {
  rows: 0,
  leadsNew: 0,
  rowsOfKnownLeads: 0,
  activitiesNew: 0,
  activitiesRepeated: 0,
  refused: 0,
  refusedByCode: {},
};

export const addCounts = (a: ImportCounts, b: ImportCounts): ImportCounts => {
  const refusedByCode: Record<string, number> = { ...a.refusedByCode };
  for (const [code, count] of Object.entries(b.refusedByCode)) refusedByCode[code] = (refusedByCode[code] ?? 0) + count;
  return {
    rows: a.rows + b.rows,
    leadsNew: a.leadsNew + b.leadsNew,
    rowsOfKnownLeads: a.rowsOfKnownLeads + b.rowsOfKnownLeads,
    activitiesNew: a.activitiesNew + b.activitiesNew,
    activitiesRepeated: a.activitiesRepeated + b.activitiesRepeated,
    refused: a.refused + b.refused,
    refusedByCode,
  };
};
