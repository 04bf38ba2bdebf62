import { join } from "node:path";
import { costJson } from "../../../src/cli/cost/json";
import { fullReport } from "../../../src/reports/report";
import { costSchema } from "../../../dev/schemas/cost";
import { jsonKeys } from "../../../dev/schemas/keys";
import { ENVIRONMENTS } from "../../support/environments";
import { USUAL } from "../../../src/cost/line";
import { environmentPlan } from "../../support/altered";
import { TODAY } from "../../support/estimates";
import { offHoursPlan } from "../../support/off-hours";
import { publishTo, workFolder } from "../../support/published-output";
import { costReport } from "./cost-runs";

const out = join(workFolder("cost-json"), "out");

const ASSUMPTIONS = { today: TODAY, ...USUAL };

interface Output {
  readonly formatVersion: number;
  readonly environments: readonly {
    readonly environment: string;
    readonly monthly: { readonly min: number; readonly max: number };
    readonly stacks: readonly { readonly stack: string; readonly monthly: { readonly max: number } }[];
    readonly capacity: readonly {
      readonly peak: { readonly usdAMillionRequests: number };
      readonly average: { readonly usdAMillionRequests: number } | null;
    }[];
    readonly lines: readonly {
      readonly counted: boolean;
      readonly monthly: { readonly max: number } | null;
    }[];
  }[];
}

const json = (...args: string[]): Output => JSON.parse(costReport("--in", out, "--json", ...args)) as Output;

/** A model with all that its capacity depends on. */
const LOADED = {
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
  models: [
    {
      name: "vision",
      image: { tag: "1.0.0" },
      nodeGroup: "gpu",
      gpus: 1,
      replicas: { min: 1, max: 2 },
      requestsPerSecond: { perPod: 20, peak: 30, average: 5 },
    },
  ],
};

let all: Output;

beforeAll(() => {
  publishTo(out, {
    ...Object.fromEntries(ENVIRONMENTS.map((name) => [name, {}])),
    "ml-inference-prod": LOADED,
  });
  all = json();
});

/** Every path of keys in a value. */
function keysOf(value: unknown, at = ""): string[] {
  if (Array.isArray(value)) return [`${at}[]`, ...value.flatMap((item) => keysOf(item, `${at}[]`))];
  const below =
    value !== null && typeof value === "object"
      ? Object.entries(value).flatMap(([key, item]) => keysOf(item, at === "" ? key : `${at}.${key}`))
      : [];
  return at === "" || at.endsWith("]") ? below : [at, ...below];
}

test("the report of all environments, and of one that rests, uses every key of its schema, and no other", () => {
  const documented = jsonKeys(costSchema).map(([path]) => path);
  const resting = costJson([fullReport(environmentPlan(offHoursPlan()), ASSUMPTIONS)], ASSUMPTIONS);
  expect([...new Set([...keysOf(all), ...keysOf(resting)])].sort()).toEqual(documented.sort());
});

test("the stacks of an environment add up to its total", () => {
  for (const { monthly, stacks } of all.environments) {
    expect(monthly.max).toBeGreaterThan(100);
    expect(stacks.reduce((sum, stack) => sum + stack.monthly.max, 0)).toBeCloseTo(monthly.max, 2);
  }
});

test("the counted lines of an environment add up to its total", () => {
  for (const { monthly, lines } of all.environments) {
    const priced = lines.filter((line) => line.counted && line.monthly);
    const sum = priced.reduce((total, line) => total + (line.monthly?.max ?? NaN), 0);
    expect(sum).toBeCloseTo(monthly.max, 2);
  }
});

test("two runs print the same text", () => {
  expect(costReport("--in", out, "--json")).toBe(costReport("--in", out, "--json"));
});

test("an environment has the same report alone as among all", () => {
  const [alone] = json("--environments", "mlapp").environments;
  expect(all.environments.find(({ environment }) => environment === "mlapp")).toEqual(alone);
});

test("the version of the format is 3", () => {
  expect(all.formatVersion).toBe(3);
});

describe("the total", () => {
  const total = (...args: string[]): number =>
    json("--environments", "mlapp", ...args).environments[0]?.monthly.max ?? NaN;

  test("rises with --gb", () => {
    expect(total("--gb", "200")).toBeGreaterThan(total());
  });

  test("rises with --log-gb by the price of each log group", () => {
    expect(total("--log-gb", "6")).toBeCloseTo(total() + 3 * 0.5, 3);
  });

  test("halves with half the --hours, without traffic and logs", () => {
    const unused = ["--gb", "0", "--log-gb", "0"];
    expect(total("--hours", "365", ...unused)).toBeCloseTo(total(...unused) / 2, 2);
  });
});

test("N24 the capacity of a model has its GPUs, its nodes and its cost for a million requests", () => {
  const [card] =
    all.environments.find(({ environment }) => environment === "ml-inference-prod")?.capacity ?? [];
  expect(card).toMatchObject({
    model: "vision",
    nodes: [{ instanceType: "g5.xlarge", pods: 1, gpu: { name: "A10G", memoryMiB: 22_888, count: 1 } }],
    requestsPerSecond: { perPod: 20, peak: 30, average: 5 },
    peak: { requestsPerSecond: 30, servedPerSecond: 30, replicasNeeded: 2, replicas: 2 },
    average: { requestsPerSecond: 5, servedPerSecond: 5, replicasNeeded: 1, replicas: 1 },
  });
  // Two nodes always run, so that fewer requests cost more each.
  expect(card?.average?.usdAMillionRequests).toBeCloseTo(6 * (card?.peak.usdAMillionRequests ?? NaN), 3);
});
