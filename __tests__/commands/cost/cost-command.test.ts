import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCost } from "../../../src/commands/cost/command";
import { costSchema } from "../../../src/commands/schemas/cost";
import { jsonKeys } from "../../../src/commands/schemas/keys";
import { type Run, runOf } from "../../support/command-runs";
import { ENVIRONMENTS } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { publishTo, workFolder } from "../../support/published-output";

const work = workFolder("cost-command");
const out = join(work, "out");

beforeAll(() => publishTo(out));

const cost = (...args: string[]): Run =>
  runOf((output) => runCost(args, { variables: {}, today: TODAY }, output));

const costOf = (...args: string[]): string => {
  const { status, stdout, stderr } = cost("--in", out, ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
};

interface Output {
  readonly format: number;
  readonly environments: readonly {
    readonly environment: string;
    readonly monthly: { readonly min: number; readonly max: number };
    readonly complete: boolean;
    readonly stacks: readonly { readonly stack: string; readonly monthly: { readonly max: number } }[];
    readonly lines: readonly {
      readonly item: string;
      readonly address: string;
      readonly counted: boolean;
      readonly monthly: { readonly max: number } | null;
    }[];
  }[];
}

const json = (...args: string[]): Output => JSON.parse(costOf("--json", ...args)) as Output;

describe("the report", () => {
  const report = () => costOf();

  test("COST-02 shows every line with formula and assumption, and totals of stack, environment and all", () => {
    const shown = costOf("--environments", "retail-forecast,mlapp");
    expect(shown).toMatch(
      /│ network │ interface endpoint +│ +113\.88 │ +113\.88 │ 6 ×: 2 zones × 730 h × 0\.013 USD per/,
    );
    expect(shown).toContain("billed in each of its zones, used or not");
    expect(shown).toMatch(/│ network │ all +│ +\d+\.\d\d │ +\d+\.\d\d │/);
    expect(shown).toMatch(/^retail-forecast \(ap-southeast-1\): \d+\.\d\d to \d+\.\d\d USD a month$/m);
    expect(shown).toMatch(/^all 2 environments: \d+\.\d\d to \d+\.\d\d USD a month$/m);
  });

  test("COST-02 says what the demo's hours, NAT and endpoints cost", () => {
    const shown = costOf("--environments", "retail-forecast-option-b", "--hours", "720");
    expect(shown).toContain("by hours a day: 24 h 25.34, 8 h 8.45, 3 h 3.17, 1 h 1.06 USD a month");
    expect(shown).toContain("6 interface endpoints in 2 zones: 112.32 USD a month and 0.010 a GB");
    expect(shown).toContain(
      "one NAT gateway instead: 46.08 USD a month and 0.069 a GB; the endpoints cost less from 1123 GB",
    );
  });

  test("COST-01 puts each alarm beside what is estimated of what it looks at", () => {
    expect(costOf("--environments", "retail-forecast")).toContain(
      "alarm VPC-Endpoints-Cost-Alert rings above 155 USD of AmazonVPC, which the estimate allows: 122.18 USD",
    );
  });

  test("what was found stands in brackets", () => {
    expect(costOf("--environments", "retail-forecast-console")).toMatch(
      /interface endpoint +│ +\(113\.88\) │/,
    );
  });

  test("ends with what all of it rests on", () => {
    expect(report()).toMatch(/730 hours \(--hours\), 100 GB .*\(--gb\), 5 GB .*\(--log-gb\)/);
    expect(report()).toMatch(/Prices as of 2026-11-20, on demand/);
  });

  test("has every environment where none is asked for", () => {
    for (const environment of ENVIRONMENTS) expect(report()).toContain(`${environment} (`);
  });
});

describe("without a price", () => {
  const place = join(out, "stacks", "mlapp-cluster", "cdk.tf.json");

  test("the line has none, and every total says that it is not all", () => {
    const before = readFileSync(place, "utf8");
    writeFileSync(place, before.replaceAll("t3.medium", "u-24tb1.metal"));
    try {
      const shown = costOf("--environments", "mlapp");
      expect(shown).toMatch(/USD and more: incomplete, 2 lines have no known price a month/);
      expect(shown).toMatch(/node \(u-24tb1\.metal\) +│ +\? │ +\? │ 2 ×: .*no price of/);
      const [environment] = json("--environments", "mlapp").environments;
      expect(environment?.complete).toBe(false);
      expect(environment?.lines.filter(({ monthly }) => monthly === null)).toHaveLength(2);
    } finally {
      writeFileSync(place, before);
    }
  });
});

describe("--json", () => {
  test("has the keys that the page documents, and no other", () => {
    const keys = (value: unknown, at: string): string[] => {
      if (Array.isArray(value)) return [`${at}[]`, ...value.flatMap((item) => keys(item, `${at}[]`))];
      const below =
        value !== null && typeof value === "object"
          ? Object.entries(value).flatMap(([key, item]) => keys(item, at === "" ? key : `${at}.${key}`))
          : [];
      return at === "" || at.endsWith("]") ? below : [at, ...below];
    };
    expect([...new Set(keys(json(), ""))].sort()).toEqual(
      jsonKeys(costSchema)
        .map(([path]) => path)
        .sort(),
    );
  });

  test("adds up", () => {
    for (const { monthly, stacks, lines } of json().environments) {
      const ofStacks = stacks.reduce((sum, stack) => sum + stack.monthly.max, 0);
      const ofLines = lines.reduce((sum, line) => sum + (line.counted ? (line.monthly?.max ?? NaN) : 0), 0);
      expect(ofStacks).toBeCloseTo(monthly.max, 2);
      expect(ofLines).toBeCloseTo(monthly.max, 2);
      expect(monthly.max).toBeGreaterThan(100);
    }
  });

  test("is the same twice, and of one environment the same as among all", () => {
    expect(costOf("--json")).toBe(costOf("--json"));
    const [alone] = json("--environments", "mlapp").environments;
    expect(json().environments.find(({ environment }) => environment === "mlapp")).toEqual(alone);
    expect(json().format).toBe(1);
  });
});

describe("options", () => {
  const total = (...args: string[]): number =>
    json("--environments", "mlapp", ...args).environments[0]?.monthly.max ?? NaN;

  test("change what they say", () => {
    expect(total("--gb", "200")).toBeGreaterThan(total());
    expect(total("--log-gb", "6")).toBeCloseTo(total() + 3 * 0.5, 3);
    expect(total("--hours", "365", "--gb", "0", "--log-gb", "0")).toBeCloseTo(
      total("--gb", "0", "--log-gb", "0") / 2,
      2,
    );
  });

  test.each([
    [["--hours", "0"], "Expected a number, above 0 and up to 744."],
    [["--hours", "745"], "Expected a number, above 0 and up to 744."],
    [["--hours", "a lot"], "Expected a number, above 0 and up to 744."],
    [["--hours", "0x10"], "Expected a number, above 0 and up to 744."],
    [["--gb=-1"], "Expected a number, 0 to 10000."],
    [["--gb", "1e9"], "Expected a number, 0 to 10000."],
    [["--log-gb", "NaN"], "Expected a number, 0 to 10000."],
    [["--log-gb"], "argument missing"],
    [["--region", "eu-west-1"], "unknown option '--region'"],
    [["mlapp"], "too many arguments"],
  ])("fails with status 2 on %j", (args, message) => {
    const { status, stdout, stderr } = cost("--in", out, ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  test.each([
    ["an environment that is not there", "mlap", "got mlap, expected some of ml-inference-prod, mlapp"],
    ["one of two that is not there", "mlapp,prod", "got prod, expected some of"],
    ["no environment at all", ",", "got no name, expected some of"],
  ])("fails with status 1 on %s", (_title, names, message) => {
    const { status, stdout, stderr } = cost("--in", out, "--environments", names);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(`--environment: ${message}`);
  });

  test("fails with status 1 on a folder that synth did not write", () => {
    const { status, stderr } = cost("--in", join(work, "nowhere"));
    expect(status).toBe(1);
    expect(stderr).toContain("expected a finished synth; run npm run synth");
  });

  test("help names every option with its default", () => {
    const { status, stdout } = cost("--help");
    expect(status).toBe(0);
    for (const words of [
      "--hours <n>",
      "default: 730",
      "--gb <n>",
      "default: 100",
      "--log-gb <n>",
      "default: 5",
      "--json",
    ]) {
      expect(stdout.replace(/\s+/g, " ")).toContain(words);
    }
  });
});
