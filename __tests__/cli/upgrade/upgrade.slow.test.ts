import { execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { VERSION } from "../../../src/base/version";
import { trialSynth } from "../../../src/synth/trial-synth";
import { runUpgrade } from "../../../src/cli/upgrade/command";
import { type Run, runOfAsync } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { NO_DNS_NAMES, otherVersion } from "../../support/other-version";
import { workFolder } from "../../support/published-output";

const ROOT = resolve(__dirname, "../../..");
const NAME = "private-eks-inference";
const work = workFolder("upgrade");

const CHANGELOG = `# Changelog\n\n## 9.2.0\n\n### Next plan\n\n- \`aws_vpc\`: no names\n\n## ${VERSION}\n\n- first\n`;
const current = otherVersion({ version: VERSION });
const newer = otherVersion({ version: "9.2.0", edits: NO_DNS_NAMES, changelog: CHANGELOG });

const variables = {
  ...process.env,
  ENVIRONMENTS_DIR: "",
  CDKTF_OUTDIR: "",
  // No registry answers at this address.
  npm_config_registry: "http://127.0.0.1:1",
};

const PACKAGE_JSON = `{
\t"private": true, "name": "mine",
\t"dependencies": { "${NAME}":   "file:${current}" },

\t"scripts": {}
}
`;

/** A project with this version, installed from a tarball, and its lock. */
const template = join(work, "template");

const STAND_IN = join(template, `node_modules/${NAME}/bin/start.js`);
const PROGRAM = join(ROOT, "bin/private-eks-inference.js");

beforeAll(() => {
  for (const name of ["mlapp.yaml", "mlapp.addresses.json"])
    cpSync(join(ROOT, "examples", name), join(template, "environments", name));
  writeFileSync(join(template, "package.json"), PACKAGE_JSON);
  execFileSync("npm", ["install", "--no-audit", "--no-fund"], {
    cwd: template,
    env: variables,
    stdio: "pipe",
  });
});

function project(): string {
  const folder = mkdtempSync(join(work, "project-"));
  cpSync(template, folder, { recursive: true });
  return folder;
}

interface Answered {
  /** @default - there is no terminal */
  readonly answer?: string;
  /** Program that synthesizes with this version. @default - a stand-in, which keeps what that program wrote before */
  readonly startFile?: string;
  readonly also?: Readonly<Record<string, string>>;
}

const questions: string[] = [];

function upgrade(
  folder: string,
  args: readonly string[],
  { answer, also = {}, startFile = STAND_IN }: Answered = {},
): Promise<Run> {
  const question = (text: string): Promise<string> => {
    questions.push(text);
    return Promise.resolve(answer ?? "");
  };
  return runOfAsync((output) =>
    runUpgrade(
      args,
      {
        variables: { ...variables, ...also },
        folder,
        root: ROOT,
        startFile,
        today: TODAY,
        trialSynth,
        ...(answer === undefined ? {} : { question }),
      },
      output,
    ),
  );
}

const textOf = (folder: string, file: string): string => readFileSync(join(folder, file), "utf8");
const installedIn = (folder: string): unknown =>
  (JSON.parse(textOf(folder, `node_modules/${NAME}/package.json`)) as { version: unknown }).version;

/** Everything that belongs to the user. */
const state = (folder: string): object => ({
  files: readdirSync(folder).sort(),
  package: textOf(folder, "package.json"),
  lock: textOf(folder, "package-lock.json"),
  installed: installedIn(folder),
});

describe("an upgrade with the answer yes", () => {
  const folder = (): string => shared.folder;
  const shared = { folder: "", run: { status: -1, stdout: "", stderr: "" } as Run };

  beforeAll(async () => {
    shared.folder = project();
    shared.run = await upgrade(shared.folder, [newer], { answer: "yes", startFile: PROGRAM });
  });

  test("shows what the next plan changes, and the changelog between the versions", () => {
    const { status, stdout, stderr } = shared.run;
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: expect.stringContaining("commit it with its lock"),
    });
    expect(stdout).toContain(`${VERSION} → 9.2.0`);
    expect(stdout).toMatch(/^mlapp · .* · 1 to change$/m);
    expect(stdout).toContain("## 9.2.0\n\n### Next plan\n\n- `aws_vpc`: no names");
    expect(stdout).not.toContain("- first");
  });

  test("asks before it writes", () => {
    expect(questions.at(-1)).toContain("9.2.0");
  });

  test("writes the version into package.json, and leaves the rest of its text", () => {
    const [before = "", after = ""] = PACKAGE_JSON.split(`file:${current}`);
    const text = textOf(folder(), "package.json");
    expect(text.startsWith(`${before}file:`)).toBe(true);
    expect(text.endsWith(`9.2.0.tgz${after}`)).toBe(true);
  });

  test("installs it, and locks it", () => {
    expect(installedIn(folder())).toBe("9.2.0");
    expect(textOf(folder(), "package-lock.json")).toContain('"version": "9.2.0"');
  });

  test("synthesizes with it", () => {
    expect(textOf(folder(), "cdktf.out/stacks/mlapp-network/cdk.tf.json")).toContain(
      '"enable_dns_hostnames": false',
    );
  });

  test("npm ci accepts what it wrote", () => {
    const options = { cwd: folder(), env: variables, stdio: "pipe" } as const;
    expect(() => execFileSync("npm", ["ci", "--no-audit", "--no-fund"], options)).not.toThrow();
  });
});

test("--yes needs no terminal", async () => {
  const folder = project();
  expect((await upgrade(folder, [newer, "--yes"])).status).toBe(0);
  expect(installedIn(folder)).toBe("9.2.0");
});

test("no script of a package runs, and the installed version sees no variable of the user", async () => {
  const trace = join(work, "trace");
  const hostile = otherVersion({
    version: "9.7.0",
    packageJson: { scripts: { postinstall: `touch "${trace}"` } },
    edits: `if (!process.env.CDKTF_OUTDIR) {
      process.stderr.write("SEEN " + Object.keys(process.env).sort().join(" ") + "\\n");
      process.exit(1);
    }`,
  });
  const also = { AWS_SECRET_ACCESS_KEY: "secret", GITHUB_TOKEN: "secret", LANG: "C.UTF-8" };
  const { stderr } = await upgrade(project(), [hostile, "--yes"], { also });
  expect(/SEEN (.*)/.exec(stderr)?.[1]?.split(" ")).toEqual([
    ...["CDKTF_OUTDIR", "ENVIRONMENT", "ENVIRONMENTS_DIR", "HOME", "LANG", "NO_COLOR", "PATH", "TMPDIR"],
  ]);
  expect(existsSync(trace)).toBe(false);
});

describe("changes nothing", () => {
  const unchanged = async (
    args: readonly string[],
    answered: Answered = {},
    folder = project(),
  ): Promise<Run> => {
    const before = state(folder);
    const run = await upgrade(folder, args, answered);
    expect(state(folder)).toEqual(before);
    return run;
  };

  test("after the answer no", async () => {
    const { status, stdout, stderr } = await unchanged([newer], { answer: "no" });
    expect(status).toBe(1);
    expect(stdout).toContain("1 to change");
    expect(stderr).toContain("nothing is changed");
  });

  test("without a terminal and --yes", async () => {
    const { status, stderr } = await unchanged([newer]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/got no terminal, expected .*; .*--yes/);
  });

  test("where the new version does not synthesize", async () => {
    const refusing = otherVersion({
      version: "9.3.0",
      refuses: "environments/mlapp.yaml:3:1: got key network",
    });
    const { status, stderr } = await unchanged([refusing, "--yes"]);
    expect(status).toBe(1);
    expect(stderr).toContain("got a synth of version 9.3.0 that failed");
    expect(stderr).toContain("environments/mlapp.yaml:3:1: got key network");
  });

  test("where npm cannot install", async () => {
    const folder = project();
    const missing = textOf(folder, "package.json").replace(
      '"scripts"',
      '"optionalThings": 1, "devDependencies": { "none": "file:./none.tgz" }, "scripts"',
    );
    writeFileSync(join(folder, "package.json"), missing);
    const { status, stderr } = await unchanged([newer, "--yes"], {}, folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^npm install: got .*, expected .*; .*package\.json and .*are as before/m);
  });

  test("where the new version fails in the folder of the user", async () => {
    const failing = otherVersion({
      version: "9.4.0",
      edits: "if (!process.env.CDKTF_OUTDIR) process.exit(1);",
    });
    const folder = project();
    const run = await upgrade(folder, [failing, "--yes"]);
    expect(run.status).toBe(1);
    expect(run.stderr).toMatch(/got a synth of version 9\.4\.0 that failed/);
    expect(textOf(folder, "package.json")).toBe(PACKAGE_JSON);
    expect(textOf(folder, "package-lock.json")).toBe(textOf(template, "package-lock.json"));
    expect(installedIn(folder)).toBe(VERSION);
  });

  test("for the version that is installed", async () => {
    const folder = project();
    writeFileSync(join(folder, "package.json"), PACKAGE_JSON.replace(`file:${current}`, VERSION));
    const { status, stdout } = await unchanged([VERSION], {}, folder);
    expect(status).toBe(0);
    expect(stdout).toBe(`${VERSION} is the version of this project\n`);
  });

  test("for a newest version without an answer of the registry", async () => {
    const folder = project();
    writeFileSync(join(folder, "package.json"), PACKAGE_JSON.replace(`file:${current}`, VERSION));
    const { status, stderr } = await unchanged(["--yes"], {}, folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^latest: got an error of npm: .*ECONNREFUSED/);
  });

  test("without a version, where the project has the program from a tarball", async () => {
    const { status, stderr } = await unchanged(["--yes"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^package\.json: got private-eks-inference from file:.*, expected a version of the registry/,
    );
    expect(stderr).toContain("npx private-eks-inference upgrade TARBALL");
  });

  test.each(["pnpm-lock.yaml", "yarn.lock"])("in a project with %s", async (lock) => {
    const folder = project();
    writeFileSync(join(folder, lock), "");
    const { status, stderr } = await unchanged([newer, "--yes"], {}, folder);
    expect(status).toBe(1);
    expect(stderr).toContain(`${lock}: got a lock of another package manager`);
  });
});

test("an interrupt while npm installs gives everything back", async () => {
  const folder = project();
  const before = state(folder);
  const slow = otherVersion({ version: "9.6.0" });
  const started = join(work, "started");
  const programs = join(work, "programs");
  const npm = execFileSync("sh", ["-c", "command -v npm"], { encoding: "utf8" }).trim();
  // The first install of the project has replaced the package, and does not end by itself.
  const waiting = `#!/bin/sh
if [ "$PWD" != "${folder}" ] || [ -e "${started}" ]; then exec "${npm}" "$@"; fi
"${npm}" "$@" && touch "${started}" && sleep 600
`;
  mkdirSync(programs);
  writeFileSync(join(programs, "npm"), waiting, { mode: 0o755 });
  const child = spawn(process.execPath, [PROGRAM, "upgrade", slow, "--yes"], {
    cwd: folder,
    env: { ...variables, PATH: `${programs}:${process.env["PATH"] ?? ""}` },
    stdio: "ignore",
    // A terminal sends the signal to all processes of the group.
    detached: true,
  });
  const ended = new Promise<number | null>((done) => child.on("close", done));
  while (!existsSync(started)) await new Promise((wait) => setTimeout(wait, 20));
  expect(state(folder)).not.toEqual(before);
  process.kill(-(child.pid as number), "SIGINT");
  expect(await ended).toBe(1);
  expect(state(folder)).toEqual(before);
});

test("an older version shows what is given up", async () => {
  const folder = project();
  const older = otherVersion({ version: "0.0.1" });
  const { stdout } = await upgrade(folder, [older], { answer: "no" });
  expect(stdout).toContain(`${VERSION} → 0.0.1, which is older`);
});

describe("refuses a folder that", () => {
  test.each<[what: string, files: Readonly<Record<string, string>>, message: RegExp]>([
    [
      "has no package.json",
      {},
      /^package\.json: got no such file, expected .*; .*npm install --save-exact private-eks-inference/,
    ],
    [
      "is a clone",
      { "package.json": `{ "name": "${NAME}" }` },
      /^package\.json: got a clone of private-eks-inference, expected .*; .*npm ci/,
    ],
    [
      "does not depend on the program",
      { "package.json": '{ "name": "mine" }' },
      /^package\.json: got no dependency on private-eks-inference, expected .*; .*npm install --save-exact/,
    ],
    ["has a broken package.json", { "package.json": "{" }, /^package\.json: got invalid JSON/],
  ])("%s", async (_, files, message) => {
    const folder = mkdtempSync(join(work, "other-"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const { status, stderr } = await upgrade(folder, [newer, "--yes"]);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(existsSync(join(folder, "node_modules"))).toBe(false);
    rmSync(folder, { recursive: true });
  });
});
