/** The rooms that talk only in contract types and meet in crawl/ and cli/. */
const stage = '^src/(registry|frontier|fetch|store|extract|audit|evidence|report)/';
const pure = '^(checks|src/(contract|lib|frontier|extract|audit|report))/';

/** One room per library. */
const homes = {
  playwright: '^src/(fetch/browser|evidence/screenshot)',
  undici: '^src/fetch/',
  cheerio: '^src/extract/',
  libsql: '^src/store/',
  chalk: '^src/(report/terminal|cli/)',
  commander: '^src/cli/',
  preact: '^src/(report/html|evidence/sheet)',
  'chinese-days': '^src/audit/calendar',
};

/** A wall: modules of `from` may not import `to`. The comment tells who ran into it what to do. */
const wall = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    wall('no-circle', 'Move what both need one floor down.', {}, { circular: true }),
    wall(
      'no-unresolved',
      'What cannot be found cannot be guarded: install it, or mend the path.',
      {},
      { couldNotResolve: true },
    ),
    wall(
      'lib-stands-on-nothing',
      'A helper that needs a word of the house belongs above lib.',
      { path: '^src/lib/' },
      { path: '^(src/(?!lib/)|checks/|bin/)' },
    ),
    wall(
      'contract-stands-on-lib',
      'The contract is types and two constructors.',
      { path: '^src/contract/' },
      { pathNot: '^(src/(contract|lib)/|node_modules/zod/)' },
    ),
    wall(
      'checks-see-only-the-ground',
      'A check that imports more could not live outside this repository. Ask for a field on Site or Page.',
      { path: '^checks/' },
      { pathNot: '^(checks/|src/(contract|lib)/|node_modules/(zod|date-fns)/)' },
    ),
    wall(
      'only-the-cli-knows-the-checks',
      'Take the checks as an argument.',
      { path: '^src/(?!cli/)' },
      { path: '^checks/' },
    ),
    wall(
      'stages-do-not-know-each-other',
      'Stages meet in crawl/ and cli/, and talk in contract types.',
      { path: stage },
      { path: stage, pathNot: '^src/$1/' },
    ),
    wall(
      'stages-do-not-call-up',
      'The orchestrator calls the stages, never the reverse.',
      { path: stage },
      { path: '^src/crawl/' },
    ),
    wall(
      'crawl-collects-and-does-not-judge',
      'Collect first, judge later, with a snapshot between.',
      { path: '^src/crawl/' },
      { path: '^src/(audit|evidence|report)/' },
    ),
    wall(
      'pure-rooms-touch-nothing',
      'No disk, no network, no clock: take it as an argument.',
      { path: pure },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|url|buffer)$' },
    ),
    wall(
      'nothing-imports-cli',
      'Move what is shared one floor down.',
      { pathNot: '^(bin|test|src/cli)/' },
      { path: '^src/cli/' },
    ),
    wall(
      'product-does-not-import-tests',
      'Move it into src, or do without.',
      { path: '^(bin|src|checks)/' },
      { path: '^(test|fixtures)/' },
    ),
    wall(
      'no-dead-room',
      'Nothing leads here from the command line: delete it, or use it.',
      { path: '^src/(cli/main|crawl/thread|crawl/readers|crawl/file-thread)' },
      // The doors themselves are opened from outside: by bin/, and by the name of a file.
      { path: '^(src|checks)/', pathNot: '[.]d[.]ts$|^src/(cli/main|crawl/thread)[.]ts$', reachable: false },
    ),
    ...Object.entries(homes).map(([library, home]) =>
      wall(
        `${library}-stays-home`,
        `Only ${home} speaks ${library}; give the others a function.`,
        { path: '^(src|checks)/', pathNot: home },
        { path: `(^|node_modules/)${library}(-core)?(/|$)` },
      ),
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^([.][.]/)?dist/' }, // built or not, the same walls
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
