import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { moduleOf } from "../../../src/handoff/module/module";
import { LAYERS, type Layer } from "../../../src/core/layers";
import { type JsonObject, StackJson } from "../../../src/terraform-json/stack-json";
import { runCheck } from "../../../src/commands/check/command";
import { type Editable } from "../../support/altered";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY, within } from "../../support/findings";
import { handedStacks } from "../../support/handed-stacks";
import { ENVIRONMENTS } from "../../support/environments";
import { planOf } from "../../support/reference-plans";
import { publishTo, workFolder } from "../../support/published-output";
import { type PlanShape, type WrittenModule, terraformPlan } from "../../support/terraform-plans";

const work = workFolder("check-plans");
const out = join(work, "out");

beforeAll(() => publishTo(out));

const check = (...args: string[]): Run =>
  runOf((output) => runCheck(args, { variables: {}, today: TODAY }, output));

/** What the command finds, as a script reads it. */
function found(...args: string[]): Editable[] {
  const { stdout, stderr } = check(...args, "--json");
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Editable[];
}

const SHAPES: readonly PlanShape[] = (["json", "hcl"] as const).flatMap((syntax) =>
  [false, true].map((applied) => ({ syntax, applied })),
);

/** Writes a plan of a stack, after an edit of what it is a plan of. */
function planFile(
  environment: string,
  layer: Layer,
  shape: PlanShape,
  edit: (json: Editable) => void = () => undefined,
  editPlan: (plan: Editable) => void = () => undefined,
  module?: WrittenModule,
): string {
  const { stacks } = planOf(environment);
  const json = structuredClone(planOf(environment).stack(layer).json) as Editable;
  edit(json);
  const plan = terraformPlan(
    new StackJson(`${environment}-${layer}`, json as JsonObject),
    shape,
    (from, output) => {
      const made = stacks.find(({ name }) => name === `${environment}-${from}`)?.outputs[output] as Editable;
      return Array.isArray(made?.["value"]) ? made["value"].length : undefined;
    },
    module,
  );
  editPlan(plan);
  const file = join(work, `${environment}-${layer}-${shape.syntax}-${String(shape.applied)}.json`);
  writeFileSync(file, JSON.stringify(plan));
  return file;
}

function handedOver(environment: string, layer: Layer): WrittenModule {
  const stack = handedStacks(planOf(environment)).find((each) => each.layer === layer);
  if (!stack) throw new Error(`no ${layer}`);
  const { json, values } = moduleOf(stack);
  return { written: new StackJson(`${environment}-${layer}`, json), values };
}

const NEW: PlanShape = { syntax: "json", applied: false };

describe.each(ENVIRONMENTS)("%s", (environment) => {
  let expected: Editable[];
  beforeAll(() => (expected = found("--in", out, "--environments", environment)));

  test.each(LAYERS)("a plan of %s, with the folder, finds what the folder alone finds", (layer) => {
    for (const shape of SHAPES) {
      expect(found("--in", out, "--plan", planFile(environment, layer, shape))).toEqual(expected);
    }
  });

  test.each(LAYERS)("a plan of the handed-over %s finds the same", (layer) => {
    const none = (): void => undefined;
    for (const shape of SHAPES) {
      const plan = planFile(environment, layer, shape, none, none, handedOver(environment, layer));
      expect(found("--in", out, "--plan", plan)).toEqual(expected);
    }
  });
});

test("the value of a variable counts, whatever the folder has in its place", () => {
  const { written, values } = handedOver("retail-forecast", "network");
  const none = (): void => undefined;
  for (const shape of SHAPES) {
    const module = { written, values: { ...values, account_id: "999999999999" } };
    const plan = planFile("retail-forecast", "network", shape, none, none, module);
    expect(found("--in", out, "--plan", plan)).toContainEqual(
      expect.objectContaining({
        check: "provider-guards",
        message: expect.stringContaining("its account is 999999999999") as string,
      }),
    );
  }
});

test("a sensitive variable is never shown", () => {
  const { written, values } = handedOver("retail-forecast", "network");
  const none = (): void => undefined;
  const sensitive = (plan: Editable): void =>
    void (plan["configuration"].root_module.variables.account_id.sensitive = true);
  for (const shape of SHAPES) {
    const module = { written, values: { ...values, account_id: "999999999999" } };
    const plan = planFile("retail-forecast", "network", shape, none, sensitive, module);
    const { stdout, stderr } = check("--in", out, "--plan", plan, "--json");
    expect(stdout).toContain("${var.account_id}");
    expect(stdout + stderr).not.toContain("999999999999");
  }
});

const MISTAKES: readonly (readonly [string, string, (network: Editable) => void])[] = [
  [
    "a rule that is gone",
    "workloads-reach-s3",
    ({ resource }) => delete resource.aws_vpc_security_group_egress_rule.nodes_to_s3_443,
  ],
  [
    "an endpoint without private DNS",
    "endpoint-usable",
    ({ resource }) => (resource.aws_vpc_endpoint.sts.private_dns_enabled = false),
  ],
  [
    "an endpoint that is gone",
    "endpoint-missing",
    ({ resource }) => delete resource.aws_vpc_endpoint.ecr_dkr,
  ],
  [
    "a subnet of another table",
    "private-subnet-isolated",
    ({ resource }) =>
      (resource.aws_route_table_association.private_a.route_table_id = "${aws_route_table.public.id}"),
  ],
];

const every: (network: Editable) => void = ({ resource }) =>
  within(resource.aws_iam_role_policy.flow_logs, "policy", (policy) => (policy["Statement"][0].Action = "*"));

test.each(MISTAKES)("%s is found in a plan as in a folder", (_, id, edit) => {
  const folder = join(work, "mistaken");
  cpSync(out, folder, { recursive: true });
  const json = structuredClone(planOf("retail-forecast").stack("network").json) as Editable;
  edit(json);
  writeFileSync(join(folder, "stacks/retail-forecast-network/cdk.tf.json"), JSON.stringify(json));
  const expected = found("--in", folder, "--environments", "retail-forecast");
  expect(expected.map(({ check: each }) => each)).toContain(id);
  for (const shape of SHAPES) {
    const file = planFile("retail-forecast", "network", shape, edit);
    expect(found("--in", out, "--plan", file)).toEqual(expected);
    expect(check("--in", out, "--plan", file).status).toBe(1);
  }
});

test("a policy that allows every action is found wherever the plan holds its text", () => {
  for (const shape of SHAPES.filter(({ syntax, applied }) => syntax === "json" || applied)) {
    const file = planFile("retail-forecast", "network", shape, every);
    expect(found("--in", out, "--plan", file)).toContainEqual(
      expect.objectContaining({ check: "policy-actions", address: "aws_iam_role_policy.flow_logs" }),
    );
  }
});

test("a policy whose text no plan holds yet is taken from the folder, and the report says so", () => {
  const file = planFile("retail-forecast", "network", { syntax: "hcl", applied: false }, every);
  const { stdout } = check("--in", out, "--plan", file);
  expect(stdout).toMatch(
    /folder {2}retail-forecast-network\n.*not of the plan: .*policy of aws_iam_role_policy\.flow_logs/,
  );
});

test("without the folder such a policy is named as not known, with the checks that asked for it", () => {
  const file = planFile("retail-forecast", "network", { syntax: "hcl", applied: false });
  const { status, stdout } = check("--plan", file);
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /unknown retail-forecast-network policy of aws_iam_role_policy\.flow_logs\n {8}known after apply, made of aws_cloudwatch_log_group\.flow_logs\.arn; asked for by /,
  );
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

test("without the folder what a stack lacks in others is unsure, and each of them is named", () => {
  const { status, stdout } = check("--plan", planFile("retail-forecast", "network", NEW));
  expect(status).toBe(1);
  for (const layer of ["state", "cluster", "platform", "models"]) {
    expect(stdout).toContain(
      `unknown retail-forecast-${layer}\n        neither a plan nor a folder tells what it holds`,
    );
  }
  expect(stdout).toContain("perhaps, as these checks could not know all that they asked for:\n");
  expect(stdout).toMatch(/checks: 0 errors, 0 warnings, 0 waived, \d+ unsure, \d+ not known\n$/);
});

test("with plans of all stacks a check is sure unless it asks for what no plan holds", () => {
  const plans = LAYERS.flatMap((layer) => [
    "--plan",
    planFile("retail-forecast", layer, { syntax: "json", applied: true }),
  ]);
  const expected = found("--in", out, "--environments", "retail-forecast");
  const results = found(...plans);
  const sure = results.filter(({ severity, unsure }) => severity !== "unknown" && unsure === undefined);
  const unknown = results.filter(({ severity }) => severity === "unknown");
  expect(expected).not.toEqual([]);
  // nothing is waived, since waivers stand in the folder
  for (const each of expected) delete each["waiver"];
  expect(sure).toEqual(expected);
  expect(check(...plans).status).toBe(1);
  expect([...new Set(unknown.map(({ attribute }) => String(attribute)))].sort()).toEqual([
    "backend",
    "lifecycle",
    "oidc_issuer",
    "required_version",
    "spec.egress.to",
  ]);
  expect(unknown).toContainEqual(
    expect.objectContaining({
      address: "aws_s3_bucket.state_bucket",
      checks: expect.arrayContaining(["destroy-protection"]) as string[],
    }),
  );
});

test("only environments with a plan are judged, the others are there for what must be unique", () => {
  const results = found("--in", out, "--plan", planFile("retail-forecast", "state", NEW));
  expect(results).not.toEqual([]);
  expect(results.filter(({ environment }) => environment !== "retail-forecast")).toEqual([]);
});

test("several environments are judged by their plans, or one of them", () => {
  const plans = ["retail-forecast", "mlapp"].flatMap((name) => ["--plan", planFile(name, "network", NEW)]);
  const names = (...args: string[]) => [
    ...new Set(found("--in", out, ...plans, ...args).map((each) => each["environment"])),
  ];
  expect(names().sort()).toEqual(["mlapp", "retail-forecast"]);
  expect(names("--environments", "mlapp")).toEqual(["mlapp"]);
  const { status, stderr } = check("--in", out, ...plans, "--environments", "ml-inference-prod");
  expect(status).toBe(1);
  expect(stderr).toContain("got ml-inference-prod, expected one of retail-forecast, mlapp (with a plan)");
});

const untagged = (plan: Editable): void => {
  delete plan["configuration"].provider_config.aws.expressions.default_tags;
};

test("a plan is of the stack that its default tags say, or that is named", () => {
  const tagged = planFile("retail-forecast", "network", NEW);
  expect(found("--in", out, "--plan", `retail-forecast-network=${tagged}`)).toEqual(
    found("--in", out, "--plan", tagged),
  );
  const bare = planFile("retail-forecast", "network", NEW, undefined, untagged);
  expect(check("--in", out, "--plan", `retail-forecast-network=${bare}`)).toMatchObject({ stderr: "" });
});

test.each<[string, string, () => string[]]>([
  [
    "says nothing of its stack",
    "name the stack: --plan STACK=FILE",
    () => ["--plan", planFile("retail-forecast", "network", NEW, undefined, untagged)],
  ],
  [
    "is of another stack than is named",
    "got retail-forecast-cluster, but the default tags of the plan's AWS provider say retail-forecast-network",
    () => ["--plan", `retail-forecast-cluster=${planFile("retail-forecast", "network", NEW)}`],
  ],
  [
    "is the second of its stack",
    "got a second plan of retail-forecast-network, expected one",
    () => {
      const file = planFile("retail-forecast", "network", NEW);
      return ["--plan", file, "--plan", file];
    },
  ],
  [
    "is of a stack that the folder does not have",
    "got a plan of other-network, expected one of the stacks of --out: ml-inference-prod-state,",
    () => [
      "--plan",
      planFile("retail-forecast", "network", NEW, undefined, (plan) => {
        plan[
          "configuration"
        ].provider_config.aws.expressions.default_tags[0].tags.constant_value.environment = "other";
      }),
    ],
  ],
  [
    "is named like a stack and is not there",
    "--plan nothing.json: got no such file",
    () => ["--plan", "retail-forecast-network=nothing.json"],
  ],
])("fails when a plan %s", (_, message, args) => {
  const { status, stdout, stderr } = check("--in", out, ...args());
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(message);
});

test("a file whose name looks like that of a stack can be given with its folder", () => {
  const { stderr } = check("--plan", "./retail-forecast-network=plan.json");
  expect(stderr).toContain("--plan ./retail-forecast-network=plan.json: got no such file");
});

test("fails for all plans at once", () => {
  const { stderr } = check("--plan", "one.json", "--plan", "two.json");
  expect(stderr).toMatch(/one\.json: got no such file.*\n.*two\.json: got no such file/);
});
