// The floor plan: who may import whom. What is not allowed here is an error.
const room = (name) => `^server/src/${name}/`;
const tests = '\\.(test|testing)\\.ts$|^server/test/|^bench/';

/** The rooms, and where their doors lead. */
const ROOMS = {
  model: [],
  domain: ['model'],
  wire: ['model'],
  store: ['domain', 'model'],
  fabric: ['domain', 'model'],
  // What operations, the operator and the reconcilers all do: approve an order, settle a link, delete a connection.
  work: ['store', 'domain', 'model'],
  operations: ['work', 'store', 'domain', 'model'],
  operator: ['work', 'store', 'domain', 'model'],
  neighbours: ['work', 'store', 'domain', 'model'],
  gateways: ['store', 'domain', 'model'],
  reconcile: ['work', 'store', 'fabric', 'gateways', 'domain', 'model'],
  edge: ['fabric', 'domain', 'model'],
  cli: [],
};

/** The composition root's parts put the rooms together, as the settings of cli/ say; main starts the commands. */
const COMPOSE = Object.keys(ROOMS);

const doors = Object.entries({ ...ROOMS, compose: COMPOSE }).map(([from, to]) => ({
  name: `${from}-may-import-only-${from === 'compose' ? 'rooms' : to.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: room(from), pathNot: tests },
  to: { path: '^server/src/', pathNot: [from, ...to].map(room) },
}));

/** Files that operations share: the helper that declares one, and what stands in support/ and views/. */
const sharedByOperations =
  '^server/src/operations/([^/]+\\.ts$|support/|[^/]+/views/)|^server/src/operations/[^/]+/(views|support)/';

export default {
  forbidden: [
    ...doors,
    {
      name: 'every-room-has-its-doors',
      comment: 'A new folder of server/src/ is a new room: say in ROOMS where its doors lead.',
      severity: 'error',
      from: {},
      to: { path: '^server/src/[^/]+/', pathNot: [...Object.keys(ROOMS), 'compose'].map(room) },
    },
    {
      name: 'only-main-knows-everyone',
      severity: 'error',
      from: { path: '^server/src/.+/', pathNot: tests },
      to: { path: '^server/src/[^/]+\\.ts$' },
    },
    {
      name: 'domain-takes-types-alone-from-the-model',
      severity: 'error',
      from: { path: room('domain'), pathNot: tests },
      to: { path: room('model'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'No clock, no randomness, no node:*, no package: values in, values out.',
      severity: 'error',
      from: { path: room('domain'), pathNot: tests },
      to: {
        dependencyTypes: [
          'core',
          'npm',
          'npm-dev',
          'npm-optional',
          'npm-peer',
          'npm-no-pkg',
          'npm-unknown',
          'unknown',
        ],
      },
    },
    {
      name: 'only-edge-and-the-composition-root-name-a-driver',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: ['^server/src/(main\\.ts$|compose/|edge/|fabric/drivers/)', tests],
      },
      to: { path: '^server/src/fabric/drivers/' },
    },
    {
      name: 'drivers-do-not-know-each-other',
      severity: 'error',
      from: { path: '^server/src/fabric/drivers/([^/]+)/' },
      to: { path: '^server/src/fabric/drivers/', pathNot: '^server/src/fabric/drivers/$1/' },
    },
    {
      name: 'only-the-composition-root-names-an-engine',
      severity: 'error',
      from: { path: '^server/src/', pathNot: ['^server/src/(main\\.ts$|compose/|store/)', tests] },
      to: { path: '^server/src/store/(sqlite|postgres)/' },
    },
    {
      name: 'engines-do-not-know-each-other',
      severity: 'error',
      from: { path: '^server/src/store/(sqlite|postgres)/', pathNot: tests },
      to: { path: '^server/src/store/(sqlite|postgres)/', pathNot: '^server/src/store/$1/' },
    },
    {
      name: 'operations-do-not-call-each-other',
      severity: 'error',
      from: { path: '^server/src/operations/', pathNot: ['\\.gen\\.ts$', tests] },
      to: { path: '^server/src/operations/', pathNot: sharedByOperations },
    },
    {
      name: 'no-test-helpers-in-code',
      severity: 'error',
      from: { path: '^server/src/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-scripts-in-code',
      severity: 'error',
      from: { path: '^server/src/', pathNot: tests },
      to: { path: '^(scripts|bench)/' },
    },
    {
      name: 'no-tools-of-development-in-code',
      severity: 'error',
      from: { path: '^server/src/', pathNot: tests },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'nothing-unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '/model/built/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^server/src/model/built/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
