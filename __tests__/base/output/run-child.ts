import { spawn, type SpawnOptions } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { buildSync } from "esbuild";
import type { ChildOrder } from "./child";

export interface ChildEnd {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stderr: string;
}

/** Compiles `child.ts` once, and starts it for the tests of a file. */
export class Children {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "publish-child-"));
  readonly program = path.join(this.folder, "child.js");

  constructor() {
    afterAll(() => fs.rmSync(this.folder, { recursive: true, force: true }));
    fs.chmodSync(this.folder, 0o755);
    buildSync({
      entryPoints: [path.join(__dirname, "child.ts")],
      outfile: this.program,
      bundle: true,
      platform: "node",
      target: "node20",
    });
  }

  run(order: ChildOrder, options: SpawnOptions = {}): Promise<ChildEnd> {
    return this.start(process.execPath, [this.program, JSON.stringify(order)], options);
  }

  start(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<ChildEnd> {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
      let stderr = "";
      child.stderr?.on("data", (data: Buffer) => (stderr += data.toString()));
      child.on("error", reject);
      child.on("close", (status, signal) => resolve({ status, signal, stderr }));
    });
  }
}

/** Runs a task with 1, 2, 3, …, several at a time, until a task returns "last". Returns the number of runs. */
export async function countUp(
  task: (n: number) => Promise<"more" | "last">,
  atOnce = os.availableParallelism(),
) {
  let next = 1;
  let isOver = false;
  const worker = async (): Promise<void> => {
    while (!isOver) if ((await task(next++)) === "last") isOver = true;
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return next - 1;
}
