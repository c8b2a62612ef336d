import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SCORING = `fit:
  grades: {A: 70, B: 50, C: 30}
  known_enough: {at_least: 1, of: [size, sector]}
  free_mail_domains: [gmail.com]
  profile:
    size: {bands: {1-9: 5, 10-99: 20, 100+: 60}}
    sector:
      values:
        software: 40
        services: {points: 20, is: [consulting, agency]}
  minus:
    free_mail: {when: {email: {email_domain: free}, company: {known: false}}, points: -10}
engagement:
  levels: {4: 60, 3: 35, 2: 15}
  hand_raise_valid_days: 30
  interest:
    cap: 40
    half_life_days: 30
    rules:
      page_view: {points: 1, max_per_day: 3}
      download: {points: 6, once_per_asset: true}
  intent:
    cap: 80
    half_life_days: 14
    rules:
      demo_request: {points: 60, hand_raise: true}
      pricing_page: {points: 10, max_per_day: 1}
  minus:
    rules:
      unsubscribe: {points: -10, once: true}
  silence:
    - {after_days: 60, points: -5}
    - {after_days: 180, to_zero: true}
`;

const CONNECTIONS = `connections:
  - {id: crm, vendor: hubspot}
  - {id: web, vendor: webhook}
`;

const shipped = (name: string): string => readFileSync(join(__dirname, '../../../workspace', name), 'utf8');

/** The texts of a valid workspace. */
export const validTexts = (): Record<string, string> => ({
  'scoring.yaml': SCORING,
  'lifecycle.yaml': shipped('lifecycle.yaml'),
  'team.yaml': shipped('team.yaml'),
  'connections.yaml': CONNECTIONS,
});

/** The valid texts with one passage of one file replaced. Throws when the passage is not there: no silent no-op. */
export function textsWith(file: string, passage: string, replacement: string): Record<string, string> {
  const texts = validTexts();
  const text = texts[file];
  if (text === undefined || !text.includes(passage)) throw new Error(`${file} does not contain ${passage}`);
  return { ...texts, [file]: text.replace(passage, replacement) };
}
