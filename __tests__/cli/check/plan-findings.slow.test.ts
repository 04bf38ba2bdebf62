import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Editable } from "../../support/altered";
import { within } from "../../support/findings";
import { publishTo, workFolder } from "../../support/published-output";
import { planOf } from "../../support/reference-plans";
import { type PlanShape, type WrittenModule } from "../../support/terraform-plans";
import { HandedModules } from "./handed-modules";
import { PlanFiles, SHAPES, TITLED_SHAPES, check, found, reported } from "./plan-files";

const work = workFolder("plan-findings");
const plans = new PlanFiles(work);
const handed = new HandedModules(work);
const out = join(work, "out");

beforeAll(() => publishTo(out, { "retail-forecast": {} }));

/** The handed-over network with another account id, which the folder does not have. */
function inOtherAccount(): WrittenModule {
  const module = handed.module("retail-forecast", "network");
  return { ...module, values: { ...module.values, account_id: "999999999999" } };
}

const folderOf = ({ syntax }: PlanShape): Promise<string> => handed.folderOf("retail-forecast", syntax, out);

test.each(TITLED_SHAPES)(
  "the value of a variable comes from the plan, not from the folder: %s",
  async (_, shape) => {
    const file = plans.of("retail-forecast", "network", shape, { module: inOtherAccount() });
    expect(found("--module", await folderOf(shape), "--plan", file)).toContainEqual(
      expect.objectContaining({
        check: "provider-guards",
        message: expect.stringContaining("its account is 999999999999") as string,
      }),
    );
  },
);

test.each(TITLED_SHAPES)("the value of a sensitive variable is never printed: %s", async (_, shape) => {
  const file = plans.of("retail-forecast", "network", shape, {
    module: inOtherAccount(),
    editPlan: (plan) => (plan["configuration"].root_module.variables.account_id.sensitive = true),
  });
  const { stdout, stderr } = check("--module", await folderOf(shape), "--plan", file, "--json");
  expect(stdout).toContain("${var.account_id}");
  expect(stdout + stderr).not.toContain("999999999999");
});

const MISTAKES: readonly (readonly [string, string, (network: Editable) => void])[] = [
  [
    "a missing rule",
    "workloads-reach-s3",
    ({ resource }) => delete resource.aws_vpc_security_group_egress_rule.nodes_to_s3_443,
  ],
  [
    "an endpoint without private DNS",
    "endpoint-usable",
    ({ resource }) => (resource.aws_vpc_endpoint.sts.private_dns_enabled = false),
  ],
  ["a missing endpoint", "endpoint-missing", ({ resource }) => delete resource.aws_vpc_endpoint.ecr_dkr],
  [
    "a private subnet with the public route table",
    "private-subnet-isolated",
    ({ resource }) =>
      (resource.aws_route_table_association.private_a.route_table_id = "${aws_route_table.public.id}"),
  ],
];

test.each(MISTAKES)(
  "%s has the same findings in a plan of every shape as in a folder, after its cause",
  (_, id, edit) => {
    const folder = join(work, `mistaken-${id}`);
    cpSync(out, folder, { recursive: true });
    const json = structuredClone(planOf("retail-forecast").stack("network").json) as Editable;
    edit(json);
    writeFileSync(join(folder, "stacks/retail-forecast-network/cdk.tf.json"), JSON.stringify(json));
    // The edit itself is one of the folder, and of no plan.
    const expected = found("--in", folder).filter(({ check: each }) => each !== "edited");
    expect(expected.map(({ check: each }) => each)).toContain(id);
    for (const shape of SHAPES) {
      const file = plans.of("retail-forecast", "network", shape, { edit });
      const { status, results } = reported("--in", out, "--plan", file);
      const [cause, ...others] = results;
      expect({ status, cause: cause?.["check"] }).toEqual({ status: 1, cause: "plan-of-stack" });
      expect(others).toEqual(expected);
    }
  },
);

/** A policy that allows every action, on a resource whose ARN is known after apply. */
const everyAction = ({ resource }: Editable): void =>
  within(resource.aws_iam_role_policy.flow_logs, "policy", (policy) => (policy["Statement"][0].Action = "*"));

const WITH_POLICY_TEXT = TITLED_SHAPES.filter(([, { syntax, applied }]) => syntax === "json" || applied);

test.each(WITH_POLICY_TEXT)("a policy that allows every action is found in the plan: %s", (_, shape) => {
  const file = plans.of("retail-forecast", "network", shape, { edit: everyAction });
  expect(found("--in", out, "--plan", file)).toContainEqual(
    expect.objectContaining({ check: "policy-actions", address: "aws_iam_role_policy.flow_logs" }),
  );
});

test("a policy that the plan lacks comes from the folder, and the report says so", () => {
  const shape = { syntax: "hcl", applied: false } as const;
  const file = plans.of("retail-forecast", "network", shape, { edit: everyAction });
  const { stdout } = check("--in", out, "--plan", file);
  expect(stdout).toMatch(
    /folder {2}retail-forecast-network\n {8}from .*, not from the plan: .*policy of aws_iam_role_policy\.flow_logs/,
  );
});

test.each(TITLED_SHAPES)(
  "a bucket of states whose public access block has no instance is found: %s",
  (_, shape) => {
    const address = "aws_s3_bucket_public_access_block.state_bucket";
    const file = plans.of("retail-forecast", "state", shape, {
      editPlan: (plan) => {
        const { resources } = plan["configuration"].root_module as { resources: Editable[] };
        const block = resources.find((each) => each["address"] === address) as Editable;
        block["count_expression"] = { references: ["var.on"] };
        plan["resource_changes"] = plan["resource_changes"].filter(
          (each: Editable) => each["address"] !== address,
        );
      },
    });
    expect(found("--in", out, "--plan", file)).toContainEqual(
      expect.objectContaining({ check: "private-buckets", address: "aws_s3_bucket.state_bucket" }),
    );
  },
);
