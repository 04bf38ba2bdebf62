import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { runGit } from "../../../src/base/git";
import { runReview } from "../../../src/review/command";
import { resynthesize } from "../../../src/synth/resynthesize";
import { trialSynth } from "../../../src/synth/trial-synth";
import { runUpgrade } from "../../../src/cli/upgrade/command";
import { VERSION } from "../../../src/base/version";
import { type Run, runOf, runOfAsync } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { otherVersion } from "../../support/other-version";
import { workFolder } from "../../support/published-output";

const ROOT = resolve(__dirname, "../../..");
const work = workFolder("foreign-programs");
/** A repository and project of a user. */
const user = join(work, "user");
const home = join(work, "home");
const traces = join(work, "traces");

/** Variables that a machine of a person or of a pipeline has, and that no other program needs. */
const SECRETS = Object.fromEntries(
  [
    ...["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_CONFIG_FILE"],
    ...["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "GITHUB_TOKEN", "GH_TOKEN"],
    ...[
      "GITHUB_ENV",
      "GITHUB_PATH",
      "GITHUB_OUTPUT",
      "ACTIONS_ID_TOKEN_REQUEST_URL",
      "ACTIONS_RUNTIME_TOKEN",
    ],
    ...["ACTIONS_ID_TOKEN_REQUEST_TOKEN", "NPM_TOKEN", "NODE_AUTH_TOKEN", "npm_config__authToken"],
    ...["SSH_AUTH_SOCK", "KUBECONFIG", "GIT_ASKPASS", "GIT_SSH_COMMAND", "VAULT_TOKEN", "HTTPS_PROXY"],
    ...["TF_TOKEN_app_terraform_io", "DOCKER_CONFIG", "DOCKER_HOST", "XDG_RUNTIME_DIR", "ANYTHING_ELSE"],
  ].map((name) => [name, `secret-of-${name}`]),
);

const variables = (also: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  PATH: process.env["PATH"] ?? "",
  LANG: "C.UTF-8",
  HOME: home,
  ENVIRONMENTS_DIR: "",
  CDKTF_OUTDIR: "",
  // No registry answers at this address.
  npm_config_registry: "http://127.0.0.1:1",
  ...SECRETS,
  ...also,
});

/** A program that fails, and whose error says what it can see. */
const REPORT = `
const os = require("node:os");
const fs = require("node:fs");
const path = require("node:path");
const up = [1, 2, 3].map((count) => path.join(__dirname, "../".repeat(count)));
process.stderr.write("SEEN " + JSON.stringify({
  variables: process.env,
  home: os.homedir(),
  temporary: os.tmpdir(),
  interfaces: Object.keys(os.networkInterfaces()),
  npmSettings: up.map((folder) => path.join(folder, ".npmrc")).filter((file) => fs.existsSync(file)),
}) + "\\n");
process.exit(1);`;

interface Seen {
  readonly variables: Readonly<Record<string, string>>;
  readonly home: string;
  readonly temporary: string;
  readonly interfaces: readonly string[];
  readonly npmSettings: readonly string[];
}

const CAN_DENY = [["--net"], ["--map-current-user", "--net"]].some(
  (options) => spawnSync("unshare", [...options, "true"]).status === 0,
);

const seenIn = ({ stderr }: Run): Seen =>
  JSON.parse(/SEEN (.*)$/m.exec(stderr)?.[1] ?? `"the program did not run: ${stderr}"`) as Seen;

const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.com", ...args], {
    cwd: user,
    encoding: "utf8",
    stdio: "pipe",
  });

const script = (name: string, text: string): string => {
  const file = join(work, name);
  writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return file;
};

beforeAll(() => {
  for (const folder of [home, traces]) mkdirSync(folder);
  for (const name of ["mlapp.yaml", "mlapp.addresses.json"])
    cpSync(join(ROOT, "examples", name), join(user, "environments", name));
  writeFileSync(join(user, ".npmrc"), "//registry.example.com/:_authToken=secret-of-npm\n");
  writeFileSync(
    join(user, "package.json"),
    JSON.stringify({
      dependencies: { "private-eks-inference": VERSION },
      scripts: { synth: "node program.js" },
    }),
  );
  writeFileSync(join(user, ".gitignore"), "node_modules\n");
  writeFileSync(join(user, "program.js"), REPORT);
  git("init", "--quiet", "--initial-branch=main");
  git("add", ".");
  git("commit", "--quiet", "--message=first");
});

const props = (also?: Readonly<Record<string, string>>) => ({
  trialSynth,
  resynthesize,
  root: user,
  startFile: join(ROOT, "bin/private-eks-inference.js"),
  today: TODAY,
  variables: variables(also),
});

const review = (args: readonly string[], also?: Readonly<Record<string, string>>): Run =>
  runOf((output) => runReview(args, props(also), output));

const reporting = (): string => otherVersion({ version: "9.2.0", program: REPORT });

const RUNS: readonly (readonly [what: string, run: () => Run | Promise<Run>])[] = [
  ["the tarball of review --to", () => review(["--to", reporting()])],
  ["the revision of review --base", () => review(["--base", "main"])],
  [
    "the tarball of upgrade",
    () =>
      runOfAsync((output) =>
        runUpgrade([reporting(), "--yes"], { ...props(), folder: user, root: ROOT }, output),
      ),
  ],
];

describe.each(RUNS)("%s", (_, run) => {
  let seen: Seen;

  beforeAll(async () => (seen = seenIn(await run())));

  test("sees no variable of the user but how to find programs and the language", () => {
    expect(Object.keys(seen.variables).sort()).toEqual([
      "CDKTF_OUTDIR",
      "ENVIRONMENT",
      "ENVIRONMENTS_DIR",
      "HOME",
      "LANG",
      "NO_COLOR",
      "PATH",
      "TMPDIR",
    ]);
    expect(JSON.stringify(seen.variables)).not.toContain("secret-of-");
  });

  test("has a home and a folder for temporary files of its own", () => {
    for (const folder of [seen.home, seen.temporary]) {
      expect(folder).not.toBe(home);
      expect(existsSync(folder)).toBe(false);
    }
    expect(dirname(seen.home)).toBe(dirname(seen.temporary));
  });

  test("has no network where the system permits a namespace", () => {
    expect(seen.interfaces).toEqual(CAN_DENY ? [] : expect.arrayContaining(["lo"]));
  });

  test("sees no settings of npm with a token beside it", () => {
    expect(seen.npmSettings.filter((file) => file !== join(user, ".npmrc"))).toEqual([]);
  });
});

test("where the machine cannot deny the network, the error of the program follows the words that it was not denied", () => {
  const programs = join(work, "programs");
  mkdirSync(programs);
  for (const name of ["node", "npm", "sh", "git"])
    symlinkSync(
      execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim(),
      join(programs, name),
    );
  const run = review(["--to", reporting()], { PATH: programs });
  expect(seenIn(run).interfaces).not.toEqual([]);
  expect(run.stderr).toContain("version 9.2.0 runs with the network of this machine");
});

describe("nothing that a repository or a package names runs:", () => {
  const trace = (name: string): string => script(name, `touch "${traces}/${name}"`);
  const ran = (): readonly string[] => readdirSync(traces);
  const settings = join(user, ".git/config");
  let own: string;

  beforeAll(() => (own = readFileSync(settings, "utf8")));

  beforeEach(() => {
    writeFileSync(settings, own);
    for (const each of ran()) rmSync(join(traces, each));
  });

  test("no monitor and no hook of git, in a review of a revision", () => {
    git("config", "core.fsmonitor", trace("monitor"));
    mkdirSync(join(user, ".git/hooks"), { recursive: true });
    symlinkSync(trace("checkout"), join(user, ".git/hooks/post-checkout"));
    review(["--base", "main"]);
    expect(ran()).toEqual([]);
    git("status");
    expect(ran()).toEqual(["monitor"]);
  });

  test("no filter of git, in a checkout and in a comparison, also one of the worktree alone", () => {
    writeFileSync(join(user, "a.txt"), "a\n");
    writeFileSync(join(user, ".gitattributes"), "*.txt filter=a.b\n*.js filter=only\n");
    git("add", ".");
    git("commit", "--quiet", "--message=filtered");
    const named = (name: string): string =>
      `[filter "${name}"]\nsmudge = ${trace("smudge")}\nclean = ${trace("clean")}\nprocess = ${trace("process")}\nrequired = true\n`;
    const only = join(work, "only.config");
    writeFileSync(only, named("only"));
    writeFileSync(settings, `${own}${named("a.b")}[includeIf "gitdir:**/worktrees/**"]\npath = ${only}\n`);
    writeFileSync(join(user, "a.txt"), "b\n");
    expect(review(["--base", "main"]).stderr).toContain("SEEN");
    expect(runGit(user, "status", "--porcelain").stdout).toBe(" M a.txt\n");
    expect(runGit(user, "diff", "--name-only", "HEAD", "--").stdout).toBe("a.txt\n");
    expect(runGit(user, "describe", "--always", "--dirty").stdout).toContain("-dirty");
    expect(ran()).toEqual([]);
    expect(() => git("add", "a.txt")).toThrow();
    expect(ran()).toEqual(["process"]);
    writeFileSync(settings, `${own}${named("a=b")}`);
    expect(review(["--base", "main"]).stderr).toContain("got filter.a=b");
  });

  test("no program that fetches what a repository lacks", () => {
    git("add", "a.txt");
    const blob = git("hash-object", "a.txt").trim();
    rmSync(join(user, ".git/objects", blob.slice(0, 2), blob.slice(2)));
    for (const [key, value] of [
      ["remote.origin.url", "ssh://example.com/a"],
      ["remote.origin.promisor", "true"],
      ["extensions.partialClone", "origin"],
      ["core.sshCommand", trace("ssh")],
    ] as const)
      git("config", key, value);
    expect(runGit(user, "cat-file", "blob", blob).status).not.toBe(0);
    expect(ran()).toEqual([]);
    expect(() => git("cat-file", "blob", blob)).toThrow();
    expect(ran()).toEqual(["ssh"]);
  });
});
