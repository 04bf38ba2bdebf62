import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publish } from "../../../src/publish/publish";
import { synthesize } from "../../../src/app";
import { writeEnvironmentRecord } from "../../../src/synthesized/environment-record";
import { runCheck } from "../../../src/tools/check/command";
import { ENVIRONMENTS, configWith } from "../../support/environments";

const work = mkdtempSync(join(tmpdir(), "check-command-"));
const out = join(work, "out");

beforeAll(() => {
  const environments = ENVIRONMENTS.map((name) => ({ name, config: configWith(name) }));
  publish({
    outdir: out,
    underCdktfCli: false,
    isOutOfScope: () => false,
    write: (staged) => {
      synthesize(environments, staged);
      for (const { name, config } of environments) {
        writeEnvironmentRecord(staged, name, { waivers: config.waivers, settings: [] });
      }
    },
  });
});

afterAll(() => rmSync(work, { recursive: true }));

function check(...args: string[]): { status: number; stdout: string; stderr: string } {
  let [stdout, stderr] = ["", ""];
  const status = runCheck(args, "2026-11-20", {
    out: (text) => (stdout += text),
    err: (text) => (stderr += text),
  });
  return { status, stdout, stderr };
}

test("says how many checks ran and what they found, with the waivers that synth recorded", () => {
  const { status, stdout, stderr } = check("--out", out);
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
    const { status, stdout } = check("--out", out, "--environment", "retail-forecast", "--json");
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
  const { status, stderr } = check("--out", join(work, "nothing"));
  expect(status).toBe(1);
  expect(stderr).toContain("run npm run synth");
});

test("fails when the environment is not there, and lists those that are", () => {
  const { status, stderr } = check("--out", out, "--environment", "prod");
  expect(status).toBe(1);
  expect(stderr).toContain("got prod, expected one of ml-inference-prod, mlapp");
});

test("wrong usage is exit status 2", () => {
  expect(check("--folder", out).status).toBe(2);
});
