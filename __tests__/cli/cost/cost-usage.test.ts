import { join } from "node:path";
import { publishTo, workFolder } from "../../support/published-output";
import { cost } from "./cost-runs";

const work = workFolder("cost-usage");
const out = join(work, "out");

beforeAll(() => publishTo(out, { mlapp: {}, "ml-inference-prod": {} }));

test.each([
  [["--hours", "0"], "Expected a number, above 0 and up to 744."],
  [["--hours", "745"], "Expected a number, above 0 and up to 744."],
  [["--hours", "a lot"], "Expected a number, above 0 and up to 744."],
  [["--hours", "0x10"], "Expected a number, above 0 and up to 744."],
  [["--gb=-1"], "Expected a number, 0 to 10000."],
  [["--gb", "1e9"], "Expected a number, 0 to 10000."],
  [["--log-gb", "NaN"], "Expected a number, 0 to 10000."],
  [["--log-gb"], "argument missing"],
  [["--environments", ","], "Expected names, such as a,b."],
  [["--region", "eu-west-1"], "unknown option '--region'"],
  [["mlapp"], "too many arguments"],
])("returns 2 for %j", (args, message) => {
  const { status, stdout, stderr } = cost("--in", out, ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(message);
});

test.each([
  ["an environment is unknown", "mlap", "got mlap, expected one or more of ml-inference-prod, mlapp (in "],
  ["one of two environments is unknown", "mlapp,prod", "got prod, expected one or more of"],
])("fails when %s", (_, names, message) => {
  const { status, stdout, stderr } = cost("--in", out, "--environments", names);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(`--environments: ${message}`);
});

test("fails when the folder has no finished synth", () => {
  const { status, stderr } = cost("--in", join(work, "nowhere"));
  expect(status).toBe(1);
  expect(stderr).toContain("expected a finished synth; run npx private-eks-inference synth");
});

test.each(["--hours <n>", "default: 730", "--gb <n>", "default: 100", "--log-gb <n>", "default: 5"])(
  "the help has %s",
  (words) => {
    const { status, stdout } = cost("--help");
    expect(status).toBe(0);
    expect(stdout.replace(/\s+/g, " ")).toContain(words);
  },
);
