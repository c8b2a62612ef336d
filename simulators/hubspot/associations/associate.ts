import { notFound, validationError } from '../api-error';
import type { CrmRecord } from '../objects/record';
import { objectTypeOf, objectTypes, type ObjectType } from '../object-types';
import type { Session } from '../parts';
import { refreshAfterAssociation } from './activity-times';
import type { Pair } from './association-store';
import { hubspotDefinedTypes, plainType, type AssociationCategory, type AssociationType } from './association-types';

/** How a client names a label. */
export interface AssociationSpec {
  readonly associationCategory: AssociationCategory;
  readonly associationTypeId: number;
}

/** An association given with a create; the other record's type follows from the label. */
export interface InlineAssociation {
  readonly to: { readonly id: string };
  readonly types: readonly AssociationSpec[];
}

interface Ends {
  readonly from: CrmRecord;
  readonly to: CrmRecord;
}

/**
 * Associates two records. The given labels replace those the pair had; the plain association stays, and is added with a primary one.
 * A record has one primary company: a second one takes the label from the first.
 */
export function setAssociation(session: Session, ends: Ends, wanted: readonly AssociationType[]): void {
  const { associations } = session.parts;
  const pair = pairOf(session, ends);
  const held = associations.typesOf(pair);
  const plain = plainType(ends.from.type, ends.to.type);
  const kept = plain && held.some(({ labelId }) => labelId === plain.labelId) ? [plain] : [];
  const added = plain && wanted.some(({ primary }) => primary) ? [plain] : [];
  const target = [...wanted, ...kept, ...added];
  for (const type of associations.typesBetween(session.portal.portalId, ends.from.type, ends.to.type)) {
    const isHeld = held.some(({ category, labelId }) => category === type.category && labelId === type.labelId);
    if (isHeld && !target.some((other) => isSame(other, type))) associations.remove(pair, type);
  }
  for (const type of target) {
    if (type.primary) releasePrimary(session, ends, type);
    associations.add(pair, type);
  }
  if (held.length > 0) return;
  session.parts.outbox.associated(session, { ...ends, removed: false, primary: wanted.some(({ primary }) => primary) });
  refreshAfterAssociation(session, ends, { mayGoBack: false });
}

/** Removes every label between the two. */
export function removeAssociation(session: Session, ends: Ends): void {
  if (!session.parts.associations.removeAll(pairOf(session, ends))) return;
  session.parts.outbox.associated(session, { ...ends, removed: true, primary: false });
  refreshAfterAssociation(session, ends, { mayGoBack: true });
}

/** Removes the given labels; the plain association stays. */
export function removeLabels(session: Session, ends: Ends, labels: readonly AssociationType[]): void {
  for (const type of labels) {
    if (type.label !== null) session.parts.associations.remove(pairOf(session, ends), type);
  }
}

/** @throws ApiError 400 for a label that does not exist between the types, 404 for a record that does not exist */
export function associateInline(session: Session, from: CrmRecord, inline: readonly InlineAssociation[]): void {
  for (const { to, types } of inline) {
    const labels = types.map((spec) => labelFrom(session, from.type, spec));
    const [first] = labels;
    if (!first) throw validationError('An association needs at least one type.');
    const other = requireEnd(session, { type: first.to, id: to.id });
    setAssociation(
      session,
      { from, to: other },
      labels.map(({ type }) => type),
    );
  }
}

/** @throws ApiError 400 naming the first id that is no label between the two types */
export function labelsOf(
  session: Session,
  types: { readonly from: ObjectType; readonly to: ObjectType },
  specs: readonly AssociationSpec[],
): readonly AssociationType[] {
  const known = session.parts.associations.typesBetween(session.portal.portalId, types.from, types.to);
  return specs.map((spec) => known.find((type) => matches(type, spec)) ?? refuseLabel(types.from, spec, types.to));
}

/** @throws ApiError 404 when the record does not exist or is archived */
export function requireEnd(session: Session, end: { readonly type: ObjectType; readonly id: string }): CrmRecord {
  const record = session.parts.records.find({ portalId: session.portal.portalId, ...end });
  if (record?.archivedAtMs === null) return record;
  throw notFound(
    `No ${end.type.singular.toUpperCase()} with ID ${end.id} exists. Check that it has not been deleted or merged.`,
    {
      [`${end.type.singular}Id`]: [end.id],
    },
  );
}

function labelFrom(
  session: Session,
  from: ObjectType,
  spec: AssociationSpec,
): { readonly to: ObjectType; readonly type: AssociationType } {
  const builtIn = hubspotDefinedTypes.find((type) => type.fromTypeId === from.typeId && matches(type, spec));
  if (builtIn) return { to: objectTypeOf(builtIn.toTypeId), type: builtIn };
  for (const to of objectTypes) {
    const known = session.parts.associations.typesBetween(session.portal.portalId, from, to);
    const type = known.find((candidate) => matches(candidate, spec));
    if (type) return { to, type };
  }
  return refuseLabel(from, spec);
}

function isSame(left: AssociationType, right: AssociationType): boolean {
  return left.category === right.category && left.labelId === right.labelId;
}

function matches(type: AssociationType, spec: AssociationSpec): boolean {
  return type.category === spec.associationCategory && type.labelId === spec.associationTypeId;
}

function refuseLabel(from: ObjectType, spec: AssociationSpec, to?: ObjectType): never {
  const between = `from ${from.singular.toUpperCase()}${to ? ` to ${to.singular.toUpperCase()}` : ''}`;
  throw validationError(
    `Association type ${spec.associationCategory} ${spec.associationTypeId} is not valid ${between}`,
    { associationTypeId: [String(spec.associationTypeId)] },
  );
}

/** A contact or deal has one primary company, a company many contacts: only the side that points at the company gives way. */
function releasePrimary(session: Session, ends: Ends, type: AssociationType): void {
  const owner = ends.to.type.name === 'companies' ? ends.from : ends.to;
  const company = ends.to.type.name === 'companies' ? ends.to : ends.from;
  const { associations } = session.parts;
  const { portalId } = session.portal;
  const fromOwner = associations
    .typesBetween(portalId, owner.type, company.type)
    .find(({ primary, labelId }) => primary && [type.labelId, type.inverseId].includes(labelId));
  if (!fromOwner) return;
  for (const id of associations.neighbours(portalId, owner, company.type)) {
    if (id !== company.id) associations.remove({ portalId, from: owner, to: { type: company.type, id } }, fromOwner);
  }
}

function pairOf(session: Session, ends: Ends): Pair {
  return { portalId: session.portal.portalId, from: ends.from, to: ends.to };
}
