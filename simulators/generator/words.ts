import type { Weighted } from './chance';

export const FIRST_NAMES = [
  'Ada',
  'Ben',
  'Carla',
  'David',
  'Elif',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kaya',
  'Liam',
  'Mira',
  'Noah',
  'Olga',
  'Priya',
  'Quentin',
  'Rosa',
  'Sam',
  'Tara',
  'Uwe',
  'Vera',
  'Wim',
  'Xenia',
  'Yusuf',
  'Zoe',
] as const;

export const LAST_NAMES = [
  'Abel',
  'Brandt',
  'Costa',
  'Dubois',
  'Egger',
  'Fischer',
  'Garcia',
  'Huber',
  'Ivanov',
  'Jansen',
  'Kaya',
  'Larsen',
  'Moreau',
  'Novak',
  'Olsen',
  'Peters',
  'Quist',
  'Rossi',
  'Silva',
  'Thomas',
  'Ueda',
  'Vogel',
  'Weber',
  'Xu',
  'Young',
  'Zimmer',
] as const;

const SYLLABLES = [
  'al',
  'bor',
  'cen',
  'dri',
  'el',
  'fan',
  'gor',
  'hal',
  'ix',
  'jun',
  'kor',
  'lum',
  'mer',
  'nov',
  'or',
  'pri',
  'qua',
  'ros',
  'sol',
  'tan',
  'ul',
  'ven',
  'wex',
  'yor',
  'zen',
] as const;

/** A made-up name that is different for every index. */
export function companyName(index: number): string {
  const base = SYLLABLES.length;
  const syllable = (place: number): string => SYLLABLES[Math.floor(index / base ** place) % base] ?? '';
  const name = `${syllable(0)}${syllable(1)}${index >= base ** 2 ? index : ''}`;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** As many of each as a mid-market vendor sees; a few are not served. */
export const COUNTRIES: Weighted<string> = [
  ['US', 38],
  ['GB', 12],
  ['DE', 12],
  ['NL', 6],
  ['CA', 6],
  ['FR', 6],
  ['CH', 3],
  ['AT', 3],
  ['IE', 3],
  ['AU', 3],
  ['BE', 2],
  ['IN', 3],
  ['BR', 2],
  ['SG', 1],
];

export const INDUSTRIES: Weighted<string> = [
  ['software', 24],
  ['manufacturing', 14],
  ['business services', 13],
  ['fintech', 8],
  ['healthcare', 10],
  ['retail', 8],
  ['logistics', 6],
  ['education', 6],
  ['media', 5],
  ['construction', 4],
  ['agriculture', 2],
];

/** Lower bound of a size band, upper bound. */
export const SIZES: Weighted<readonly [number, number]> = [
  [[1, 9], 12],
  [[10, 49], 26],
  [[50, 199], 27],
  [[200, 999], 20],
  [[1_000, 4_999], 10],
  [[5_000, 40_000], 5],
];

export const SENIORITIES: Weighted<string> = [
  ['individual', 44],
  ['manager', 28],
  ['director', 14],
  ['vp', 8],
  ['cxo', 6],
];

export const FUNCTIONS: Weighted<string> = [
  ['marketing', 24],
  ['sales', 18],
  ['operations', 10],
  ['revenue operations', 8],
  ['sales operations', 6],
  ['it', 14],
  ['finance', 8],
  ['engineering', 8],
  ['hr', 4],
];

export const ASSETS: Readonly<Record<string, readonly string[]>> = {
  page_view: ['/', '/features', '/blog/first-touch', '/blog/decay', '/about', '/integrations', '/customers'],
  pricing_page: ['/pricing'],
  comparison_page: ['/compare/spreadsheets', '/compare/all-in-one'],
  careers_page: ['/careers'],
  docs_page: ['/docs/scoring', '/docs/api', '/docs/webhooks'],
  security_page: ['/security'],
  download: ['guide-lead-scoring', 'guide-sla', 'checklist-handoff', 'report-benchmarks', 'template-workspace'],
  case_study: ['case-manufacturing', 'case-fintech', 'case-agency'],
  webinar_registered: ['webinar-scoring-101', 'webinar-recycling'],
  webinar_attended: ['webinar-scoring-101', 'webinar-recycling'],
  webinar_on_demand: ['webinar-scoring-101', 'webinar-recycling'],
  video_watched: ['video-tour', 'video-setup'],
  email_open: ['mail-welcome', 'mail-monthly', 'mail-product'],
  email_click: ['mail-welcome', 'mail-monthly', 'mail-product'],
};
