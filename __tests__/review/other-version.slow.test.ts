import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type CommandOutput } from "../../src/base/command-line";
import { runReview } from "../../src/review/command";
import { VERSION } from "../../src/base/version";
import { type Run, runOf } from "../support/command-runs";
import { TODAY } from "../support/findings";
import { NO_DNS_NAMES, otherVersion } from "../support/other-version";
import { workFolder } from "../support/published-output";
import { resynthesize } from "../../src/synth/resynthesize";
import { trialSynth } from "../../src/synth/trial-synth";

const ROOT = resolve(__dirname, "../..");
const work = workFolder("review-to");
const scratch = join(work, "tmp");
/** A folder of a user, with environments only. */
const user = join(work, "user");

const newer = otherVersion({ version: "9.2.0", edits: NO_DNS_NAMES });

beforeAll(() => {
  mkdirSync(scratch);
  for (const name of ["mlapp.yaml", "mlapp.addresses.json"])
    cpSync(join(ROOT, "examples", name), join(user, "environments", name));
});

const steps: string[] = [];

function review(args: readonly string[], variables: Readonly<Record<string, string>> = {}): Run {
  const { TMPDIR } = process.env;
  process.env["TMPDIR"] = scratch;
  try {
    return runOf((output: CommandOutput) =>
      runReview(
        args,
        {
          resynthesize,
          trialSynth,
          root: user,
          startFile: join(ROOT, "bin/private-eks-inference.js"),
          today: TODAY,
          // No registry answers at this address.
          variables: {
            ...process.env,
            ENVIRONMENTS_DIR: "",
            CDKTF_OUTDIR: "",
            npm_config_registry: "http://127.0.0.1:1",
            ...variables,
          },
        },
        { ...output, step: (what) => void steps.push(what) },
      ),
    );
  } finally {
    process.env["TMPDIR"] = TMPDIR;
  }
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();

describe("a review of another version", () => {
  let before: string[];
  let run: Run;

  beforeAll(() => {
    before = filesOf(user);
    run = review(["--to", newer]);
  });

  test("shows what that version changes, and that no value of the file did", () => {
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/^mlapp · .* · 1 to change$/m);
    expect(run.stdout).toContain("enable_dns_hostnames");
    expect(run.stdout).toContain(
      "No value of the environment's YAML file changed; the program or its defaults did.",
    );
  });

  test("names both versions", () => {
    expect(run.stderr.replace(/^version 9\.2\.0 runs with the network .*\n/, "")).toBe(
      `${VERSION} → 9.2.0\n\n`,
    );
  });

  test("shows its steps", () => {
    expect(steps.filter((step) => !/^(private-eks-inference|reviewing) /.test(step))).toEqual([
      `installing ${newer} into a temporary folder`,
      "synthesizing with version 9.2.0",
      `synthesizing with version ${VERSION}`,
      `comparing ${VERSION} with 9.2.0`,
    ]);
  });

  test("leaves nothing in the folder of the user, and no temporary folder", () => {
    expect(filesOf(user)).toEqual(before);
    expect(readdirSync(scratch)).toEqual([]);
  });
});

test("a tarball is found from the working directory, and --json and --detailed-exitcode work as with --base", () => {
  cpSync(newer, join(user, "newer.tgz"));
  const cwd = process.cwd();
  const run = review(["--to", "newer.tgz", "--json", "--detailed-exitcode"]);
  expect(process.cwd()).toBe(cwd);
  expect(run.status).toBe(2);
  expect(JSON.parse(run.stdout)).toMatchObject({
    formatVersion: 1,
    environments: [{ environment: "mlapp", counts: { change: 1 } }],
  });
});

test("a version that emits the same has no change", () => {
  const same = otherVersion({ version: "9.3.0" });
  expect(review(["--to", same, "--detailed-exitcode"]).status).toBe(0);
});

test("no script of the package runs", () => {
  const trace = join(work, "trace");
  const packageJson = { scripts: { postinstall: `echo ran > ${trace}` } };
  expect(review(["--to", otherVersion({ version: "9.4.0", packageJson })]).status).toBe(0);
  expect(readdirSync(work)).not.toContain("trace");
});

describe("fails", () => {
  const inWork = (name: string, content: Buffer | string): string => {
    const file = join(mkdtempSync(join(work, "bad-")), name);
    writeFileSync(file, content);
    return file;
  };

  test.each<[what: string, wanted: () => string, message: RegExp]>([
    [
      "for a version without an answer of the registry",
      () => "9.9.9",
      /^--to 9\.9\.9: got an error of npm: .*ECONNREFUSED.*, expected version 9\.9\.9 from the registry; .*tarball/,
    ],
    [
      "for a range",
      () => "^1.0.0",
      /^--to \^1\.0\.0: got no version and no file, expected a version such as 1\.2\.3, or a tarball; /,
    ],
    ["for a missing file", () => "./none.tgz", /^--to \.\/none\.tgz: got no version and no file, /],
    ["for a folder", () => work, /: got a folder, expected a version such as 1\.2\.3, or a tarball; /],
    [
      "for a part of a tarball",
      () => inWork("part.tgz", readFileSync(newer).subarray(0, 300)),
      /part\.tgz: got a file that npm cannot install: .+, expected a tarball of private-eks-inference; copy it again/,
    ],
    [
      "for a file that is no tarball",
      () => inWork("text.tgz", "text"),
      /text\.tgz: got a file that npm cannot install: .+, expected a tarball of private-eks-inference; /,
    ],
    [
      "for a tarball of another package",
      () => otherVersion({ name: "other-package", version: "1.0.0" }),
      /: got a tarball of other-package, expected one of private-eks-inference; /,
    ],
    [
      "for a version without a binary",
      () => otherVersion({ version: "0.0.1", packageJson: { bin: {} } }),
      /: got version 0\.0\.1, which has no binary, expected a version with npx private-eks-inference; /,
    ],
  ])("%s", (_, wanted, message) => {
    const { status, stdout, stderr } = review(["--to", wanted()]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(message);
    expect(readdirSync(scratch)).toEqual([]);
  });

  test("without npm", () => {
    const { status, stderr } = review(["--to", newer], { PATH: work });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^--to .*: got no npm, expected npm on the PATH, which .*; install it; /);
  });

  test("with the errors of a version that refuses a key", () => {
    const older = otherVersion({ version: "0.0.9", refuses: "environments/mlapp.yaml:3:1: got key network" });
    const { status, stdout, stderr } = review(["--to", older]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(
      /^--to .*: got a synth of version 0\.0\.9 that failed, expected .*; .*older version.*\n {2}environments\/mlapp\.yaml:3:1/,
    );
  });

  test("with the errors of this version", () => {
    const file = join(user, "environments/mlapp.yaml");
    const text = readFileSync(file, "utf8");
    const same = otherVersion({ version: "9.5.0" });
    writeFileSync(file, text.replace("single-nat", "no such way"));
    const { status, stderr } = review(["--to", same]);
    writeFileSync(file, text);
    expect(status).toBe(1);
    expect(stderr).toContain("no such way");
  });

  test.each([
    ["--base", "main"],
    ["--before", "out"],
    ["--in", "out"],
  ])("beside %s", (option, value) => {
    const { status, stderr } = review(["--to", newer, option, value]);
    expect(status).toBe(2);
    expect(stderr).toContain("'--to <version>' cannot be used with option");
  });
});
