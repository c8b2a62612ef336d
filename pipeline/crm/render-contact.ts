import type { FieldConfig, HubspotConnectionConfig, LinkKeyConfig } from '../../connectors/connection-schema';
import type { ContactFields } from '../../connectors/crm-port';
import type { Evaluation } from '../../domain/evaluation';
import type { AttributeFact, AttributeValue } from '../../domain/lead';
import type { EpochMs } from '../../domain/time';
import type { ContactFacts } from '../../store/contact-facts';
import { renderReasons } from './render-reasons';

/** Everything a contact is rendered from. */
export interface ContactSource {
  readonly facts: ContactFacts;
  readonly attributes: readonly AttributeFact[];
  readonly evaluation: Evaluation;
  readonly config: Pick<HubspotConnectionConfig, 'fields' | 'placeholders' | 'link_by'>;
}

/** Why and how it is written. */
export interface ContactOccasion {
  readonly isHandOff: boolean;
  /** The record does not exist yet: fields for creation, placeholders and link properties are written too. */
  readonly isCreation: boolean;
  /** The CRM's owner that the lead's rep is; null when the rep is none. */
  readonly crmOwnerId: string | null;
  readonly now: EpochMs;
}

/** What is written of a lead: a pure function of what SQL says of it at this moment. */
export function renderContact(source: ContactSource, occasion: ContactOccasion): ContactFields {
  const { facts, evaluation } = source;
  return {
    leadId: facts.leadId,
    score: evaluation.engagement,
    fit: evaluation.fit,
    grade: evaluation.grade,
    combined: evaluation.combined,
    stage: facts.stage,
    owner: facts.ownerId,
    reasons: renderReasons(evaluation),
    slaDueAt: facts.slaDueAt,
    updatedAt: occasion.now,
    mapped: mappedValues(source, occasion),
    ...(occasion.isHandOff && occasion.crmOwnerId !== null ? { crmOwnerId: occasion.crmOwnerId } : {}),
    ...(occasion.isHandOff && hasStaleVerdict(facts) ? { clearDisposition: true } : {}),
  };
}

/** A verdict from before this visit: the rep must be able to give the same one again. */
export const hasStaleVerdict = (facts: ContactFacts): boolean =>
  facts.disposition !== null && (facts.dispositionAt === null || facts.dispositionAt < facts.stageSince);

/** The values a lead has for a key of the configuration, newest first; several only for aliases. */
export function valuesFor(
  key: Pick<LinkKeyConfig | FieldConfig, 'alias' | 'attribute' | 'email'>,
  lead: { readonly facts: ContactFacts; readonly attributes: readonly AttributeFact[] },
): readonly string[] {
  const { alias, attribute } = key;
  if (alias !== undefined) {
    return lead.facts.externalIds
      .filter((external) => external.source === alias.source)
      .map((external) => external.value);
  }
  if (attribute === undefined) return lead.facts.emails;
  const text = textOf(currentValues(lead.attributes).get(attribute));
  return text === null ? [] : [text];
}

function mappedValues(source: ContactSource, occasion: ContactOccasion): Readonly<Record<string, string>> {
  const { config } = source;
  const fields = config.fields.filter((field) => occasion.isCreation || field.write === 'always');
  const keys = occasion.isCreation ? [...config.link_by, ...fields] : fields;
  const mapped: Record<string, string> = {};
  for (const key of keys) {
    const [value] = valuesFor(key, source);
    if (value !== undefined) mapped[key.property] = value;
  }
  if (!occasion.isCreation) return mapped;
  const values = currentValues(source.attributes);
  for (const [property, template] of Object.entries(config.placeholders)) {
    mapped[property] ??= template
      .replace(/\{(\w+)\}/g, (_match, name: string) => textOf(values.get(name)) ?? '')
      .trim();
  }
  return mapped;
}

/** The newest statement of each attribute. Facts come in order of time. */
function currentValues(attributes: readonly AttributeFact[]): ReadonlyMap<string, AttributeValue> {
  return new Map(attributes.map((fact) => [fact.name, fact.value]));
}

const textOf = (value: AttributeValue | undefined): string | null =>
  value === undefined || value === null || value === '' ? null : String(value);
