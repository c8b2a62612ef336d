import type { PropertyType } from './definition';

/** A default property in short: name, label, kind and options. */
export interface DefaultProperty {
  readonly name: string;
  readonly label: string;
  readonly kind: PropertyType | 'text area' | 'owner';
  readonly options?: readonly (string | readonly [value: string, label: string])[];
  readonly readOnly?: true;
}

export const text = (name: string, label: string): DefaultProperty => ({ name, label, kind: 'string' });
export const textArea = (name: string, label: string): DefaultProperty => ({ name, label, kind: 'text area' });
export const number = (name: string, label: string): DefaultProperty => ({ name, label, kind: 'number' });
export const datetime = (name: string, label: string): DefaultProperty => ({ name, label, kind: 'datetime' });
export const owner = (name: string, label: string): DefaultProperty => ({ name, label, kind: 'owner' });
export const flag = (name: string, label: string): DefaultProperty => ({ name, label, kind: 'bool' });
export const readOnly = (property: DefaultProperty): DefaultProperty => ({ ...property, readOnly: true });
export const choice = (name: string, label: string, options: DefaultProperty['options']): DefaultProperty => ({
  name,
  label,
  kind: 'enumeration',
  ...(options && { options }),
});
