import fs from "node:fs";
import path from "node:path";
import { commitSynth } from "../../support/commit-synth";
import { writeTree, type Tree } from "../tree";

/** Instructions for a child process, as JSON in its first argument. */
export interface ChildOrder {
  readonly outdir: string;
  readonly tree: Tree;
  /** Step that changes the file system before which the process kills itself with SIGKILL. @default - none */
  readonly killAt?: number;
  /** File in which it logs the begin and the end of its work under the lock, with a delay between. @default - none */
  readonly diary?: string;
}

const order = JSON.parse(process.argv[2] ?? "") as ChildOrder;

let steps = 0;
function step(): void {
  steps += 1;
  if (steps === order.killAt) process.kill(process.pid, "SIGKILL");
}

const real = { ...fs };

fs.writeFileSync = (file, data, options) => {
  step();
  if (steps + 1 === order.killAt)
    real.writeFileSync(file, String(data).slice(0, String(data).length / 2), options);
  step();
  real.writeFileSync(file, data, options);
};
fs.rmSync = (target, options) => {
  step();
  const [first] = options?.recursive === true ? firstFiles(String(target)) : [];
  if (first !== undefined) {
    if (steps + 1 === order.killAt) real.unlinkSync(first);
    step();
  }
  real.rmSync(target, options);
};
fs.mkdirSync = ((...args: Parameters<typeof real.mkdirSync>) => (
  step(),
  real.mkdirSync(...args)
)) as typeof fs.mkdirSync;
fs.renameSync = (from, to) => (step(), real.renameSync(from, to));
fs.linkSync = (from, to) => (step(), real.linkSync(from, to));
fs.rmdirSync = (folder) => (step(), real.rmdirSync(folder));

// a kill, unlike a power failure, loses no written data
fs.fsyncSync = () => undefined;

function firstFiles(folder: string): string[] {
  if (!real.existsSync(folder)) return [];
  const entries = real.readdirSync(folder, { recursive: true, encoding: "utf8" });
  return entries.map((name) => path.join(folder, name)).filter((file) => real.statSync(file).isFile());
}

function takeTime(diary: string): void {
  real.appendFileSync(diary, `begin ${process.pid}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  real.appendFileSync(diary, `end ${process.pid}\n`);
}

try {
  const write = (staged: string): void => {
    if (order.diary !== undefined) takeTime(order.diary);
    writeTree(staged, order.tree);
  };
  commitSynth({ outdir: order.outdir, write, isOutOfScope: () => false, underCdktfCli: false });
} catch (error) {
  process.stderr.write((error as Error).message);
  process.exitCode = 1;
}
