import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKS } from "../../../src/checks/all";
import { type Result, runChecks } from "../../../src/checks/run";
import { NOTHING_STATED } from "../../../src/infrastructure/stated";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type StackJson } from "../../../src/terraform/stack-json";
import { LAYERS, type Layer } from "../../../src/base/layers";
import { PlannedEnvironment } from "../../../src/cli/check/planned-environment";
import { runOnPlans } from "../../../src/cli/check/run-on-plans";
import { readPlans } from "../../../src/project/plans";
import { plannedStacks } from "../../../src/cli/check/planned-stacks";
import { type Editable } from "../../support/altered";
import { TODAY } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { workFolder } from "../../support/published-output";
import { terraformPlan } from "../../support/terraform-plans";

const NAME = "mlapp";
const work = workFolder("plan-existence");

/** An own bucket without a public access block, since that one has no instance. */
const BUCKET = `
resource "aws_s3_bucket" "mine" {
  bucket = "mine"
}
resource "aws_s3_bucket_public_access_block" "mine" {
  count                   = 0
  bucket                  = aws_s3_bucket.mine.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
`;

const lines = (results: readonly Result[]): string[] =>
  results
    .filter(({ check }) => check.id !== "plan-of-stack")
    .map(({ check, address, message }) => `${check.id} ${address}: ${message}`)
    .sort();

const inFolder = (plan: EnvironmentPlan): string[] =>
  lines(runChecks({ plans: [plan], checks: CHECKS, waiversOf: () => [], today: TODAY }));

/** Findings with a plan of one layer in place of its stack. */
function inPlan(
  folder: EnvironmentPlan,
  layer: Layer,
  plan: Editable,
): { readonly results: string[]; readonly hasGaps: boolean } {
  const file = join(work, `${layer}.json`);
  writeFileSync(file, JSON.stringify(plan));
  const stacks = LAYERS.map((each) => ({
    environment: NAME,
    layer: each,
    folder: `stacks/${NAME}-${each}`,
    after: [],
    stack: folder.stack(each) as StackJson,
  }));
  const environment = new PlannedEnvironment(NAME, plannedStacks(readPlans([file]), { stacks }), stacks);
  const { results } = runOnPlans({
    environments: [environment],
    others: [],
    checks: CHECKS,
    waiversOf: () => [],
    statedOf: () => NOTHING_STATED,
    today: TODAY,
  });
  return { results: lines(results), hasGaps: environment.hasGaps };
}

const planned = (plan: EnvironmentPlan, layer: Layer, syntax: "json" | "hcl" = "json"): Editable =>
  terraformPlan(plan.stack(layer) as StackJson, { syntax, applied: false });

test("blocks of a layer without a plan exist as in the folder, also beside a plan that lacks values", () => {
  const folder = environmentWithOwnFile(NAME, "network", BUCKET);
  const plan = planned(folder, "state");
  // The stack does not have it, so that its lifecycle is not known. Plans of Terraform before 1.8 do not say whether they are complete.
  delete plan["complete"];
  plan["configuration"].root_module.resources.push({
    address: "aws_sns_topic.stranger",
    mode: "managed",
    type: "aws_sns_topic",
    name: "stranger",
    provider_config_key: "aws",
    expressions: {},
  });
  const { results, hasGaps } = inPlan(folder, "state", plan);
  expect(hasGaps).toBe(true);
  const missing = /^private-buckets aws_s3_bucket\.mine: .*block_public_acls is not true/;
  expect(inFolder(folder)).toContainEqual(expect.stringMatching(missing));
  expect(results).toContainEqual(expect.stringMatching(missing));
});

describe.each(["json", "hcl"] as const)("instances of a block in a plan of %s", (syntax) => {
  const rule = (ranges: string, openings = "{}"): EnvironmentPlan =>
    environmentWithOwnFile(
      NAME,
      "network",
      `
locals {
  openings = ${openings}
}
resource "aws_vpc_security_group_ingress_rule" "open" {
  for_each          = ${ranges}
  security_group_id = aws_security_group.nodes.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = each.value
}
`,
    );
  const OPEN = "internet-ingress aws_vpc_security_group_ingress_rule.open";

  test("are judged as those of the folder", () => {
    const folder = rule('{ office = "10.9.0.0/24", all = "0.0.0.0/0" }');
    const expected = inFolder(folder);
    expect(expected.filter((each) => each.startsWith(OPEN))).toHaveLength(1);
    const plan = planned(folder, "network", syntax);
    expect(inPlan(folder, "network", plan).results).toEqual(expected);
  });

  test.each([
    ["another value of a map", '{ all = "10.9.0.0/24" }', '{ all = "0.0.0.0/0" }'],
    ["another key of a map", '{ office = "10.9.0.0/24" }', '{ all = "0.0.0.0/0" }'],
    ["another set", 'toset(["10.9.0.0/24"])', 'toset(["0.0.0.0/0"])'],
  ])("have the planned values where the folder has %s", (_, ranges, others) => {
    judges(rule(ranges), rule(others));
    judges(rule("local.openings", ranges), rule("local.openings", others));
  });

  /** The planned rule, which opens a port, is found in place of the one of the folder, which opens none. */
  function judges(folder: EnvironmentPlan, other: EnvironmentPlan): void {
    expect(inFolder(folder).filter((each) => each.startsWith("internet-ingress"))).toEqual([]);
    const { results } = inPlan(folder, "network", planned(other, "network", syntax));
    expect(results.filter((each) => each.startsWith(OPEN))).toHaveLength(1);
  }
});
