import { join } from "node:path";
import { type Editable } from "../../support/altered";
import { publishTo, workFolder } from "../../support/published-output";
import { PlanFiles, check, found, reported } from "./plan-files";

const work = workFolder("plan-unknowns");
const plans = new PlanFiles(work);

describe("without a folder, a policy that is known after apply", () => {
  let file: string;

  beforeAll(() => (file = plans.of("retail-forecast", "network", { syntax: "hcl", applied: false })));

  test("is unknown in the report, with its origin and the checks that need it", () => {
    const { status, stdout } = check("--plan", file);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /unknown retail-forecast-network policy of aws_iam_role_policy\.flow_logs\n {8}known after apply, computed from aws_cloudwatch_log_group\.flow_logs\.arn; needed by /,
    );
  });

  test("is unknown in JSON, with all checks that need it", () => {
    expect(found("--plan", file)).toContainEqual(
      expect.objectContaining({
        severity: "unknown",
        stack: "retail-forecast-network",
        address: "aws_iam_role_policy.flow_logs",
        attribute: "policy",
        checks: expect.arrayContaining(["policy-actions"]) as string[],
      }),
    );
  });
});

describe("without a folder, a plan of one stack", () => {
  let stdout: string;

  beforeAll(() => {
    const run = check("--plan", plans.of("retail-forecast", "network"));
    expect(run.status).toBe(1);
    ({ stdout } = run);
  });

  test("ends with what is not judged without the file, unless a folder supplies it", () => {
    const file = plans.of("retail-forecast", "network");
    const without = check("--plan", file);
    expect(without.stderr).toBe("");
    expect(without.stdout).toMatch(
      /\nnot proved\n  only a plan verifies: values that a plan lacks \d+\n  no check judges: people in the cluster, permissions, rules and load of models, without the output folder of synth .--in DIR.*\n  not run: verify\n$/,
    );
    const out = join(work, "stated");
    publishTo(out, { "retail-forecast": {} });
    const { stdout: judged } = check("--in", out, "--plan", file);
    expect(judged).not.toContain("people in the cluster");
    expect(judged).toMatch(/\n  only the file states: administrators \d+/);
    // A folder that supplies values is compared with its inputs by that command alone.
    expect(judged).toMatch(/\n  not run: check, verify\n$/);
  });

  test.each(["state", "cluster", "platform", "models"])("leaves the stack of %s unknown", (layer) => {
    expect(stdout).toContain(
      `unknown retail-forecast-${layer}\n        it is in no plan and in no folder; fix: give a plan of it`,
    );
  });

  test("makes every finding unsure", () => {
    expect(stdout).toContain("unsure, since these checks needed unknown values:\n");
    expect(stdout).toMatch(/checks: 0 errors, 0 warnings, 0 waived, \d+ unsure, \d+ not known$/m);
  });
});

describe("without a folder, plans of all stacks", () => {
  let run: ReturnType<typeof reported>;
  let unknown: Editable[];

  beforeAll(() => {
    run = reported(...plans.ofAll("retail-forecast", { syntax: "json", applied: true }));
    unknown = run.results.filter(({ severity }) => severity === "unknown");
  });

  test("have the findings of the folder, without its waivers and quotas", () => {
    const out = join(work, "all");
    publishTo(out, { "retail-forecast": { quotas: { standardVcpus: null } } });
    const expected = found("--in", out);
    for (const finding of expected) delete finding["waiver"];
    // It depends on a lifecycle, which no plan contains.
    const [unsure, sure] = [true, false].map((is) =>
      expected.filter(({ check: id }) => (id === "capacity-autoscaler") === is),
    ) as [Editable[], Editable[]];
    expect([unsure, sure].map(({ length }) => length > 0)).toEqual([true, true]);
    expect(run.results.filter((each) => each["check"] === "capacity-autoscaler")).toEqual(
      unsure.map((each) => ({ ...each, unsure: true })),
    );
    expect(
      run.results.filter(({ severity, unsure }) => severity !== "unknown" && unsure === undefined),
    ).toEqual(sure);
  });

  test("lack only settings that no plan contains", () => {
    expect(run.status).toBe(1);
    expect([...new Set(unknown.map(({ attribute }) => String(attribute)))].sort()).toEqual([
      "backend",
      "lifecycle",
      "oidc_issuer",
      "required_version",
      "spec.egress.to",
    ]);
  });

  test("name the checks that need such a setting", () => {
    expect(unknown).toContainEqual(
      expect.objectContaining({
        address: "aws_s3_bucket.state_bucket",
        checks: expect.arrayContaining(["destroy-protection"]) as string[],
      }),
    );
  });
});

describe("with a folder of several environments", () => {
  const out = join(work, "several");
  const environmentsIn = (...args: string[]): string[] =>
    [...new Set(found("--in", out, ...args).map(({ environment }) => String(environment)))].sort();
  let both: string[];

  beforeAll(() => {
    publishTo(out, { "retail-forecast": {}, mlapp: {}, "ml-inference-prod": {} });
    both = ["retail-forecast", "mlapp"].flatMap((name) => ["--plan", plans.of(name, "network")]);
  });

  test("an environment without a plan has no findings", () => {
    expect(environmentsIn("--plan", plans.of("retail-forecast", "state"))).toEqual(["retail-forecast"]);
  });

  test("each environment with a plan is checked", () => {
    expect(environmentsIn(...both)).toEqual(["mlapp", "retail-forecast"]);
  });

  test("--environments selects among those with a plan", () => {
    expect(environmentsIn(...both, "--environments", "mlapp")).toEqual(["mlapp"]);
  });

  test("--environments fails for one without a plan", () => {
    const { status, stderr } = check("--in", out, ...both, "--environments", "ml-inference-prod");
    expect(status).toBe(1);
    expect(stderr).toContain(
      "got ml-inference-prod, expected one or more of retail-forecast, mlapp (with a plan)",
    );
  });
});
