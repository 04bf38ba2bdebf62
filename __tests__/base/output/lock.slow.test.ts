import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../../../src/base/errors";
import { describeSelf, isDead, type Holder } from "../../../src/base/output/holder";
import { outputPathsOf } from "../../../src/base/output/paths";
import { Output, failure } from "./output";
import { Children } from "./run-child";
import { synthOf, readTree, writeTree } from "../tree";

const children = new Children();

const SYNTH = synthOf({ a: "1" });
const deadPid = spawnSync(process.execPath, ["-e", ""]).pid;

/** Writes the claim of a run that holds the lock. */
function putClaim(output: Output, over: Partial<Holder>): string {
  const holder = { ...describeSelf(), since: "2000-01-01T00:00:00.000Z", ...over };
  const claim = path.join(outputPathsOf(output.outdir).lock, `${holder.token}.json`);
  fs.mkdirSync(path.dirname(claim), { recursive: true });
  fs.writeFileSync(claim, JSON.stringify(holder));
  return claim;
}

test("a second run fails and names the process, host and start of the first one, which finishes undisturbed", () => {
  const output = new Output();
  let message = "";
  const write = (staged: string) => {
    message = failure(() => output.commit(synthOf({ other: "1" })));
    writeTree(staged, SYNTH);
  };
  output.commitBy(write);
  expect(message).toContain(`cdktf.out: got another run (pid ${process.pid} on `);
  expect(message).toMatch(
    /since \d{4}-\d\d-\d\dT.*\) that is writing here, .*; wait for .* to end, or delete .*\/\.cdktf\.out\.lock if/,
  );
  expect(output.read()).toEqual(SYNTH);
  expect(output.leftovers()).toEqual([]);
});

test("two output folders in the same folder can be written at the same time", () => {
  const output = new Output();
  const other = `${output.outdir}.other`;
  const write = (staged: string) => {
    output.commit(SYNTH, { outdir: other });
    writeTree(staged, SYNTH);
  };
  output.commitBy(write);
  expect(output.read()).toEqual(readTree(other));
});

test("of several concurrent runs, with the claim of a dead one, at least one works and never two at a time", async () => {
  for (let round = 0; round < 3; round++) {
    const output = new Output();
    const diary = output.beside("diary");
    putClaim(output, { pid: deadPid });
    const ends = await Promise.all(
      Array.from({ length: 5 }, () => children.run({ outdir: output.outdir, tree: SYNTH, diary })),
    );
    const losers = ends.filter(({ status }) => status !== 0);
    for (const { stderr } of losers) expect(stderr).toMatch(/^[^\n]*got another run \(pid \d+ [^\n]*$/);
    const lines = fs.readFileSync(diary, "utf8").trim().split("\n");
    expect(lines).toHaveLength(2 * (ends.length - losers.length));
    expect(lines.length).toBeGreaterThan(0);
    for (let i = 0; i < lines.length; i += 2) expect(lines[i + 1]).toBe(lines[i]?.replace("begin", "end"));
    expect(output.read()).toEqual(SYNTH);
    expect(output.leftovers()).toEqual(["diary"]);
  }
});

test("the claim of a dead process is ignored and removed", () => {
  const output = new Output();
  putClaim(output, { pid: deadPid });
  output.commit(SYNTH);
  expect(output.read()).toEqual(SYNTH);
  expect(output.leftovers()).toEqual([]);
});

test("the draft of a run that was killed while it wrote its claim is removed", () => {
  const output = new Output();
  fs.mkdirSync(outputPathsOf(output.outdir).lock);
  fs.writeFileSync(path.join(outputPathsOf(output.outdir).lock, "1-a.draft"), '{"pid":');
  output.commit(SYNTH);
  expect(output.leftovers()).toEqual([]);
});

test.each([
  ["on another machine", { host: "another-machine", pid: deadPid }],
  ["in another container", { namespace: "pid:[1]", pid: deadPid }],
])("fails until the claim of a process %s, whose state is unknown, is deleted", (_, over) => {
  const output = new Output();
  putClaim(output, over);
  const call = () => output.commit(SYNTH);
  expect(call).toThrow(UserError);
  expect(failure(call)).toMatch(/delete .*\.cdktf\.out\.lock if that run has died$/);
  fs.rmSync(outputPathsOf(output.outdir).lock, { recursive: true });
  output.commit(SYNTH);
  expect(output.read()).toEqual(SYNTH);
});

test("fails when a claim is not readable", () => {
  const output = new Output();
  fs.writeFileSync(putClaim(output, {}), "edited");
  expect(failure(() => output.commit(SYNTH))).toContain("its claim is not readable");
});

test("a process that reuses the id of the holder is recognized as another one, on Linux", () => {
  const self = describeSelf();
  expect(isDead(self)).toBe(false);
  expect(isDead({ ...self, began: "an earlier boot/1" })).toBe(process.platform === "linux");
});

test("the earlier of two runs waits until the later one withdraws its claim", () => {
  const output = new Output();
  const claim = putClaim(output, { since: "9999-01-01T00:00:00.000Z" });
  const remover = spawn("sh", ["-c", 'sleep 0.1; rm "$0"', claim]);
  output.commit(SYNTH);
  expect(output.read()).toEqual(SYNTH);
  expect(remover.pid).toBeDefined();
});

test("the earlier of two runs fails when the later one already works", () => {
  const output = new Output();
  putClaim(output, { since: "9999-01-01T00:00:00.000Z" });
  expect(failure(() => output.commit(SYNTH))).toContain("since 9999-01-01");
});

test("a failed run releases the lock", () => {
  const output = new Output();
  const write = () => {
    throw new Error("a mistake");
  };
  failure(() => output.commitBy(write));
  expect(output.leftovers()).toEqual([]);
});
