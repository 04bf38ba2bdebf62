import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCheck } from "../../../src/cli/check/command";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { publishTo, workFolder } from "../../support/published-output";
import { resynthesize } from "../../../src/synth/resynthesize";

const work = workFolder("check-command");
const out = join(work, "out");

beforeAll(() => publishTo(out, { mlapp: {}, "retail-forecast": {} }));

const UNJUDGED = "blocks with unjudged parts that may be edited";

const check = (...args: string[]): Run =>
  runOf((output) => runCheck(args, { variables: {}, today: TODAY, resynthesize }, output));

test("passes for an output folder of synth, and counts checks and findings", () => {
  const { status, stdout, stderr } = check("--in", out);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^\d+ checks: 0 errors, 0 warnings, 7 waived at 9 places$/m);
});

test("ends with what is not proved, and has it in JSON", () => {
  expect(check("--in", out).stdout).toMatch(
    /\n\nnot proved\n(  .*\n)+  no check judges: contents and keep-alive times of images \d+, blocks with unjudged parts that may be edited \d+ .*\n  not run: check --plan, verify\n$/,
  );
  const { notProved } = JSON.parse(check("--in", out, "--json").stdout) as { notProved: object[] };
  expect(notProved).toContainEqual({ kind: "command", what: "verify" });
  expect(notProved).toContainEqual({
    kind: "stated",
    what: "administrators",
    count: expect.any(Number) as number,
  });
});

test("counts blocks with unjudged parts where only the record in the output says that synth wrote them", () => {
  const { notProved } = JSON.parse(check("--in", out, "--json").stdout) as {
    notProved: { what: string; count: number; names: string[] }[];
  };
  const found = notProved.filter(({ what }) => what === UNJUDGED);
  expect(found).toHaveLength(1);
  expect(found[0]?.names.length).toBe(found[0]?.count);
});

test("counts no such block with a trusted record", () => {
  const { stdout } = check("--in", out, "--manifest", join(out, ".synth-files.json"), "--json");
  expect(stdout).not.toContain(UNJUDGED);
});

test("applies the waivers that synth recorded", () => {
  expect(check("--in", out).stdout).toMatch(
    /^waived +operators-reach-api retail-forecast-network aws_vpc_security_group_ingress_rule\./m,
  );
});

describe("after an edit of a synthesized stack", () => {
  const file = join(out, "stacks", "retail-forecast-network", "cdk.tf.json");
  let before: string;

  beforeAll(() => {
    before = readFileSync(file, "utf8");
    const json = JSON.parse(before) as { resource: { aws_vpc_endpoint: Record<string, unknown> } };
    delete json.resource.aws_vpc_endpoint["sts"];
    writeFileSync(file, JSON.stringify(json));
  });

  afterAll(() => writeFileSync(file, before));

  test("fails, and reports the finding", () => {
    const { status, stdout } = check("--in", out, "--json");
    expect(status).toBe(1);
    expect((JSON.parse(stdout) as { findings: object[] }).findings).toContainEqual(
      expect.objectContaining({
        check: "endpoint-missing",
        severity: "error",
        stack: "retail-forecast-network",
      }),
    );
  });

  test("reports only the selected environments", () => {
    expect(check("--in", out, "--environments", "retail-forecast").status).toBe(1);
    expect(check("--in", out, "--environments", "mlapp").status).toBe(0);
  });
});

test("fails when the folder has no finished synth", () => {
  const { status, stderr } = check("--in", join(work, "nothing"));
  expect(status).toBe(1);
  expect(stderr).toContain(
    "got no manifest.json, expected a finished synth; run npx private-eks-inference synth",
  );
});

test("fails when the environment is unknown, and lists the known ones", () => {
  const { status, stderr } = check("--in", out, "--environments", "prod");
  expect(status).toBe(1);
  expect(stderr).toContain("--environments: got prod, expected one or more of mlapp, retail-forecast (in ");
});

test("returns 2 for an unknown option", () => {
  expect(check("--folder", out).status).toBe(2);
});
