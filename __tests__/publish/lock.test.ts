import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { UserError } from "../../src/core/errors";
import { describeSelf, isDead, type Holder } from "../../src/publish/holder";
import { placesOf } from "../../src/publish/places";
import { publish } from "../../src/publish/publish";
import {
  besides,
  EVERYTHING_IN_SCOPE,
  failure,
  newOutdir,
  publishTree,
  readTree,
  removeOutdirs,
  synthOf,
  writeTree,
} from "./fixture";
import { Children } from "./run-child";

// many processes, on machines of any speed
jest.setTimeout(600_000);

const children = new Children();
afterAll(() => {
  children.remove();
  removeOutdirs();
});

const SYNTH = synthOf({ a: "1" });
const deadPid = spawnSync(process.execPath, ["-e", ""]).pid;

/** Leaves what a run leaves that holds the lock. */
function putClaim(outdir: string, over: Partial<Holder>): string {
  const holder = { ...describeSelf(), since: "2000-01-01T00:00:00.000Z", ...over };
  const claim = path.join(placesOf(outdir).lock, `${holder.token}.json`);
  fs.mkdirSync(path.dirname(claim), { recursive: true });
  fs.writeFileSync(claim, JSON.stringify(holder));
  return claim;
}

test("a second run says who is at work, since when and where, and the first one ends undisturbed", () => {
  const outdir = newOutdir();
  let message = "";
  const write = (staged: string) => {
    message = failure(() => publishTree(outdir, synthOf({ other: "1" })));
    writeTree(staged, SYNTH);
  };
  publish({ outdir, write, ...EVERYTHING_IN_SCOPE });
  expect(message).toContain(`cdktf.out: got another run (pid ${process.pid} on `);
  expect(message).toMatch(/since \d{4}-\d\d-\d\dT.*wait for it to end, or delete .*\/\.cdktf\.out\.lock if/);
  expect(readTree(outdir)).toEqual(SYNTH);
  expect(besides(outdir)).toEqual([]);
});

test("two output folders beside each other can be written at once", () => {
  const outdir = newOutdir();
  const other = `${outdir}.other`;
  const write = (staged: string) => {
    publishTree(other, SYNTH);
    writeTree(staged, SYNTH);
  };
  publish({ outdir, write, ...EVERYTHING_IN_SCOPE });
  expect(readTree(outdir)).toEqual(readTree(other));
});

test("of many runs at once, beside the claim of a dead one, never do two work and at least one does", async () => {
  for (let round = 0; round < 3; round++) {
    const outdir = newOutdir();
    const diary = path.join(path.dirname(outdir), "diary");
    putClaim(outdir, { pid: deadPid });
    const ends = await Promise.all(
      Array.from({ length: 5 }, () => children.run({ outdir, tree: SYNTH, diary })),
    );
    const losers = ends.filter(({ status }) => status !== 0);
    for (const { stderr } of losers) expect(stderr).toMatch(/^[^\n]*got another run \(pid \d+ [^\n]*$/);
    const lines = fs.readFileSync(diary, "utf8").trim().split("\n");
    expect(lines).toHaveLength(2 * (ends.length - losers.length));
    expect(lines.length).toBeGreaterThan(0);
    for (let i = 0; i < lines.length; i += 2) expect(lines[i + 1]).toBe(lines[i]?.replace("begin", "end"));
    expect(readTree(outdir)).toEqual(SYNTH);
    expect(besides(outdir)).toEqual(["diary"]);
  }
});

test("the claim of a dead process is passed by and removed", () => {
  const outdir = newOutdir();
  putClaim(outdir, { pid: deadPid });
  publishTree(outdir, SYNTH);
  expect(readTree(outdir)).toEqual(SYNTH);
  expect(besides(outdir)).toEqual([]);
});

test("what a run left that was killed while it wrote its claim is removed", () => {
  const outdir = newOutdir();
  fs.mkdirSync(placesOf(outdir).lock);
  fs.writeFileSync(path.join(placesOf(outdir).lock, "1-a.draft"), '{"pid":');
  publishTree(outdir, SYNTH);
  expect(besides(outdir)).toEqual([]);
});

test.each([
  ["on another machine", { host: "another-machine", pid: deadPid }],
  ["in another container", { namespace: "pid:[1]", pid: deadPid }],
])("fails beside the claim of a process %s, of which nothing is known, until it is deleted", (_, over) => {
  const outdir = newOutdir();
  putClaim(outdir, over);
  const call = () => publishTree(outdir, SYNTH);
  expect(call).toThrow(UserError);
  expect(failure(call)).toMatch(/delete .*\.cdktf\.out\.lock if you know that it no longer runs$/);
  fs.rmSync(placesOf(outdir).lock, { recursive: true });
  publishTree(outdir, SYNTH);
  expect(readTree(outdir)).toEqual(SYNTH);
});

test("fails beside a claim that cannot be read", () => {
  const outdir = newOutdir();
  fs.writeFileSync(putClaim(outdir, {}), "edited");
  expect(failure(() => publishTree(outdir, SYNTH))).toContain("its lock cannot be read");
});

test("a process id that went to another process since is told from the first, on Linux", () => {
  const self = describeSelf();
  expect(isDead(self)).toBe(false);
  expect(isDead({ ...self, began: "an earlier boot/1" })).toBe(process.platform === "linux");
});

test("the earlier of two runs waits for the later one to give way", () => {
  const outdir = newOutdir();
  const claim = putClaim(outdir, { since: "9999-01-01T00:00:00.000Z" });
  const remover = spawn("sh", ["-c", 'sleep 0.1; rm "$0"', claim]);
  publishTree(outdir, SYNTH);
  expect(readTree(outdir)).toEqual(SYNTH);
  expect(remover.pid).toBeDefined();
});

test("fails when the later of two runs does not give way, since it has begun", () => {
  const outdir = newOutdir();
  putClaim(outdir, { since: "9999-01-01T00:00:00.000Z" });
  expect(failure(() => publishTree(outdir, SYNTH))).toContain("since 9999-01-01");
});

test("a failed run gives the lock back", () => {
  const outdir = newOutdir();
  const write = () => {
    throw new Error("a mistake");
  };
  failure(() => publish({ outdir, write, ...EVERYTHING_IN_SCOPE }));
  expect(besides(outdir)).toEqual([]);
});
