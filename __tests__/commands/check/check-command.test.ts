import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCheck } from "../../../src/commands/check/command";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { publishTo, workFolder } from "../../support/published-output";

const work = workFolder("check-command");
const out = join(work, "out");

beforeAll(() => publishTo(out));

const check = (...args: string[]): Run =>
  runOf((output) => runCheck(args, { variables: {}, today: TODAY }, output));

test("says how many checks ran and what they found, with the waivers that synth recorded", () => {
  const { status, stdout, stderr } = check("--in", out);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/\d+ checks: 0 errors, \d+ warnings, 2 waived\n$/);
  expect(stdout).toContain("retail-forecast-models kubernetes_ingress_v1.models");
});

test("finds what was edited by hand, and fails", () => {
  const file = join(out, "stacks", "retail-forecast-network", "cdk.tf.json");
  const before = readFileSync(file, "utf8");
  const json = JSON.parse(before) as { resource: { aws_vpc_endpoint: Record<string, unknown> } };
  delete json.resource.aws_vpc_endpoint["sts"];
  writeFileSync(file, JSON.stringify(json));
  try {
    const { status, stdout } = check("--in", out, "--environments", "retail-forecast", "--json");
    const found = JSON.parse(stdout) as { environment: string }[];
    expect(status).toBe(1);
    expect(found).toContainEqual(
      expect.objectContaining({
        check: "endpoint-missing",
        severity: "error",
        stack: "retail-forecast-network",
      }),
    );
    expect(found.filter(({ environment }) => environment !== "retail-forecast")).toEqual([]);
  } finally {
    writeFileSync(file, before);
  }
});

test("fails when the folder holds no finished synth", () => {
  const { status, stderr } = check("--in", join(work, "nothing"));
  expect(status).toBe(1);
  expect(stderr).toContain("run npm run synth");
});

test("fails when the environment is not there, and lists those that are", () => {
  const { status, stderr } = check("--in", out, "--environments", "prod");
  expect(status).toBe(1);
  expect(stderr).toContain("got prod, expected one of ml-inference-prod, mlapp");
});

test("wrong usage is exit status 2", () => {
  expect(check("--folder", out).status).toBe(2);
});
