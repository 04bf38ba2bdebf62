import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A Node.js program, measured as a process from start to end. */
export interface Contestant {
  /** The program and its arguments. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** @default - that of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Setup before each run, which is not measured. @default - none */
  readonly before?: () => void;
}

export interface Sample {
  readonly wallMs: number;
  /** Processor time of the process, without its children. */
  readonly cpuMs: number;
  readonly peakMiB: number;
}

export interface Rounds {
  /** Runs of each contestant that fill caches and are not counted. */
  readonly warmUp: number;
  readonly counted: number;
}

/** Receives the name of the current run. */
export type Progress = (what: string) => void;

/** Runs the contestants in rounds of alternating order, so that disturbances affect all of them alike. */
export function race<Name extends string>(
  contestants: Readonly<Record<Name, Contestant>>,
  { warmUp, counted }: Rounds,
  progress: Progress,
): Record<Name, Sample[]> {
  const names = Object.keys(contestants) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Name, Sample[]>;
  for (let round = 1 - warmUp; round <= counted; round++) {
    for (const name of round % 2 ? names : [...names].reverse()) {
      progress(`${name}: ${round > 0 ? `run ${round} of ${counted}` : "warm-up"}`);
      const sample = run(contestants[name]);
      if (round > 0) samples[name].push(sample);
    }
  }
  return samples;
}

function run({ args, cwd, env, before }: Contestant): Sample {
  before?.();
  const folder = mkdtempSync(join(tmpdir(), "bench-usage-"));
  const usage = join(folder, "usage.json");
  const start = process.hrtime.bigint();
  const { status, error, stdout, stderr } = spawnSync(
    process.execPath,
    ["-r", resolve("dev/bench/probe.js"), ...args],
    {
      cwd,
      env: {
        ...process.env,
        CHECKPOINT_DISABLE: "1",
        TF_CLI_CONFIG_FILE: undefined,
        ...env,
        BENCH_USAGE: usage,
      },
      encoding: "utf8",
      maxBuffer: 1 << 30,
    },
  );
  const wallMs = Number(process.hrtime.bigint() - start) / 1e6;
  if (status !== 0) throw new Error(`${args.join(" ")} failed: ${error?.message ?? stdout + stderr}`);
  const sample = { wallMs, ...(JSON.parse(readFileSync(usage, "utf8")) as Omit<Sample, "wallMs">) };
  rmSync(folder, { recursive: true });
  return sample;
}
