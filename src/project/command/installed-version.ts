import { spawnSync } from "node:child_process";
import { writeFileSync, existsSync, copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { userError } from "../../base/errors";
import { BINARY, NPX } from "../../base/program-name";
import { readJson } from "../../base/read-text";
import { type Variables } from "../options";

/** Another version of this program for npm to install. */
export interface WantedVersion {
  /** An exact version, `latest`, or the path of a tarball of `npm run pack`. */
  readonly wanted: string;
  /** The option or argument, in messages. */
  readonly place: string;
  /** Folder of the user, which tarballs and `.npmrc` are looked for in. */
  readonly root: string;
  readonly variables: Variables;
}

/** Another version of this program, installed into a temporary folder. */
export interface InstalledVersion {
  readonly version: string;
  /** Folder of the package. */
  readonly folder: string;
  readonly startFile: string;
}

/** Installs a version into an empty folder. No script of a package runs, and the folder of the user is not touched. */
export function installVersion(
  version: WantedVersion,
  tarball: string | undefined,
  folder: string,
): InstalledVersion {
  const { wanted, place, root, variables } = version;
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  // It names the registry, where that is not npm's own.
  const [settings, copied] = [root, folder].map((each) => join(each, ".npmrc")) as [string, string];
  if (existsSync(settings)) copyFileSync(settings, copied);
  const problem = install(folder, tarball ?? `${BINARY}@${wanted}`, { ...variables }, place);
  // It may have a token, which is not for the version that runs beside it.
  rmSync(copied, { force: true });
  if (problem !== undefined)
    throw tarball === undefined ? noVersion(version, problem) : damaged(place, problem);
  return installedIn(folder, place);
}

const QUIET = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];

/** A machine without a network learns it after a second instead of a minute. */
const IMPATIENT = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000"];

interface NpmProblem {
  readonly code: string;
  readonly summary: string;
}

/** Runs npm. Returns its error; undefined where it succeeds. */
function install(folder: string, spec: string, variables: Variables, place: string): NpmProblem | undefined {
  const args = ["install", "--prefix", folder, "--json", ...QUIET, ...IMPATIENT, spec];
  const { status, stdout, stderr, error } = spawnSync("npm", args, {
    cwd: folder,
    env: variables,
    encoding: "utf8",
  });
  if (error)
    throw userError({
      place,
      got: "no npm",
      expected: "npm on the PATH, which installs the other version into a temporary folder",
      fix: "install it; Node.js contains it",
      cause: error,
    });
  return status === 0 ? undefined : problemIn(stdout, stderr);
}

function problemIn(stdout: string, stderr: string): NpmProblem {
  try {
    return (JSON.parse(stdout) as { error: NpmProblem }).error;
  } catch {
    return { code: "", summary: stderr.trim().split("\n").at(-1) ?? "" };
  }
}

const damaged = (place: string, { summary }: NpmProblem) =>
  userError({
    place,
    got: `a file that npm cannot install: ${summary}`,
    expected: `a tarball of ${BINARY}`,
    fix: "copy it again, or pack it again with npm run pack",
  });

function noVersion({ wanted, place }: WantedVersion, { code, summary }: NpmProblem) {
  const isUnknown = code === "ETARGET" || code === "E404";
  return userError({
    place,
    got: isUnknown ? "a version that the registry does not have" : `an error of npm: ${summary}`,
    expected: `version ${wanted} from the registry`,
    fix: isUnknown
      ? `npm view ${BINARY} versions lists them; a tarball of the version works too`
      : "resolve it, or give a tarball of the version",
  });
}

interface PackageJson {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly bin?: string | Readonly<Record<string, string>>;
}

function installedIn(folder: string, place: string): InstalledVersion {
  const read = (file: string): PackageJson =>
    readJson(file, { place, expected: `a package of ${BINARY}`, fix: "give another one" }) as PackageJson;
  const own = join(folder, "node_modules", BINARY);
  if (!existsSync(own)) {
    const names = Object.keys(read(join(folder, "package.json")).dependencies ?? {});
    throw userError({
      place,
      got: `a tarball of ${names.join(", ")}`,
      expected: `one of ${BINARY}`,
      fix: `give a tarball that npm run pack of ${BINARY} wrote`,
    });
  }
  const { version, bin } = read(join(own, "package.json"));
  const start = typeof bin === "string" ? bin : bin?.[BINARY];
  if (start !== undefined) return { version, folder: own, startFile: join(own, start) };
  throw userError({
    place,
    got: `version ${version}, which has no binary`,
    expected: `a version with ${NPX}`,
    fix: "give a newer one",
  });
}
