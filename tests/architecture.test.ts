import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { expect, it } from 'vitest';

/** Who may look into which room. `base` is errors.ts and json.ts; `main` is the main door. */
const MAY_LOOK_INTO: Readonly<Record<string, readonly string[]>> = {
  base: ['base'],
  time: ['base'],
  deck: ['time', 'base'],
  log: ['deck', 'time', 'base'],
  schedule: ['log', 'deck', 'time', 'base'],
  store: ['log', 'time', 'base'],
  study: ['schedule', 'store', 'log', 'deck', 'time', 'base'],
  formats: ['schedule', 'log', 'deck', 'time', 'base'],
  insights: ['schedule', 'log', 'deck', 'time', 'base'],
  testing: ['store', 'log', 'time', 'base'],
  // Pure, like formats: tools for those who write decks.
  authoring: ['deck', 'base'],
  // A program that comes in by the public doors; where in a file something stands, only its reader knows.
  cli: ['formats'],
  main: ['study', 'schedule', 'store', 'log', 'deck', 'time', 'base'],
};

/** Which files of src may import from outside. */
const MAY_IMPORT: readonly { readonly outside: (name: string) => boolean; readonly files: RegExp }[] = [
  { outside: (name) => name === 'ts-fsrs', files: /^src\/schedule\/fsrs\.ts$/ },
  { outside: (name) => /^(date-fns|@date-fns\/tz)(\/|$)/.test(name), files: /^src\/time\// },
  { outside: isBuiltin, files: /^src\/store\/file[^/]*\.ts$|^src\/cli\// },
  { outside: (name) => name === 'fflate', files: /^src\/formats\/archive\// },
  { outside: (name) => name === 'sql.js', files: /^src\/formats\/anki\/sqlite\.ts$|^src\/cli\// },
  {
    outside: (name) => /^@noble\/hashes\//.test(name),
    files: /^src\/formats\/derived-id\.ts$|^src\/formats\/anki\/write-/,
  },
  { outside: (name) => name === 'htmlparser2', files: /^src\/formats\/text\/html-[^/]*\.ts$/ },
  {
    outside: (name) => /^(micromark|mdast)-?/.test(name),
    files: /^src\/formats\/text\/markdown-[^/]*\.ts$|^src\/formats\/render\.ts$/,
  },
  { outside: (name) => /^ownwords(\/|$)/.test(name), files: /^src\/cli\// },
  { outside: (name) => /^(@clack\/|picocolors$|jsonc-parser$)/.test(name), files: /^src\/cli\// },
  { outside: (name) => name === 'smol-toml', files: /^src\/formats\/markdown\// },
];

const MOST_LINES = 220;

interface Import {
  readonly from: string;
  readonly name: string;
  /** Whether it is not needed when the file is loaded: only its types are, or it is loaded later. */
  readonly isDeferred: boolean;
}

interface Source {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** What it asks of the world, or hands out without a name: `Date.now`, `new Date()`, `console`, `export *`. */
  readonly oddities: readonly string[];
}

function sourcesIn(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('/node_modules/'))
    .sort()
    .map(sourceOf);
}

function sourceOf(path: string): Source {
  const text = readFileSync(path, 'utf8');
  const imports: Import[] = [];
  const oddities: string[] = [];
  const add = (specifier: ts.Node | undefined, isDeferred: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier)) imports.push({ from: path, name: specifier.text, isDeferred });
  };
  const look = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly === true);
    if (ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, node.isTypeOnly);
      if (!node.exportClause || ts.isNamespaceExport(node.exportClause)) oddities.push('export *');
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    if (ts.isCallExpression(node) && /^(import|require)$/.test(node.expression.getText()))
      add(node.arguments[0], node.expression.getText() === 'import');
    if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) {
      oddities.push('new Date()');
    }
    if (ts.isCallExpression(node) && node.expression.getText() === 'Date') oddities.push('Date()');
    if (ts.isPropertyAccessExpression(node) && node.getText() === 'Date.now') oddities.push('Date.now');
    if (ts.isIdentifier(node) && node.text === 'console') oddities.push('console');
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return { path, lines: text.trimEnd().split('\n').length, imports, oddities };
}

const src = sourcesIn('src');
const decks = sourcesIn('decks');
const examples = sourcesIn('examples');

/** The file that a relative import means; nothing for an import from outside. */
function target({ from, name }: Import): string | undefined {
  return name.startsWith('.') ? join(dirname(from), name).replace(/\.js(x?)$/, '.ts$1') : undefined;
}

function roomOf(path: string): string {
  if (path === 'src/index.ts') return 'main';
  if (path === 'src/errors.ts' || path === 'src/json.ts') return 'base';
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? `no room (${path})`;
}

const told = ({ from, name }: Import) => `${from} imports ${name}`;
const importsOf = (sources: readonly Source[]) => sources.flatMap(({ imports }) => imports);
const oddities = (sources: readonly Source[], ...words: string[]) =>
  sources.flatMap(({ path, oddities }) =>
    oddities.filter((odd) => words.includes(odd)).map((odd) => `${path}: ${odd}`),
  );

/** The ways into a circle of imports that exist when the program is loaded. */
function circles(sources: readonly Source[]): string[] {
  const next = new Map(
    sources.map(({ path, imports }) => [path, imports.filter(({ isDeferred }) => !isDeferred).map(target)]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) found.push([...way.slice(way.indexOf(path)), path].join(' → '));
    if (way.includes(path) || done.has(path)) return;
    for (const to of next.get(path) ?? []) if (to) visit(to, [...way, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}

it('all of the source is looked at', () => {
  expect(src.map(({ path }) => path)).toEqual(expect.arrayContaining(['src/index.ts', 'src/schedule/fsrs.ts']));
  expect(importsOf(src).length).toBeGreaterThan(100);
  expect(importsOf(decks).length).toBeGreaterThan(0);
});

it('every file of src stands in a room of the plan', () => {
  expect(src.map(({ path }) => path).filter((path) => !MAY_LOOK_INTO[roomOf(path)])).toEqual([]);
});

it('a room looks only into the rooms below it', () => {
  const wrong = importsOf(src).filter((each) => {
    const to = target(each);
    const from = roomOf(each.from);
    return to && roomOf(to) !== from && !MAY_LOOK_INTO[from]?.includes(roomOf(to));
  });
  expect(wrong.map(told)).toEqual([]);
});

it('ts-fsrs, date-fns and Node are imported only where they are adapted, and nothing else is imported from outside', () => {
  const wrong = importsOf(src).filter((each) => {
    const rule = MAY_IMPORT.find(({ outside }) => outside(each.name));
    return !target(each) && !rule?.files.test(each.from);
  });
  expect(wrong.map(told)).toEqual([]);
});

it('Date.prototype is remembered before ts-fsrs is loaded', () => {
  const names = importsOf(src)
    .filter(({ from }) => from === 'src/schedule/fsrs.ts')
    .map(({ name }) => name);
  expect(names.slice(0, 2)).toEqual(['./date-prototype.js', 'ts-fsrs']);
});

it('decks, examples and the command line come in by the public doors', () => {
  const doors = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).exports).map(
    (door) => new RegExp(`^ownwords${door.slice(1).replaceAll('.', '\\.').replace('*', '[^/]+')}$`),
  );
  const wrong = importsOf([...decks, ...examples, ...src]).filter(
    ({ name }) => /^ownwords(\/|$)/.test(name) && !doors.some((door) => door.test(name)),
  );
  expect(wrong.map(told)).toEqual([]);
});

it('decks and examples look into no other folder than their own', () => {
  const own = (path: string) =>
    path
      .split('/')
      .slice(0, path.startsWith('examples/') ? 2 : 1)
      .join('/');
  const wrong = importsOf([...decks, ...examples]).filter((each) => {
    const to = target(each);
    return to && !to.startsWith(`${own(each.from)}/`);
  });
  expect(wrong.map(told)).toEqual([]);
});

it('decks need nothing but ownwords', () => {
  const wrong = importsOf(decks).filter((each) => !target(each) && !/^ownwords(\/|$)/.test(each.name));
  expect(wrong.map(told)).toEqual([]);
});

it('no file of src needs itself, by others, to be loaded', () => {
  expect(circles(src)).toEqual([]);
});

it('every door is a list written by hand', () => {
  expect(oddities([...src, ...decks], 'export *')).toEqual([]);
});

it('only the clock asks what time it is', () => {
  const others = src.filter(({ path }) => path !== 'src/time/clock.ts');
  expect(oddities(others, 'Date.now', 'new Date()', 'Date()')).toEqual([]);
});

it('the library writes nothing to the console', () => {
  expect(oddities(src, 'console')).toEqual([]);
});

it(`no file of src is longer than ${MOST_LINES} lines`, () => {
  expect(src.filter(({ lines }) => lines > MOST_LINES).map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
});
