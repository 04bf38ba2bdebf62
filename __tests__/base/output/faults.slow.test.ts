import fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../../../src/base/errors";
import { outputPathsOf } from "../../../src/base/output/paths";
import { readOutput } from "../../../src/base/read-output";
import { Output, failure } from "./output";
import { Children } from "./run-child";
import { synthOf, type Tree } from "../tree";

const children = new Children();
afterEach(() => jest.restoreAllMocks());

const OLD = synthOf({ a: "old", gone: "old" });
const NEW = synthOf({ a: "new", b: { "cdk.tf.json": "new", "charts/x": "new" } });

const systemError = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: injected`), { code, ...more });

const CHANGES = ["writeFileSync", "mkdirSync", "renameSync", "fsyncSync", "rmSync", "rmdirSync"] as const;

/**
 * Makes the n-th change of the file system fail, and every later change that needs space. Returns a function that counts
 * the changes.
 */
function fillDiskAt(n: number): () => number {
  let steps = 0;
  for (const name of CHANGES) {
    const real = fs[name] as (...args: unknown[]) => unknown;
    const needsSpace = name === "writeFileSync" || name === "mkdirSync";
    jest.spyOn(fs, name as "rmSync").mockImplementation((...args: unknown[]) => {
      steps += 1;
      const isFull = steps === n || (steps > n && needsSpace);
      if (!isFull || !needsSpace) return real(...args) as undefined;
      if (name === "writeFileSync") {
        real(args[0], "half"); // the disk becomes full while the file is written
        throw systemError("ENOSPC", { syscall: "write" });
      }
      throw systemError("ENOSPC", { syscall: "mkdir", path: args[0] });
    });
  }
  return () => steps;
}

test("a disk that becomes full at any step leaves the old synth, or a commit that the next run finishes", () => {
  const seen = new Set<string>();
  for (let n = 1; ; n++) {
    const output = new Output(OLD);
    const steps = fillDiskAt(n);
    let error: Error | undefined;
    try {
      output.commit(NEW, { write: (staged) => writeOnFullDisk(staged, NEW) });
    } catch (thrown) {
      error = thrown as Error;
    }
    jest.restoreAllMocks();
    if (steps() < n) break;
    if (error === undefined) {
      seen.add("committed"); // the remaining steps needed no space
      expect(output.read()).toEqual(NEW);
    } else {
      expect(error).toBeInstanceOf(UserError);
      expect(error.message).toMatch(
        /^\/[^\n]*: got a full disk \(ENOSPC\), expected [^\n]*; free disk space[^\n]*$/,
      );
      if (error.message.includes("incomplete")) {
        seen.add("incomplete");
        expect(() => readOutput(output.outdir, () => undefined)).toThrow(UserError);
      } else {
        seen.add("unchanged");
        expect(output.read()).toEqual(OLD);
        expect(output.leftovers()).toEqual([]);
      }
    }
    output.commit(NEW);
    expect(output.read()).toEqual(NEW);
    expect(output.leftovers()).toEqual([]);
  }
  expect([...seen].sort()).toEqual(["committed", "incomplete", "unchanged"]);
});

/** Replaces the shared `writeTree`, which imports the functions of `fs` before the spies exist. */
function writeOnFullDisk(root: string, tree: Tree): void {
  for (const [file, text] of Object.entries(tree)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
}

test("a file above the size limit of the shell is a one-line error, and leaves the output unchanged", async () => {
  const output = new Output(OLD);
  const order = JSON.stringify({ outdir: output.outdir, tree: synthOf({ a: "x".repeat(100_000) }) });
  const command = 'ulimit -f 64 && exec "$0" "$1" "$2"';
  const end = await children.start("sh", ["-c", command, process.execPath, children.program, order]);
  expect(end).toMatchObject({ status: 1, signal: null });
  expect(end.stderr).toMatch(
    /^\/[^\n]*\.staged[^\n]*: got a file above the size limit \(EFBIG\), [^\n]* is unchanged\)$/,
  );
  expect(output.read()).toEqual(OLD);
  expect(output.leftovers()).toEqual([]);
});

describe("without write access", () => {
  // root can write anywhere, so under root the child runs as the user nobody
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

  test("a one-line error names the path beside the output folder", async () => {
    const output = new Output(OLD);
    fs.chmodSync(output.beside(), 0o555);
    const end = await children.run({ outdir: output.outdir, tree: NEW }, asNobody);
    fs.chmodSync(output.beside(), 0o755);
    expect(end.stderr).toMatch(
      /^[^\n]*\.lock: got permission denied \(EACCES\), [^\n]*choose another[^\n]* is unchanged\)$/,
    );
    expect(end.status).toBe(1);
    expect(output.read()).toEqual(OLD);
  });

  test("every read-only folder in the output is named before the first change", async () => {
    const output = new Output(OLD);
    const readOnly = [output.path(), output.path("stacks/a")];
    fs.chmodSync(output.beside(), 0o777);
    fs.chmodSync(output.path("stacks"), 0o777);
    fs.chmodSync(output.path("stacks/gone"), 0o777);
    for (const folder of readOnly) fs.chmodSync(folder, 0o555);
    const end = await children.run({ outdir: output.outdir, tree: NEW }, asNobody);
    for (const folder of readOnly) fs.chmodSync(folder, 0o755);
    const lines = end.stderr.split("\n");
    expect(lines.map((line) => line.split(":")[0]).sort()).toEqual(readOnly);
    for (const line of lines) expect(line).toContain("got a folder without write access (EACCES)");
    expect(output.read()).toEqual(OLD);
    expect(output.leftovers()).toEqual([]);
  });
});

test("fails with a one-line error when a file has the name of the lock", () => {
  const output = new Output(OLD);
  fs.writeFileSync(outputPathsOf(output.outdir).lock, "mine");
  const call = () => output.commit(NEW);
  expect(call).toThrow(UserError);
  expect(failure(call)).toMatch(
    /^[^\n]*\.cdktf\.out\.lock[^\n]*: got (?:a|an existing) file[^\n]*; move the file away[^\n]*$/,
  );
  expect(fs.readFileSync(outputPathsOf(output.outdir).lock, "utf8")).toBe("mine");
});

test("fails with a one-line error when a folder above the output is a file", () => {
  const output = new Output();
  fs.writeFileSync(output.outdir, "mine");
  const call = () => output.commit(NEW, { outdir: output.path("deeper", "cdktf.out") });
  expect(call).toThrow(UserError);
  expect(failure(call)).toMatch(/^[^\n]*: got (?:a|an existing) file[^\n]*; move the file away[^\n]*$/);
});

test("fails before the synth when the output folder is a mount point, into which no file can be renamed", () => {
  const output = new Output(OLD);
  const real = fs.renameSync;
  jest.spyOn(fs, "renameSync").mockImplementation((from, to) => {
    if (String(to).startsWith(output.outdir)) throw systemError("EXDEV", { path: from, dest: to });
    real(from, to);
  });
  const write = jest.fn();
  const message = failure(() => output.commit(NEW, { write }));
  expect(message).toMatch(/got a mount point, expected .*; choose .* CDKTF_OUTDIR=.*cdktf\.out\/synth$/);
  expect(write).not.toHaveBeenCalled();
});

describe("after an interrupted commit", () => {
  function interrupted(): Output {
    const output = new Output(OLD);
    const real = fs.renameSync;
    jest.spyOn(fs, "renameSync").mockImplementation((from, to) => {
      if (String(to).endsWith("manifest.json")) throw systemError("EIO", { path: from, dest: to });
      real(from, to);
    });
    expect(failure(() => output.commit(NEW))).toMatch(
      /failing disk \(EIO\).*incomplete; the next run finishes/,
    );
    jest.restoreAllMocks();
    return output;
  }

  test("fails when the staged files were deleted, with a fix that works", () => {
    const output = interrupted();
    fs.rmSync(outputPathsOf(output.outdir).staged, { recursive: true });
    const message = failure(() => output.commit(NEW));
    expect(message).toMatch(
      /journal\.json: got .* files are missing .*; delete it and .*manifest\.json, and then synth/,
    );
    fs.rmSync(outputPathsOf(output.outdir).journal);
    fs.rmSync(outputPathsOf(output.outdir).manifest);
    output.commit(NEW);
    expect(output.read()).toEqual(NEW);
  });

  test.each(["{", "{}", '{"removeFiles":["../x"],"removeTrees":[],"removeFolders":[],"put":[]}'])(
    "fails when the journal was edited: %s",
    (text) => {
      const output = interrupted();
      fs.writeFileSync(outputPathsOf(output.outdir).journal, text);
      const call = () => output.commit(NEW);
      expect(call).toThrow(UserError);
      expect(failure(call)).toContain("got a journal that synth did not write");
    },
  );

  test("state that Terraform wrote since then is kept, although the journal removes the empty one", () => {
    const output = new Output();
    const state = path.join("stacks", "gone", "terraform.tfstate");
    output.commit(OLD);
    fs.writeFileSync(output.path(state), "");
    const real = fs.rmSync;
    jest.spyOn(fs, "rmSync").mockImplementation((target, options) => {
      if (String(target).startsWith(output.outdir)) throw systemError("EIO", { path: target });
      real(target, options);
    });
    failure(() => output.commit(NEW));
    jest.restoreAllMocks();
    fs.writeFileSync(output.path(state), "a new state");
    output.commit(NEW);
    expect(output.read()).toEqual({ ...NEW, [state]: "a new state" });
  });
});
