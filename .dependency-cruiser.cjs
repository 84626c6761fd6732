/* The table of docs/ARCHITECTURE.md as data: what each room may import. `npm run check` runs it. */
const shared = (...rooms) => rooms.map((r) => `src-shared/${r}`);
const main = (...rooms) => rooms.map((r) => `src-main/${r}`);
const renderer = (...rooms) => rooms.map((r) => `src-renderer/${r}`);

const ROOMS = {
  'src-shared/base': [],
  'src-shared/domain': shared('base'),
  'src-shared/kernels': shared('domain', 'base'),
  'src-shared/contract': shared('domain', 'base'),
  'src-main/shell': shared('contract', 'base'),
  'src-main/preload': shared('contract'),
  'src-main/serve': [...main('engine'), ...shared('contract', 'domain', 'base')],
  'src-main/cli': [...main('engine', 'serve'), ...shared('contract', 'domain', 'base')],
  'src-main/engine': [...main('catalog', 'media', 'exchange', 'jobs'), 'src-shared'],
  'src-main/catalog': shared('domain', 'kernels', 'base'),
  'src-main/framestore': shared('domain', 'base'),
  'src-main/media': [...main('framestore', 'jobs'), ...shared('contract', 'domain', 'base')],
  'src-main/decoder': [...main('framestore'), ...shared('contract', 'domain', 'base')],
  'src-main/demo': shared('contract', 'domain', 'base'),
  'src-main/exchange': shared('domain', 'kernels', 'base'),
  'src-main/jobs': shared('contract', 'domain', 'base'),
  'src-main/learning': shared('domain', 'kernels', 'base'),
  'src-main/trainer': [...main('learning', 'framestore'), ...shared('contract', 'domain', 'base')],
  'src-renderer/app': ['src-renderer', 'src-shared'],
  'src-renderer/views': [...renderer('state', 'commands', 'widgets'), ...shared('domain', 'kernels', 'base')],
  'src-renderer/commands': [...renderer('state'), ...shared('domain', 'base')],
  'src-renderer/state': [...renderer('client'), ...shared('domain', 'kernels', 'base')],
  'src-renderer/client': shared('contract', 'domain', 'base'),
  'src-renderer/widgets': shared('domain', 'kernels', 'base'),
};
const rooms = Object.keys(ROOMS).map((room) => `^${room}/`);

/** These tests hold exported models against our own executor, in the libraries that others read them with. */
const HOLDS_EXPORTS = '(same-predictions|export)\\.integration\\.test\\.ts$';

const onlyAllowed = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `only-allowed:${room}`,
  severity: 'error',
  from: { path: `^${room}/`, pathNot: HOLDS_EXPORTS },
  to: { path: '^src-', pathNot: [`^${room}/`, ...allowed.map((r) => `^${r}/`)] },
}));
const oneHome = (pkg, home) => ({
  name: `one-home:${pkg}`,
  severity: 'error',
  from: { path: '^src-', pathNot: home },
  to: { path: `(^|/)node_modules/${pkg}(/|$)|^${pkg}(/|$)` },
});

module.exports = {
  forbidden: [
    ...onlyAllowed,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'stray-room', severity: 'error', from: { path: '^src-', pathNot: rooms }, to: {} },
    { name: 'stray-room', severity: 'error', from: {}, to: { path: '^src-', pathNot: rooms } },
    {
      name: 'views-are-islands',
      severity: 'error',
      from: { path: '^src-renderer/views/([^/]+)/' },
      to: { path: '^src-renderer/views/([^/]+)/', pathNot: '^src-renderer/views/$1/' },
    },
    {
      name: 'no-node-in-renderer',
      severity: 'error',
      from: { path: '^src-(renderer|shared)/' },
      to: { dependencyTypes: ['core'] },
    },
    oneHome('better-sqlite3', '^src-main/catalog/'),
    oneHome('@tensorflow', `^src-main/(learning|trainer)/|${HOLDS_EXPORTS}`),
    oneHome('@vladmandic/face-api', '^src-main/trainer/'),
    oneHome('webgpu', '^src-main/learning/'),
    oneHome('node-av', '^src-main/decoder/'),
    oneHome('sharp', '^src-main/(decoder|demo)/'),
    oneHome('@techstark/opencv-js', '^src-main/decoder/'),
    oneHome('protobufjs', '^src-main/exchange/'),
    oneHome('electron', '^src-main/(shell|preload)/'),
    oneHome('fastify', '^src-main/serve/'),
    oneHome('@fastify', '^src-main/serve/'),
    oneHome('ws', '^src-main/serve/'),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
