import fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../../src/core/errors";
import { placesOf } from "../../src/publish/places";
import { assertPublished } from "../../src/publish/published";
import {
  besides,
  failure,
  newOutdir,
  publishTree,
  readTree,
  removeOutdirs,
  synthOf,
  type Tree,
} from "./fixture";
import { Children } from "./run-child";

// many processes, on machines of any speed
jest.setTimeout(600_000);

const children = new Children();
afterEach(() => jest.restoreAllMocks());
afterAll(() => {
  children.remove();
  removeOutdirs();
});

const OLD = synthOf({ a: "old", gone: "old" });
const NEW = synthOf({ a: "new", b: { "cdk.tf.json": "new", "charts/x": "new" } });

function oldOutput(): string {
  const outdir = newOutdir();
  publishTree(outdir, OLD);
  return outdir;
}

const systemError = (code: string, more: object = {}) =>
  Object.assign(new Error(`${code}: injected`), { code, ...more });

const CHANGES = ["writeFileSync", "mkdirSync", "renameSync", "fsyncSync", "rmSync", "rmdirSync"] as const;

/** Makes the n-th change of the file system fail, and every later one that needs space. Returns how many it saw. */
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
        real(args[0], "half"); // as a disk does that fills while a file is written
        throw systemError("ENOSPC", { syscall: "write" });
      }
      throw systemError("ENOSPC", { syscall: "mkdir", path: args[0] });
    });
  }
  return () => steps;
}

test("a disk that is full from any step on leaves the old synth or one that the next run finishes", () => {
  const seen = new Set<string>();
  for (let n = 1; ; n++) {
    const outdir = oldOutput();
    const steps = fillDiskAt(n);
    let error: Error | undefined;
    try {
      publishTree(outdir, NEW, { write: (staged) => writeOnFullDisk(staged, NEW) });
    } catch (thrown) {
      error = thrown as Error;
    }
    jest.restoreAllMocks();
    if (steps() < n) break;
    if (error === undefined) {
      seen.add("published"); // the steps that were left needed no space
      expect(readTree(outdir)).toEqual(NEW);
    } else {
      expect(error).toBeInstanceOf(UserError);
      expect(error.message).toMatch(
        /^\/[^\n]*: got a full disk \(ENOSPC\), expected [^\n]*; free some space[^\n]*$/,
      );
      if (error.message.includes("half done")) {
        seen.add("half done");
        expect(() => assertPublished(outdir)).toThrow(UserError);
      } else {
        seen.add("as it was");
        expect(readTree(outdir)).toEqual(OLD);
        expect(besides(outdir)).toEqual([]);
      }
    }
    publishTree(outdir, NEW);
    expect(readTree(outdir)).toEqual(NEW);
    expect(besides(outdir)).toEqual([]);
  }
  expect([...seen].sort()).toEqual(["as it was", "half done", "published"]);
});

/** `writeTree` of the fixture does not see the spies: it imports the module's functions when it is loaded. */
function writeOnFullDisk(root: string, tree: Tree): void {
  for (const [file, text] of Object.entries(tree)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
}

test("a file above the size limit of the shell is one line, and the output is as it was", async () => {
  const outdir = oldOutput();
  const order = JSON.stringify({ outdir, tree: synthOf({ a: "x".repeat(100_000) }) });
  const command = 'ulimit -f 64 && exec "$0" "$1" "$2"';
  const end = await children.start("sh", ["-c", command, process.execPath, children.program, order]);
  expect(end).toMatchObject({ status: 1, signal: null });
  expect(end.stderr).toMatch(
    /^\/[^\n]*\.staged[^\n]*: got a file above the size limit \(EFBIG\), [^\n]* is as it was\)$/,
  );
  expect(readTree(outdir)).toEqual(OLD);
  expect(besides(outdir)).toEqual([]);
});

describe("without the right to write", () => {
  // root may write anywhere, so as root the child becomes nobody
  const asNobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

  test("the folder beside which synth stages is named in one line", async () => {
    const outdir = oldOutput();
    fs.chmodSync(path.dirname(outdir), 0o555);
    const end = await children.run({ outdir, tree: NEW }, asNobody);
    fs.chmodSync(path.dirname(outdir), 0o755);
    expect(end.stderr).toMatch(
      /^[^\n]*\.lock: got permission denied \(EACCES\), [^\n]*choose another[^\n]* is as it was\)$/,
    );
    expect(end.status).toBe(1);
    expect(readTree(outdir)).toEqual(OLD);
  });

  test("every folder in the output is named before anything changes", async () => {
    const outdir = oldOutput();
    const readOnly = [outdir, path.join(outdir, "stacks/a")];
    fs.chmodSync(path.dirname(outdir), 0o777);
    fs.chmodSync(path.join(outdir, "stacks"), 0o777);
    fs.chmodSync(path.join(outdir, "stacks/gone"), 0o777);
    for (const folder of readOnly) fs.chmodSync(folder, 0o555);
    const end = await children.run({ outdir, tree: NEW }, asNobody);
    for (const folder of readOnly) fs.chmodSync(folder, 0o755);
    const lines = end.stderr.split("\n");
    expect(lines.map((line) => line.split(":")[0]).sort()).toEqual(readOnly);
    for (const line of lines) expect(line).toContain("got a folder without the right to write (EACCES)");
    expect(readTree(outdir)).toEqual(OLD);
    expect(besides(outdir)).toEqual([]);
  });
});

test("fails in one line when a file has the name of the lock", () => {
  const outdir = oldOutput();
  fs.writeFileSync(placesOf(outdir).lock, "mine");
  const call = () => publishTree(outdir, NEW);
  expect(call).toThrow(UserError);
  expect(failure(call)).toMatch(
    /^[^\n]*\.cdktf\.out\.lock[^\n]*: got a file [^\n]*; move that file away[^\n]*$/,
  );
  expect(fs.readFileSync(placesOf(outdir).lock, "utf8")).toBe("mine");
});

test("fails in one line when a file stands where a folder above the output should be", () => {
  const outdir = newOutdir();
  fs.writeFileSync(outdir, "mine");
  const call = () => publishTree(path.join(outdir, "deeper", "cdktf.out"), NEW);
  expect(call).toThrow(UserError);
  expect(failure(call)).toMatch(/^[^\n]*: got a file [^\n]*; move that file away[^\n]*$/);
});

test("fails before the synth when the output folder is a mount point, into which nothing can be renamed", () => {
  const outdir = oldOutput();
  const real = fs.renameSync;
  jest.spyOn(fs, "renameSync").mockImplementation((from, to) => {
    if (String(to).startsWith(outdir)) throw systemError("EXDEV", { path: from, dest: to });
    real(from, to);
  });
  const write = jest.fn();
  const message = failure(() => publishTree(outdir, NEW, { write }));
  expect(message).toMatch(
    /got a mount point of its own, expected .*; choose .* CDKTF_OUTDIR=.*cdktf\.out\/synth$/,
  );
  expect(write).not.toHaveBeenCalled();
});

describe("an interrupted publish that cannot be finished", () => {
  function interrupted(): string {
    const outdir = oldOutput();
    const real = fs.renameSync;
    jest.spyOn(fs, "renameSync").mockImplementation((from, to) => {
      if (String(to).endsWith("manifest.json")) throw systemError("EIO", { path: from, dest: to });
      real(from, to);
    });
    expect(failure(() => publishTree(outdir, NEW))).toMatch(
      /failing disk \(EIO\).*half done, and the next run finishes/,
    );
    jest.restoreAllMocks();
    return outdir;
  }

  test("says how to go on when somebody deleted what was staged, and that way works", () => {
    const outdir = interrupted();
    fs.rmSync(placesOf(outdir).staged, { recursive: true });
    const message = failure(() => publishTree(outdir, NEW));
    expect(message).toMatch(
      /journal\.json: got .* files are gone .*; delete it and .*manifest\.json, and then synth/,
    );
    fs.rmSync(placesOf(outdir).journal);
    fs.rmSync(placesOf(outdir).manifest);
    publishTree(outdir, NEW);
    expect(readTree(outdir)).toEqual(NEW);
  });

  test.each(["{", "{}", '{"removeFiles":["../x"],"removeTrees":[],"removeFolders":[],"put":[]}'])(
    "refuses a journal that somebody edited: %s",
    (text) => {
      const outdir = interrupted();
      fs.writeFileSync(placesOf(outdir).journal, text);
      const call = () => publishTree(outdir, NEW);
      expect(call).toThrow(UserError);
      expect(failure(call)).toContain("got a journal that synth did not write");
    },
  );

  test("state that Terraform wrote since then stays, though the journal would remove the empty one", () => {
    const outdir = newOutdir();
    const state = path.join("stacks", "gone", "terraform.tfstate");
    publishTree(outdir, OLD);
    fs.writeFileSync(path.join(outdir, state), "");
    const real = fs.rmSync;
    jest.spyOn(fs, "rmSync").mockImplementation((target, options) => {
      if (String(target).startsWith(outdir)) throw systemError("EIO", { path: target });
      real(target, options);
    });
    failure(() => publishTree(outdir, NEW));
    jest.restoreAllMocks();
    fs.writeFileSync(path.join(outdir, state), "a new state");
    publishTree(outdir, NEW);
    expect(readTree(outdir)).toEqual({ ...NEW, [state]: "a new state" });
  });
});
