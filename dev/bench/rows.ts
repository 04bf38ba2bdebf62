import { resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Contestant, type Progress, type Sample, race } from "./race";
import { growthExponent, medianOf, pairedRatio } from "./statistics";
import { Workspace } from "./workspace";

/** A row of the report. */
export interface Row {
  readonly what: string;
  /** A ratio, a growth exponent, or seconds. */
  readonly measured: number;
  /** @default - none: the number is printed alone */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
  readonly detail: string;
}

const SIZES = [1, 10, 100, 1000] as const;

const EVERY_TRACE = "export function traceTokensOnFailure<T>(job: () => T): T {\n  return job();\n}\n";
const CDKTFS_WALKS = `import { TerraformStack } from "cdktf";
export const stackTerraform = (stack: TerraformStack): object => {
  TerraformStack.prototype.prepareStack.call(stack);
  return TerraformStack.prototype.toTerraform.call(stack) as object;
};
`;

const NO_CHECKS = "export const CHECKS = [];\n";

/** The functions of a run, without results. Their module has others, which readers of results need. */
export const NOTHING_RUN = [
  [
    "export function runChecks(request: RunRequest): Result[] {",
    "$&\n  if (request.checks.length === 0) return [];",
  ],
  [/^(export const isBlocking = .* =>) .*$/m, "$1 false;"],
] as const;

/** Subjects of the report, in its order. */
export const SUBJECTS = ["launch", "official", "growth", "tokens", "review", "tests"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Measures subjects on new copies of the repository. */
export function measure(subjects: readonly Subject[], progress: Progress): Row[] {
  const workspaces: Workspace[] = [];
  const workspace = () => {
    const made = new Workspace();
    workspaces.push(made);
    return made;
  };
  const unchecked = () =>
    workspace().replace("src/checks/all.ts", NO_CHECKS).edit("src/checks/run.ts", NOTHING_RUN);
  const rows: Readonly<Record<Subject, () => Row[]>> = {
    launch: () => launchRows(workspace(), unchecked(), unchecked(), progress),
    official: () => officialRows(workspace(), progress),
    growth: () => growthRows(workspace(), unchecked(), progress),
    tokens: () =>
      tokenRows(
        workspace(),
        workspace().replace("src/platform/token-traces.ts", EVERY_TRACE),
        workspace().replace("src/platform/stacks/stack-terraform.ts", CDKTFS_WALKS),
        progress,
      ),
    review: () => reviewRows(workspace(), progress),
    tests: () => testRows(progress),
  };
  try {
    return SUBJECTS.filter((subject) => subjects.includes(subject)).flatMap((subject) => rows[subject]());
  } finally {
    workspaces.forEach((made) => made.remove());
  }
}

/** The environments that the project is for. The others show further parts, and their number grows. */
const REFERENCES = [
  "retail-forecast",
  "retail-forecast-console",
  "retail-forecast-option-b",
  "mlapp",
  "ml-inference-prod",
];

/** The rows with a target of the launch run without checks, which have their own target. */
function launchRows(own: Workspace, bare: Workspace, edited: Workspace, progress: Progress): Row[] {
  const contestants = {
    floor: own.floor(),
    unchanged: bare.synth("examples", REFERENCES),
    edited: edited.synthAfterEdit(REFERENCES),
    checked: own.synth("examples", REFERENCES),
    all: bare.synth(),
  };
  const samples = race(contestants, { warmUp: 2, counted: 15 }, progress);
  const row = (what: string, name: keyof typeof contestants, base: keyof typeof contestants): Row => ({
    what,
    measured: pairedRatio(samples[name], samples[base], "wallMs"),
    detail: `${milliseconds(samples[name])} / ${milliseconds(samples[base])}`,
  });
  const checks = row("checks of the references / their synth without checks", "checked", "unchanged");
  return [
    {
      ...row(
        "synth of the references without checks, unchanged / loading the packages",
        "unchanged",
        "floor",
      ),
      target: AT_LAUNCH,
    },
    {
      ...row(
        "synth of the references without checks, after an edit / loading the packages",
        "edited",
        "floor",
      ),
      target: AT_LAUNCH,
    },
    { ...checks, measured: checks.measured - 1, target: OF_CHECKS },
    row("synth of all environments without checks / loading the packages", "all", "floor"),
  ];
}

const AT_LAUNCH = { atMost: 1.2 };
const OF_CHECKS = { atMost: 0.5 };

function officialRows(own: Workspace, progress: Progress): Row[] {
  const official = {
    "cdktf synth with ts-node, barrel imports": own.cdktfSynth("official", { folder: "dev/bench/official" }),
    "cdktf synth with ts-node, our imports": own.cdktfSynth("ts-node", { app: "npx ts-node main.ts synth" }),
    "cdktf synth with our start file": own.cdktfSynth("cli"),
  };
  const { ours, ...samples } = race({ ...official, ours: own.synth() }, { warmUp: 1, counted: 3 }, progress);
  for (const name of ["official", "ts-node", "cli"]) {
    if (!isDeepStrictEqual(own.stacks(name), own.stacks("examples")))
      throw new Error(`out-${name} differs from the output of our synth`);
  }
  return (Object.keys(samples) as (keyof typeof samples)[]).map((name, index) => ({
    what: `${name} / synth`,
    measured: pairedRatio(samples[name], ours, "wallMs"),
    ...(index === 0 ? { target: { atLeast: 20 } } : {}),
    detail: `${milliseconds(samples[name])} / ${milliseconds(ours)}`,
  }));
}

function growthRows(own: Workspace, bare: Workspace, progress: Progress): Row[] {
  const contestants = Object.fromEntries(
    SIZES.flatMap((size) => [
      [withChecks(size), own.synth(own.environmentOf(size))],
      [withoutChecks(size), bare.synth(bare.environmentOf(size))],
    ]),
  );
  const samples = race(contestants, { warmUp: 1, counted: 3 }, progress);
  const growth = (["cpuMs", "peakMiB"] as const).map((what) => {
    const costs = new Map(SIZES.map((size) => [size, medianOf(samples[withChecks(size)] ?? [], what)]));
    const unit = what === "cpuMs" ? "ms" : "MiB";
    return {
      what: `${what === "cpuMs" ? "processor time" : "memory"} from 100 to 1,000 models: exponent`,
      measured: growthExponent(costs),
      target: { atMost: 1.05 },
      detail: `${[...costs.values()].map((cost) => cost.toFixed(0)).join(", ")} ${unit} for ${SIZES.join(", ")}`,
    };
  });
  const shares = SIZES.map(
    (size) => pairedRatio(samples[withChecks(size)] ?? [], samples[withoutChecks(size)] ?? [], "cpuMs") - 1,
  );
  return [
    ...growth,
    {
      what: "checks / synth without checks, largest ratio for 1 to 1,000 models",
      measured: Math.max(...shares),
      target: OF_CHECKS,
      detail: `${shares.map((share) => share.toFixed(2)).join(", ")} for ${SIZES.join(", ")}`,
    },
  ];
}

const withChecks = (size: number): string => `${size} models`;
const withoutChecks = (size: number): string => `${size} models without checks`;

function tokenRows(own: Workspace, traced: Workspace, walked: Workspace, progress: Progress): Row[] {
  const contestants = {
    synth: own.synth(own.environmentOf(100)),
    "a stack trace for every token": traced.synth(traced.environmentOf(100)),
    "cdktf's own walks": walked.synth(walked.environmentOf(100)),
  };
  const { synth, ...others } = race(contestants, { warmUp: 2, counted: 5 }, progress);
  return Object.entries(others).map(([name, samples]) => ({
    what: `with ${name} / synth, 100 models`,
    measured: pairedRatio(samples, synth, "cpuMs"),
    detail: `${medianOf(samples, "cpuMs").toFixed(0)} / ${medianOf(synth, "cpuMs").toFixed(0)} ms of processor time`,
  }));
}

/** Reviews in which all models change: of all reference environments, and of environments with many models. */
function reviewRows(own: Workspace, progress: Progress): Row[] {
  const references = "every reference environment";
  const contestants = Object.fromEntries([
    [references, own.review("examples", own.changed("examples"))],
    ...SIZES.map((size) => {
      const models = own.environmentOf(size);
      return [`review of ${size} models`, own.review(models, own.changed(models))] as const;
    }),
  ]);
  const samples = race(contestants, { warmUp: 1, counted: 3 }, progress);
  const ofSize = (size: number): readonly Sample[] => samples[`review of ${size} models`] ?? [];
  const costs = new Map(SIZES.map((size) => [size, medianOf(ofSize(size), "cpuMs")]));
  return [
    {
      what: "review of a change in every reference environment, in seconds",
      measured: medianOf(samples[references] ?? [], "wallMs") / 1000,
      target: { atMost: 1 },
      detail: milliseconds(samples[references] ?? []),
    },
    {
      what: "processor time of a review from 100 to 1,000 models: exponent",
      measured: growthExponent(costs),
      target: { atMost: 1.05 },
      detail: `${[...costs.values()].map((cost) => cost.toFixed(0)).join(", ")} ms for ${SIZES.join(", ")}`,
    },
  ];
}

/** The tests of this checkout, compared with the compiler, which reads the same files. */
function testRows(progress: Progress): Row[] {
  const here = resolve(".");
  const jest = (...args: string[]): Contestant => ({
    args: ["node_modules/jest/bin/jest.js", ...args],
    cwd: here,
  });
  const tsc = "node_modules/typescript/bin/tsc";
  const contestants = {
    "jest tests of npm test": jest("--config", "__tests__/jest.fast.config.js"),
    "tsc --noEmit": {
      args: [tsc, "-p", ".", "--noEmit", "--incremental", "false", "--tsBuildInfoFile", "null"],
      cwd: here,
    },
  };
  const samples = race(contestants, { warmUp: 1, counted: 1 }, progress);
  const [tests, compiler] = [samples["jest tests of npm test"], samples["tsc --noEmit"]];
  const limited = (what: string, unit: keyof Sample, divisor: number, atMost: number): Row => ({
    what,
    measured: medianOf(tests, unit) / divisor,
    target: { atMost },
    detail: "on two cores, without processes that tests start",
  });
  return [
    {
      what: "jest tests of npm test / tsc --noEmit",
      measured: pairedRatio(tests, compiler, "wallMs"),
      detail: `${milliseconds(tests)} / ${milliseconds(compiler)}`,
    },
    limited("processor time of npm test, in seconds", "cpuMs", 1000, 400),
    limited("elapsed time of npm test, in seconds", "wallMs", 1000, 240),
    limited("memory of npm test, in GiB", "peakMiB", 1024, 2.5),
  ];
}

const milliseconds = (samples: readonly Sample[]): string => `${medianOf(samples, "wallMs").toFixed(0)} ms`;
