import { type EnvironmentFile, resolveExtendsChain, withoutExtends } from "./loader/extends-chain";
import { type Judged, judge, problemOfRule } from "./loader/judge";
import { type LoadRequest } from "./load-request";
import { type LoadedEnvironment } from "./loaded-environment";
import { sharedMappings } from "./loader/merge";
import { ConfigError, formatLocation, formatProblem, type Problem } from "./problems";
import { type Completed } from "./loader/completed";
import { misplacedFiles, orphanedFolders } from "./loader/own-files";
import { locationOf } from "./loader/yaml-node";
import { readYaml } from "./loader/yaml-source";
import { findEnvironments, readEnvironmentFile } from "./loader/environment-files";
import { type CorrectedEnvironment } from "./loader/corrected-environment";

/** Environments of a folder, and the problems of its files. */
interface Loading<T> {
  /** Environments without problems of their own, sorted by name. */
  readonly environments: readonly LoadedEnvironment<T>[];
  readonly problems: readonly Problem[];
  /** Names of the other environments, each with the files to correct. */
  readonly refused: ReadonlyMap<string, readonly string[]>;
  /** Those of them that can be built with corrections. */
  readonly corrected: readonly CorrectedEnvironment<T>[];
}

/** Reads and validates the environments of a folder, sorted by name. Throws a ConfigError with all problems of all files. */
export function loadEnvironments<T>(request: LoadRequest<T>): readonly LoadedEnvironment<T>[] {
  const { environments, problems } = readEnvironments(request);
  if (problems.length > 0) throw new ConfigError(problems);
  return environments;
}

/** Reads and validates the environments of a folder, and reports all problems of all files. */
export function readEnvironments<T>(request: LoadRequest<T>): Loading<T> {
  const folder = findEnvironments(request.directory, request.only, request.namedIn);
  const files = new Map<string, EnvironmentFile>();
  const read = (name: string): EnvironmentFile | undefined => {
    const path = folder.files.get(name);
    const file = files.get(name) ?? (path === undefined ? undefined : readFile(name, path));
    if (file) files.set(name, file);
    return file;
  };

  const problems: (readonly Problem[])[] = [
    folder.problems,
    ...folder.wanted.map((name) => misplacedFiles(folder.directory, name)),
    request.only === undefined ? orphanedFolders(folder.directory, folder.wanted) : [],
    request.problems ?? [],
  ];
  const judged = new Map<string, Judged<T>>();
  const chains = new Map<string, readonly EnvironmentFile[]>();
  const placed = (name: string, found: readonly Problem[]): Problem[] =>
    found.map((problem) => inCausingFile(problem, chains.get(name) ?? [], request));
  const refused = new Map<string, readonly string[]>();
  for (const name of folder.wanted) {
    const start = read(name) as EnvironmentFile;
    const chain = resolveExtendsChain(start, read, [...folder.files.keys()]);
    problems.push(chain.problems);
    if (chain.files) chains.set(name, chain.files);
    const judgement = chain.files && judge(request, name, chain.files);
    if (judgement) judged.set(name, judgement);
    if (judgement?.environment) continue;
    const found = [
      chain.problems,
      placed(name, judgement?.problems ?? []),
      ...(chain.files ?? [start]).map((file) => file.problems),
    ];
    refused.set(name, filesOf(found.flat()));
  }
  for (const file of files.values()) problems.push(file.problems);
  for (const [name, environment] of judged) problems.push(placed(name, ownProblems(environment, judged)));

  const environments = [...judged.values()].flatMap(({ environment }) => environment ?? []);
  // A rule between environments refuses the later one, so those that this run does not load are first. A file that its environments extend
  // can be a template, which only a run of all judges.
  const own = new Set([...judged].flatMap(([name, { bases }]) => [name, ...bases]));
  const others = [...folder.files.keys()].filter((name) => !own.has(name) && !refused.has(name));
  const beside = request.rulesAcross ? others.flatMap((name) => judgedAlone(name, read, request)) : [];
  for (const { environment: name, ...found } of request.rulesAcross?.([...beside, ...environments]) ?? []) {
    const keys = judged.get(name)?.keys;
    if (keys) problems.push(placed(name, [problemOfRule(found, keys)]));
  }
  const corrected = [...judged.values()].flatMap((each) => each.corrected ?? []);
  const completed = request.completed?.(environments);
  if (!completed) return { environments, problems: problems.flat(), refused, corrected };
  const ofCode = problemsOfCode(completed, judged);
  for (const [name, found] of ofCode) refused.set(name, filesOf(found));
  problems.push(...ofCode.values());
  return { environments: completed.environments, problems: problems.flat(), refused, corrected };
}

/** An environment of the folder that a run does not load, if its files have no problem. */
function judgedAlone<T>(
  name: string,
  read: (name: string) => EnvironmentFile | undefined,
  request: LoadRequest<T>,
): LoadedEnvironment<T>[] {
  const start = read(name);
  const { files } = start ? resolveExtendsChain(start, read, []) : {};
  const environment = files && judge(request, name, files)?.environment;
  return environment ? [environment] : [];
}

/** Problems of own code by environment. */
function problemsOfCode<T>(
  { rules, problems }: Completed<T>,
  judged: ReadonlyMap<string, Judged<T>>,
): ReadonlyMap<string, readonly Problem[]> {
  const found = new Map<string, readonly Problem[]>();
  const add = (name: string, problem: Problem) => found.set(name, [...(found.get(name) ?? []), problem]);
  for (const { environment, problem } of problems) add(environment, problem);
  for (const { environment, ...rule } of rules) {
    const keys = judged.get(environment)?.keys;
    if (keys) add(environment, problemOfRule(rule, keys));
  }
  return found;
}

/** Names of the environments that a change of a file affects, sorted: its own, and those that extend it, directly or not. */
export function environmentsFrom(directory: string, name: string): string[] {
  const { files } = findEnvironments(directory);
  const parents = new Map([...files].map(([each, path]) => [each, readFile(each, path).parent?.name]));
  const found = new Set([name]);
  // A Set also gives what is added while it is read.
  for (const base of found) {
    for (const [each, parent] of parents) if (parent === base) found.add(each);
  }
  return [...found].filter((each) => files.has(each)).sort();
}

const filesOf = (problems: readonly Problem[]): string[] => [
  ...new Set(problems.flatMap(({ location }) => location?.file ?? [])),
];

function readFile(name: string, path: string): EnvironmentFile {
  const { source, problems } = readEnvironmentFile(path, name);
  const reading = source && readYaml(source);
  const found = reading?.root && withoutExtends(reading.root);
  return {
    name,
    file: path,
    text: source?.text ?? "",
    keys: found?.keys,
    isPartial: reading?.isPartial ?? false,
    parent: found?.parent,
    problems: [...problems, ...(reading?.problems ?? []), ...(found?.problems ?? [])],
  };
}

/**
 * Problems of an environment without those of its bases. An inherited value has the same location in both, so its
 * problem is reported once anyway. A mapping that both files write, and a key that is missing in it, has a location in
 * each file.
 */
function ownProblems<T>(
  { keys, bases, problems }: Judged<T>,
  judged: ReadonlyMap<string, Judged<T>>,
): Problem[] {
  if (problems.length === 0) return [];
  const inherited = new Set(bases.flatMap((base) => judged.get(base)?.problems ?? []).map(wordsOf));
  const shared = new Set(sharedMappings(keys).map((mapping) => JSON.stringify(locationOf(mapping))));
  return problems.filter(
    (problem) => !shared.has(JSON.stringify(problem.location)) || !inherited.has(wordsOf(problem)),
  );
}

/**
 * An inherited value can be right in its own file, and wrong only together with a key of a file
 * that extends it. The problem is then in the first file of the chain that has it, where the key
 * must be set again.
 */
function inCausingFile<T>(
  problem: Problem,
  chain: readonly EnvironmentFile[],
  request: LoadRequest<T>,
): Problem {
  const { location, got, fix } = problem;
  const first = chain.findIndex(({ file }) => file === location?.file);
  if (location === undefined || first < 0) return problem;
  const hasIt = (index: number): boolean => {
    const file = chain[index] as EnvironmentFile;
    const base = index < chain.length - 1 ? judge(request, file.name, chain.slice(0, index + 1)) : undefined;
    return base === undefined || base.problems.some((each) => isSame(each, problem));
  };
  const causing = chain.findIndex((_, index) => index >= first && hasIt(index));
  const { parent } = chain[causing] as EnvironmentFile;
  if (causing === first || !parent) return problem;
  return {
    ...problem,
    location: locationOf(parent.position),
    got: `${got} of ${formatLocation(location)}`,
    fix: `set ${wholeList(problem.path)} in this file: ${fix}`,
  };
}

/** The path of a value that a file can set again: a list is replaced as a whole. */
const wholeList = (path: string): string => path.replace(/\[\d+\].*$/, "");

const isSame = (a: Problem, b: Problem): boolean => formatProblem(a) === formatProblem(b);

function wordsOf({ path, got, expected, fix }: Problem): string {
  return formatProblem({ path, got, expected, fix });
}
