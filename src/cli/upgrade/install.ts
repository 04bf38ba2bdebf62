import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { type CommandOutput } from "../../base/command-line";
import { BINARY } from "../../base/program-name";
import { readTextUnlessMissing } from "../../base/read-text";
import { userError } from "../../base/errors";
import { type Variables } from "../../project/options";
import { runForeign } from "../../project/foreign-program";
import { writeWhole } from "../../project/command-report";
import { withScratch } from "../../base/scratch";
import { packageJsonOf, withSpecifier } from "./package-json";
import { PACKAGE_JSON, type UserProject } from "./project";

export interface InstallRequest {
  readonly project: UserProject;
  readonly version: string;
  /** Absolute path. @default - the version of the registry */
  readonly tarball?: string | undefined;
  readonly variables: Variables;
  readonly output: CommandOutput;
}

const KEPT = [PACKAGE_JSON, "package-lock.json", "npm-shrinkwrap.json"];

const AS_BEFORE = `resolve the error below; ${PACKAGE_JSON} and the lock are as before`;

/**
 * Writes the version into package.json, installs it, and synthesizes with it. After an error or an interrupt, package.json, the
 * lock and the installed package are those of before.
 */
export function installAndSynth(request: InstallRequest): void {
  const { project, output } = request;
  const versionBefore = installedVersion(project);
  withScratch("upgrade-", (copies) => {
    const files = KEPT.map((name) => new KeptFile(join(project.folder, name), join(copies, name)));
    try {
      writeWhole(
        join(project.folder, PACKAGE_JSON),
        withSpecifier(project.packageJson, specifierOf(request)),
      );
      output.step?.("npm install", "blocks");
      npmInstall(request);
      output.step?.(`synthesizing with version ${request.version}`, "blocks");
      synthesize(request, copies);
    } catch (error) {
      for (const file of files) file.restore();
      if (installedVersion(project) !== versionBefore) {
        output.err(`installing ${project.specifier} again\n`);
        npmInstall(request);
      }
      throw error;
    }
  });
}

/** A tarball as npm names it in package.json. */
const specifierOf = ({ project, version, tarball }: InstallRequest): string =>
  tarball === undefined ? version : `file:${relative(project.folder, tarball).replaceAll(sep, "/")}`;

/** A file with a copy of its content, or of its absence. */
class KeptFile {
  constructor(
    private readonly file: string,
    private readonly copy: string,
  ) {
    if (existsSync(file)) copyFileSync(file, copy);
  }

  restore(): void {
    if (existsSync(this.copy)) copyFileSync(this.copy, this.file);
    else rmSync(this.file, { force: true });
  }
}

function installedVersion(project: UserProject): string | undefined {
  const file = join(project.folder, "node_modules", BINARY, PACKAGE_JSON);
  const wanted = { expected: "the package.json of the installed program", fix: "run npm install" };
  const text = readTextUnlessMissing(file, wanted);
  return text === undefined ? undefined : packageJsonOf(text).version;
}

/** No script of a package runs: nobody has read those of the new version. */
const INSTALL = ["install", "--ignore-scripts", "--no-audit", "--no-fund"];

function npmInstall({ project, variables }: InstallRequest): void {
  const { status, stderr, error } = spawnSync("npm", INSTALL, {
    cwd: project.folder,
    env: variables,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
  });
  if (status === 0) return;
  throw userError({
    place: "npm install",
    got: error === undefined ? `exit status ${status ?? "none"}` : error.message,
    expected: "0",
    fix: AS_BEFORE,
    details: stderr.trim().split("\n"),
    cause: error,
  });
}

/** Variables of the user that name inputs and output of a synth. */
const OF_SYNTH = ["CDKTF_OUTDIR", "ENVIRONMENT", "ENVIRONMENTS_DIR"];

/** Runs the synth of the installed version into the usual output folder. */
function synthesize({ project, version, variables, output }: InstallRequest, scratch: string): void {
  const script = [join(project.folder, "node_modules/.bin", BINARY), "synth"];
  const own = { NO_COLOR: "1", ...Object.fromEntries(OF_SYNTH.map((name) => [name, variables[name] ?? ""])) };
  const { status, stdout, stderr } = runForeign({ folder: project.folder, variables, script, scratch, own });
  output.idle?.();
  if (status === 0) {
    output.out(stdout);
    return;
  }
  throw userError({
    place: project.folder,
    got: `a synth of version ${version} that failed`,
    expected: "a synth without errors",
    fix: AS_BEFORE,
    details: stderr.trim().split("\n"),
  });
}
