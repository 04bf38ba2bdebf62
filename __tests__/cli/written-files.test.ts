import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { runCost } from "../../src/cli/cost/command";
import { runHandoff } from "../../src/handoff/command";
import { lockSets } from "../../src/cli/providers-lock/lock-sets";
import { EMPTY_LOCK } from "../../src/project/address-locks/lock";
import { writeLocks } from "../../src/project/address-lock-file";
import { StagedOutput } from "../../src/base/staged-output";
import { runOf, runOfAsync } from "../support/command-runs";
import { TODAY } from "../support/findings";
import { publishTo, workFolder } from "../support/published-output";
import { resynthesize } from "../../src/synth/resynthesize";
import { trialSynth } from "../../src/synth/trial-synth";

const work = workFolder("written-files");
const out = join(work, "out");
const file = join(work, "file");

beforeAll(() => {
  publishTo(out, { mlapp: {} });
  writeFileSync(file, "text");
});

/** Folders that cannot be created: a file has their path or one above it, or the file system has no new folders. */
const REFUSED: readonly (readonly [what: string, folder: string])[] = [
  ["a file in its place", file],
  ["a file above it", join(file, "below")],
  ["a file far above it", join(file, "far/below")],
  ["a folder of /proc", "/proc/no-such-folder"],
  ["a folder below one of /proc", "/proc/no-such-folder/below"],
];

afterEach(() => {
  expect(readFileSync(file, "utf8")).toBe("text");
  expect(readdirSync(work).filter((name) => name.startsWith("."))).toEqual([]);
});

describe.each(REFUSED)("a folder with %s", (_what, folder) => {
  test("is one error of handoff --out with exit status 1", async () => {
    const { status, stdout, stderr } = await runOfAsync((output) =>
      runHandoff(
        ["--in", out, "--environments", "mlapp", "--out", folder],
        { variables: {}, commit: () => "0123456", resynthesize, trialSynth },
        output,
      ),
    );
    expect([status, stdout]).toEqual([1, ""]);
    // After the remark that this output was compared with its record alone.
    expect(stderr).toMatch(/^mlapp: .*\n\n\S+: got .*, expected .*; .*\n$/);
  });

  test("is one error of the output of synth", () => {
    expect(() => StagedOutput.open(folder, false)).toThrow(/^\S+: got .*, expected .*; .*$/);
  });

  test("is one error of cost --out", () => {
    const target = folder === file ? join(file, "report") : join(folder, "report");
    const { status, stdout, stderr } = runOf((output) =>
      runCost(["--in", out, "--out", target], { variables: {}, today: TODAY }, output),
    );
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^--out \S+: got .*, expected a writable path; name another file; nothing was written\n$/,
    );
  });
});

describe("cost --out", () => {
  const write = (target: string) =>
    runOf((output) => runCost(["--in", out, "--out", target], { variables: {}, today: TODAY }, output));

  test.each(["", " "])("refuses the empty path %j", (target) => {
    const { status, stderr } = write(target);
    expect([status, stderr]).toEqual([
      1,
      "--out: got an empty path, expected a file to write the report to; name a file\n",
    ]);
  });

  test("writes to a device as it is, and does not replace it", () => {
    expect(write("/dev/null").status).toBe(0);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test("writes to the file of a link, which stays a link", () => {
    const [target, link] = [join(work, "target"), join(work, "link")];
    writeFileSync(target, "");
    symlinkSync(target, link);
    expect(write(link).status).toBe(0);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, "utf8")).toContain("mlapp");
  });

  test("creates the folders of the file", () => {
    expect(write(join(work, "new/folder/report")).status).toBe(0);
    expect(readdirSync(join(work, "new/folder"))).toEqual(["report"]);
  });
});

test("address locks are all written or none", () => {
  const folder = workFolder("locks");
  const [first, second] = ["a", "b"].map((name) => join(folder, `${name}.addresses.json`)) as [
    string,
    string,
  ];
  mkdirSync(second);
  expect(() => writeLocks([first, second].map((each) => ({ file: each, lock: EMPTY_LOCK })))).toThrow(
    /b\.addresses\.json: got EISDIR, expected a writable file/,
  );
  expect(existsSync(first)).toBe(false);
  expect(readdirSync(folder)).toEqual(["b.addresses.json"]);
});

test("provider locks in a folder that is a file are one error", async () => {
  await expect(
    lockSets([], {
      program: "terraform",
      platforms: [],
      locksDir: join(file, "locks"),
      keepVersions: true,
      variables: {},
    }),
  ).rejects.toThrow(/locks: got ENOTDIR, expected a writable folder; check its permissions$/);
});
