import { sha256, sha256Of } from "../base/digests";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, posix } from "node:path";
import { lockFileOf, readLocks, type LockFile } from "./address-lock-file";
import { type CommandOutput } from "../base/command-line";
import { readRecord } from "../base/synth-record";
import { userError } from "../base/errors";
import { splitStackName } from "../base/layers";
import { VERSION } from "../base/version";
import { checkSources, homeOfCode } from "../environment/own-code-files";
import { isConfiguration, ownSources } from "../environment/own-sources";
import { LOCK_NAME } from "../base/provider-lock";
import { listLocks } from "./provider-locks/files";
import { locksDirOf, providerLockPath } from "./provider-locks";
import { providerSets } from "./provider-sets";
import { readStack } from "../terraform/output";
import { readEnvironmentRecord } from "../terraform/environment-record";
import { NPX } from "../base/program-name";
import { type LoadedEnvironment } from "../environment/loaded-environment";

/**
 * Refuses an output folder whose inputs are there and differ from those that it was made of: files, locks, or the version of this
 * program. It compares checksums, not times: a checkout gives each file a new time. Says on standard error where the inputs are
 * missing, as for an artifact of CI.
 *
 * @param findsEdits whether the command compares the folder with its inputs: it reads the environments of other versions as outputs
 * without inputs, and names an edited copy of a lock itself
 */
export function refuseChangedInputs(outdir: string, output: CommandOutput, findsEdits = false): void {
  const recorded = recordedInputs(outdir, findsEdits ? (version) => version === VERSION : () => true);
  if (recorded.inputs.size === 0) return;
  if (![...recorded.inputs.keys()].some((file) => existsSync(dirname(file)))) {
    output.err(`inputs not found: ${outdir} is judged as it is\n\n`);
    return;
  }
  const changed = [...changedFiles(outdir, recorded, findsEdits), ...otherVersions(recorded)];
  if (changed.length === 0) return;
  throw userError({
    place: outdir,
    got: `the output of other inputs: ${changed.join(", ")}`,
    expected: "an output of the files as they are, since this command reads the output only",
    fix: `run ${NPX} synth first, or restore the files`,
  });
}

interface RecordedInputs {
  readonly stacks: readonly string[];
  /** Checksums by file. */
  readonly inputs: ReadonlyMap<string, string>;
  /** Versions of the program that wrote the environments. */
  readonly versions: ReadonlySet<string>;
}

/** Empty for a folder without a readable record, which the command itself reports. */
function recordedInputs(
  outdir: string,
  isCompared: (version: string | undefined) => boolean,
): RecordedInputs {
  try {
    const all = readdirSync(join(outdir, "stacks"));
    const compared = environmentsOf(all).filter((name) =>
      isCompared(readEnvironmentRecord(outdir, name).version),
    );
    const records = compared.map((name) => readEnvironmentRecord(outdir, name));
    const stacks = all.filter((stack) => compared.includes(splitStackName(stack)?.environment ?? ""));
    return {
      stacks,
      inputs: new Map(records.flatMap(({ inputs = [] }) => [...inputs])),
      versions: new Set(records.flatMap(({ version = [] }) => version)),
    };
  } catch {
    return { stacks: [], inputs: new Map(), versions: new Set() };
  }
}

const environmentsOf = (stacks: readonly string[]): string[] => [
  ...new Set(stacks.flatMap((stack) => splitStackName(stack)?.environment ?? [])),
];

const otherVersions = ({ versions }: RecordedInputs): string[] =>
  [...versions]
    .filter((version) => version !== VERSION)
    .map((version) => `version ${version} wrote it, this is ${VERSION}`);

/** Files that changed since the synth, sorted. */
function changedFiles(outdir: string, { stacks, inputs }: RecordedInputs, findsEdits: boolean): string[] {
  const files = [...inputs].filter(([file, digest]) => isOther(file, digest)).map(([file]) => file);
  const yamlFiles = [...inputs.keys()].filter((file) => !isConfiguration(basename(file)));
  const locksDirs = new Set(yamlFiles.map((file) => locksDirOf(dirname(file))));
  const newOnes = [
    ...environmentsOf(stacks).flatMap((name) => newOwnFiles(name, inputs)),
    ...newChecks(inputs),
  ];
  return [
    ...files,
    ...newOnes,
    ...new Set([...locksDirs].flatMap((locksDir) => otherLocks(outdir, stacks, locksDir, findsEdits))),
  ].sort();
}

/** Terraform files of the owner of an environment that the synth did not read. */
const newOwnFiles = (environment: string, inputs: RecordedInputs["inputs"]): string[] =>
  [...inputs.keys()]
    .filter((file) => basename(file) === `${environment}.yaml`)
    .flatMap((file) => ownSources(dirname(file), environment))
    .map(({ path }) => path)
    .filter((path) => !inputs.has(path));

/** Own checks that the synth did not run. */
const newChecks = (inputs: RecordedInputs["inputs"]): string[] =>
  [...new Set([...inputs.keys()].filter((file) => file.endsWith(".yaml")).map((file) => dirname(file)))]
    .flatMap((directory) => checkSources(directory).map(({ file }) => join(directory, file)))
    .filter((path) => !inputs.has(path));

/**
 * Copied locks of providers that are in no file of the folder any more: the file of the folder, or the copy where that was edited. A lock
 * that is new in the folder is not noticed, and one that `terraform init` wrote is no copy: no record has it.
 */
function otherLocks(
  outdir: string,
  stacks: readonly string[],
  folder: string,
  findsEdits: boolean,
): string[] {
  if (!existsSync(folder)) return [];
  const known = new Set(listLocks(folder).map((name) => textOfInput(providerLockPath(folder, name))));
  const { digests } = readRecord(outdir);
  return stacks.flatMap((stack) => {
    const copy = posix.join("stacks", stack, LOCK_NAME);
    const [file, digest] = [join(outdir, copy), digests.get(copy)];
    if (digest === undefined || !existsSync(file) || known.has(textOfInput(file))) return [];
    if (digest !== sha256Of(file)) return findsEdits ? [] : [file];
    return providerSets([readStack(stack, join(outdir, "stacks", stack))]).map(({ name }) =>
      providerLockPath(folder, name),
    );
  });
}

/** Whether a file has other content, or cannot be read. A folder that is not on this machine tells nothing. */
function isOther(file: string, digest: string): boolean {
  if (!existsSync(homeOf(file))) return false;
  try {
    return digestNow(file) !== digest;
  } catch {
    return true;
  }
}

/**
 * The folder that tells whether the inputs are on this machine: that of an own file, of a component and of checks goes
 * with its last file.
 */
const homeOf = (file: string): string =>
  homeOfCode(file) ?? (isConfiguration(basename(file)) ? dirname(dirname(dirname(file))) : dirname(file));

function digestNow(file: string): string {
  const name = basename(file);
  if (!name.endsWith(ADDRESSES)) return digestOfText(textOfInput(file));
  const environment = name.slice(0, -ADDRESSES.length);
  const yaml = join(dirname(file), `${environment}.yaml`);
  return digestOfLock(readLocks([{ name: environment, file: yaml }]).get(environment)?.lock);
}

const ADDRESSES = ".addresses.json";

/** The text as synth reads it, without a byte order mark. */
const textOfInput = (file: string): string => new TextDecoder("utf-8").decode(readFileSync(file));

/** Checksum of an environment's file, or of one that it extends. */
const digestOfText = (text: string): string => sha256(JSON.stringify([text]));

/** Checksum of the parts of an address lock that shape stacks; without a lock it has none of them. */
const digestOfLock = (lock: LockFile["lock"] | undefined): string =>
  sha256(JSON.stringify([lock?.moves ?? [], [...(lock?.retained ?? [])]]));

/** Checksums of the files that an environment is made of, by path. */
export const inputDigests = (
  { file, texts, own = [] }: Pick<LoadedEnvironment<unknown>, "file" | "texts" | "own">,
  lock: LockFile | undefined,
): ReadonlyMap<string, string> =>
  new Map([
    ...[...texts].map(([path, text]) => [path, digestOfText(text)] as const),
    // The texts have the code of components, whose blocks follow from the other inputs.
    ...own
      .filter(({ component }) => component === undefined)
      .map(({ path, text }) => [path, digestOfText(text)] as const),
    [lockFileOf(file), digestOfLock(lock?.lock)],
  ]);
