import { STAGES } from '../../domain/stage';

/** A property as HubSpot wants it defined. */
export interface PropertyDefinition {
  readonly objectType: 'contacts' | 'tasks';
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly type: 'string' | 'number' | 'datetime' | 'enumeration';
  readonly fieldType: 'text' | 'textarea' | 'number' | 'date' | 'select';
  /** Can only be chosen at creation, and for ten properties of an object type. */
  readonly hasUniqueValue: boolean;
  /** Values of an enumeration, in the order shown. */
  readonly options: readonly string[];
}

export const PROPERTY_GROUP = { name: 'leadline', label: 'Leadline' } as const;

/** HubSpot's own contact properties that we read. */
export const READ_PROPERTIES = {
  owner: 'hubspot_owner_id',
  leadStatus: 'hs_lead_status',
  lifecycleStage: 'lifecyclestage',
  lastContacted: 'notes_last_contacted',
  mergedIds: 'hs_merged_object_ids',
} as const;

export const LEAD_ID = 'leadline_lead_id';
export const DISPOSITION = 'leadline_disposition';
export const TASK_REF = 'leadline_ref';

const GRADES = ['A', 'B', 'C', 'D', 'U'] as const;
const CELLS = ['A', 'B', 'C', 'D'].flatMap((letter) => [4, 3, 2, 1].map((level) => `${letter}${level}`));

const defaults = { objectType: 'contacts', hasUniqueValue: false, options: [] } as const;
const text = { ...defaults, type: 'string', fieldType: 'text' } as const;
const score = { ...defaults, type: 'number', fieldType: 'number' } as const;
const instant = { ...defaults, type: 'datetime', fieldType: 'date' } as const;
const choice = { ...defaults, type: 'enumeration', fieldType: 'select' } as const;

/** Every property Leadline writes or reads of its own. `dispositions` are the verdicts a rep may choose. */
export function propertyDefinitions(dispositions: readonly string[]): readonly PropertyDefinition[] {
  return [
    {
      ...text,
      name: LEAD_ID,
      label: 'Leadline lead id',
      description: 'Which lead this is. Do not edit.',
      hasUniqueValue: true,
    },
    {
      ...score,
      name: 'leadline_score',
      label: 'Lead score',
      description: 'Engagement, 0 to 100: the sum of the dated reasons.',
    },
    { ...score, name: 'leadline_fit', label: 'Lead fit', description: 'How well the lead fits, 0 to 100.' },
    {
      ...choice,
      name: 'leadline_grade',
      label: 'Lead grade',
      description: 'Fit as a letter; U: too little is known.',
      options: GRADES,
    },
    {
      ...choice,
      name: 'leadline_combined_score',
      label: 'Combined score',
      description: 'Grade and level of activity; A4 is best.',
      options: CELLS,
    },
    {
      ...choice,
      name: 'leadline_stage',
      label: 'Leadline stage',
      description: 'Where the lead stands.',
      options: STAGES,
    },
    { ...text, name: 'leadline_owner', label: 'Leadline owner', description: 'The rep who was given the lead.' },
    {
      ...text,
      name: 'leadline_reasons',
      label: 'Why this score',
      description: 'The dated actions that make the score.',
      fieldType: 'textarea',
    },
    {
      ...instant,
      name: 'leadline_sla_due',
      label: 'First touch due',
      description: 'By when the rep promised to get in touch.',
    },
    {
      ...instant,
      name: 'leadline_updated_at',
      label: 'Leadline updated at',
      description: 'When Leadline last wrote here.',
    },
    {
      ...choice,
      name: DISPOSITION,
      label: 'Verdict on the lead',
      description: 'Your answer: accepted, or why not.',
      options: dispositions,
    },
    {
      ...text,
      objectType: 'tasks',
      name: TASK_REF,
      label: 'Leadline reference',
      description: 'Which promise this task is about. Do not edit.',
      hasUniqueValue: true,
    },
  ];
}
