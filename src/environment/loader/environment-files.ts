import { readdirSync } from "node:fs";
import { join } from "node:path";
import { NPX } from "../../base/program-name";
import { meantOr } from "../../base/did-you-mean";
import { CODE_FOLDERS } from "../own-code-files";
import { joinWithLimit, printable, WHOLE_FILE, type Problem } from "../problems";
import { type Unreadable, readTextFile, reason } from "./text-file";
import { SourceText } from "./yaml-node";
import { ENVIRONMENT_NAME, shownPath } from "../environment-files";

/** Environment files of a folder, and the problems of the folder. */
interface EnvironmentFolder {
  /** Path of the folder, as shown in messages. */
  readonly directory: string;
  /** Path of each file, as shown in messages, by environment name. */
  readonly files: ReadonlyMap<string, string>;
  /** Names of the environments to load, sorted. */
  readonly wanted: readonly string[];
  readonly problems: readonly Problem[];
}

/** Finds the environment files of a folder. `only` selects environments by name; without it, all are selected. */
export function findEnvironments(
  directory: string,
  only?: readonly string[],
  namedIn = "--environments or ENVIRONMENT",
): EnvironmentFolder {
  const folder = shownPath(directory);
  let entries: string[];
  try {
    entries = readdirSync(directory).sort();
  } catch (error) {
    const problem = {
      path: folder,
      got: reason(error),
      expected: "a folder of YAML files",
      fix: `run ${NPX} init, or set ENVIRONMENTS_DIR`,
    };
    return { directory: folder, files: new Map(), wanted: [], problems: [problem] };
  }
  const files = new Map(
    entries
      .filter((entry) => entry.endsWith(".yaml") && !isHidden(entry))
      .map((entry) => [entry.slice(0, -".yaml".length), join(folder, entry)]),
  );
  const misnamed = entries.filter((entry) => !entry.endsWith(".yaml") && isMistakenForYaml(entry));
  const problems = [...new Set(only ?? [])]
    .filter((name) => !files.has(name))
    .map((name) => unknownName(name, [...files.keys()], folder, namedIn));
  // a stray file is reported only if its environment is selected
  const stray = misnamed.filter((entry) => only === undefined || only.includes(stem(entry)));
  problems.push(...stray.map((entry) => strayFile(join(folder, entry), entry, files)));
  if (only === undefined && files.size === 0 && stray.length === 0) {
    problems.push({
      path: folder,
      got: "no .yaml file",
      expected: "a .yaml file for each environment",
      fix: `run ${NPX} init, or set ENVIRONMENTS_DIR`,
    });
  }
  if (only?.length === 0) {
    problems.push({
      path: namedIn,
      got: "no name",
      expected: `one of ${joinWithLimit([...files.keys()])}`,
      fix: "name one, or leave both out to select all",
    });
  }
  const wanted =
    only === undefined ? [...files.keys()] : [...new Set(only)].filter((name) => files.has(name)).sort();
  return { directory: folder, files, wanted, problems };
}

/** Reads the text of a file; undefined, with a problem, if it cannot be read. */
export function readEnvironmentFile(
  file: string,
  name: string,
): { source: SourceText | undefined; problems: Problem[] } {
  const problem = (got: string, expected: string, fix: string): Problem => ({
    location: { file, line: 1, column: 1 },
    path: WHOLE_FILE,
    got,
    expected,
    fix,
  });
  const expected = expectedInstead(name);
  const problems =
    expected === undefined ? [] : [problem(`the name ${printable(name)}`, expected, "rename the file")];
  const read = readTextFile(file);
  if ("text" in read) return { source: new SourceText(file, read.text), problems };
  return { source: undefined, problems: [...problems, problem(read.got, ...EXPECTED[read.why])] };
}

/** The expected name of an environment; undefined for one that it can have. */
function expectedInstead(name: string): string | undefined {
  if (Object.hasOwn(CODE_FOLDERS, name)) return `another one than that of the folder ${name}`;
  return ENVIRONMENT_NAME.pattern.test(name) ? undefined : ENVIRONMENT_NAME.inWords;
}

/** Expected file and fix of a file without a text. */
const EXPECTED: Readonly<Record<Unreadable, readonly [expected: string, fix: string]>> = {
  kind: ["a YAML file", "rename it, or remove it"],
  size: ["at most 1024 KiB", "move data that is not configuration to another file"],
  encoding: ["UTF-8 text", "save it as UTF-8"],
  system: ["a readable file", "check that it exists and that you have permission to read it"],
};

function unknownName(name: string, names: readonly string[], folder: string, namedIn: string): Problem {
  return {
    path: namedIn,
    got: printable(name),
    expected:
      names.length === 0
        ? `an environment in ${folder}, which has no .yaml file`
        : `one of ${joinWithLimit(names)} (in ${folder})`,
    fix: meantOr(`correct the name, or add ${printable(name)}.yaml`, name, names),
  };
}

/**
 * True for a file that looks like an environment but is not loaded. Hidden files, editor backups and notes are
 * allowed.
 */
function isMistakenForYaml(entry: string): boolean {
  return !isHidden(entry) && /\.ya?ml/i.test(entry);
}

function isHidden(entry: string): boolean {
  return entry.startsWith(".") || entry.endsWith("~");
}

function strayFile(file: string, entry: string, files: ReadonlyMap<string, string>): Problem {
  const isYaml = /\.ya?ml$/i.test(entry);
  const taken = files.get(stem(entry));
  const rename =
    taken === undefined
      ? `rename it to ${printable(stem(entry))}.yaml`
      : `${printable(taken)} has that name: merge the two, or move one to another folder`;
  return {
    location: { file, line: 1, column: 1 },
    path: WHOLE_FILE,
    got: `the file name ${printable(entry)}`,
    expected: "a name that ends with .yaml",
    fix: isYaml ? rename : "rename it, or move it to another folder",
  };
}

function stem(entry: string): string {
  return entry.replace(/\.ya?ml.*$/i, "");
}
