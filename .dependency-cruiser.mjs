// Who may import whom. One line, never back:
// diagnosis, notifications, platform-webhooks, pages → engagement → posts → connections → providers → media → infrastructure → kernel.
const infrastructure = 'src/(http|outbox|jobs|security|database|config)';
const spec = '[.]spec[.]ts$';

/** Each module with the modules that come after it on the line, which it must not know. */
const order = ['media', 'providers', 'connections', 'posts', 'engagement'];
const ends = ['diagnosis', 'notifications', 'platform-webhooks', 'pages'];
const line = [
  ...order.map((module, index) => [module, [...order.slice(index + 1), ...ends]]),
  ...ends.map((module) => [module, ends.filter((other) => other !== module)]),
];

const forbidden = [
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or one of them holds too much.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'kernel-imports-nothing',
    comment: 'Plain words that everything else may use; printing a secret as stars needs util.inspect.',
    from: { path: '^src/kernel/', pathNot: spec },
    to: { pathNot: ['^src/kernel/', '^(node:)?util$'] },
  },
  {
    name: 'infrastructure-knows-no-module',
    comment: 'Infrastructure serves every module alike.',
    from: { path: `^${infrastructure}/`, pathNot: spec },
    to: { path: '^src/modules/' },
  },
  {
    name: 'entities-are-only-tables',
    comment: 'Everybody imports entities, so they must pull nothing along.',
    from: { path: '^src/database/entities/', pathNot: spec },
    to: { path: '^src/', pathNot: '^src/(database/entities|kernel)/' },
  },
  ...line.map(([module, later]) => ({
    name: `${module}-never-back`,
    comment: `The line of imports: ${module} must not know ${later.join(', ')}.`,
    from: { path: `^src/modules/${module}/`, pathNot: spec },
    to: { path: `^src/modules/(${later.join('|')})/` },
  })),
  {
    name: 'modules-through-doors',
    comment: 'Across modules only the Nest module, the services and the provider contract are public.',
    from: { path: '^src/modules/([^/]+)/', pathNot: spec },
    to: {
      path: '^src/modules/([^/]+)/',
      pathNot: [
        '^src/modules/$1/',
        '^src/modules/[^/]+/[^/]+[.](module|service)[.]ts$',
        '^src/modules/providers/provider[.](port|registry|errors)[.]ts$',
      ],
    },
  },
  {
    name: 'platforms-apart',
    comment: 'A platform knows no other platform.',
    from: { path: '^src/modules/providers/([^/]+)/', pathNot: spec },
    to: { path: '^src/modules/providers/[^/]+/', pathNot: '^src/modules/providers/$1/' },
  },
  {
    name: 'platforms-share-little',
    comment: 'Platforms share the contract (provider.*) and, within Meta, how Graph speaks (meta.*).',
    from: { path: '^src/modules/providers/[^/]+/', pathNot: spec },
    to: { path: '^src/modules/providers/[^/]+$', pathNot: '^src/modules/providers/(provider|meta)[.]' },
  },
  {
    name: 'meta-is-for-meta',
    comment: 'Only Facebook and Instagram speak Graph.',
    from: {
      path: '^src/',
      pathNot: [spec, '^src/modules/providers/(meta[.]|facebook/|instagram/)', '^src/[^/]+$'],
    },
    to: { path: '^src/modules/providers/meta[.]', pathNot: '[.]module[.]ts$' },
  },
  {
    name: 'platforms-stay-inside',
    comment: 'Nothing else knows how a platform works; only the composition of the application names them.',
    from: {
      path: '^src/',
      pathNot: [spec, '^src/modules/providers/([^/]+/|providers[.]module[.]ts$)', '^src/[^/]+$'],
    },
    to: { path: '^src/modules/providers/[^/]+/' },
  },
  {
    name: 'src-stands-alone',
    comment: 'The service never knows whether it talks to the sandbox, and ships without tests.',
    from: { path: '^src/', pathNot: spec },
    to: { path: '^(sandbox|demo|test|bench|scripts|web)/' },
  },
  {
    name: 'specs-use-test-support',
    comment: 'A spec beside the code reaches the sandbox through test/support.',
    from: { path: `^src/.*${spec}` },
    to: { path: ['^(sandbox|demo|bench|scripts|web)/', '^test/(?!support/)'] },
  },
  {
    name: 'sandbox-stands-alone',
    comment: 'A sandbox that shares code with the service shares its mistakes.',
    from: { path: '^sandbox/', pathNot: spec },
    to: { path: '^(src|demo|test|bench|scripts|web)/' },
  },
  {
    name: 'demo-over-http',
    comment: 'The demo uses the service as a customer does.',
    from: { path: '^demo/' },
    to: { path: '^(src|test|bench)/' },
  },
  {
    name: 'pages-over-http',
    comment: 'The pages use the service as a customer does; all they share with it is the generated client.',
    from: { path: '^web/' },
    to: { path: '^(src|sandbox|demo|test|bench|scripts)/' },
  },
  {
    name: 'connect-pages-stay-small',
    comment: 'They are opened once, on a phone, over a slow network: no library but React.',
    from: { path: '^web/src/(connect|shared)/', pathNot: spec },
    to: { path: ['^web/src/console/', 'node_modules/(?!(@types/)?react(-dom)?/)'] },
  },
  {
    name: 'no-dev-dependencies',
    comment: 'What production imports must be installed in production.',
    from: { path: '^src/', pathNot: spec },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/@types/' },
  },
  {
    name: 'no-undeclared-packages',
    comment: 'A package that only came along with another one can leave with it.',
    from: { path: '^(src|sandbox|demo)/' },
    to: {
      dependencyTypes: ['npm-no-pkg'],
      dependencyTypesNot: ['type-only'],
      pathNot: 'node_modules/@types/',
    },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: forbidden.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
