import { type Layer } from "../../../src/base/layers";
import { type PolicyStatement } from "../../../src/facts/iam";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { actionsOfType, typesIn } from "../../../src/reports/deployer-policy/actions";
import { environmentPolicies } from "../../../src/reports/deployer-policy/environment-policies";
import { LayerNames } from "../../../src/reports/deployer-policy/layer-names";
import { SUBNETS, TABLES, VPC, withIds, withMoreIds } from "../../support/network-by-ids";
import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";

const statements = (
  { environment, output }: Plan,
  own: Layer = "network",
  use: "apply" | "plan" = "apply",
): PolicyStatement[] =>
  environmentPolicies(new EnvironmentPlan(environment, output))
    .layers.filter(({ layer }) => layer === own)
    .flatMap(({ documents }) => documents[use])
    .flatMap(({ Statement }) => Statement);

/** Objects without the tag of the environment that an action may name. */
const objectsOf = (plan: Plan, action: string): string[] =>
  statements(plan)
    .filter(({ Action, Condition }) => [Action].flat().includes(action) && !Condition)
    .flatMap(({ Resource = [] }) => [Resource].flat())
    .sort();

const arns = (kind: string, ids: readonly string[]): string[] =>
  ids.map((id) => `arn:aws:ec2:ap-southeast-2:222233334444:${kind}/${id}`).sort();

test("every type of the network has actions, also those that are read by an id", () => {
  for (const { environment, output } of [withIds(), withMoreIds()]) {
    const names = new LayerNames(new EnvironmentPlan(environment, output), ["network"]);
    const types = typesIn(names);
    expect(types).toContain("data.aws_subnet");
    expect(types.filter((type) => actionsOfType(type) === undefined)).toEqual([]);
  }
});

test("routes are made in the given route tables alone", () => {
  expect(objectsOf(withIds(), "ec2:CreateRoute")).toEqual(arns("route-table", TABLES));
});

test("endpoints are made in the given VPC, subnets and route tables", () => {
  const objects = objectsOf(withIds(), "ec2:CreateVpcEndpoint");
  expect(objects).toEqual(
    expect.arrayContaining([
      ...arns("vpc", [VPC]),
      ...arns("subnet", SUBNETS),
      ...arns("route-table", TABLES),
    ]),
  );
  expect(objects.filter((arn) => /:(vpc|subnet|route-table)\/\*$/.test(arn))).toEqual([]);
});

test("nothing may change an endpoint or a group that exists, or its rules", () => {
  const all = JSON.stringify(statements(withMoreIds()));
  expect(all).not.toMatch(/ec2:CreateRoute"/);
  const of = (actions: RegExp): string =>
    JSON.stringify(
      statements(withMoreIds()).filter(({ Action }) =>
        [Action].flat().some((action) => actions.test(action)),
      ),
    );
  expect(of(/^ec2:(Authorize|Revoke|Delete)/)).not.toMatch(/security-group\/sg-|vpc-endpoint\/vpce-/);
  // An endpoint of the environment can get the group.
  expect(of(/^ec2:Modify/)).not.toMatch(/vpc-endpoint\/vpce-/);
});

test("an existing model bucket is read by plans, and nothing may change it", () => {
  const name = "company.models-1";
  const plan = planWith("ml-inference-prod", {
    network: { egress: "none" },
    modelBucket: { existingName: name },
  });
  const actions = (use: "apply" | "plan"): string[] =>
    statements(plan, "cluster", use)
      .filter(({ Resource }) => JSON.stringify(Resource ?? "").includes(name))
      .flatMap(({ Action }) => [Action].flat().map(String))
      .sort();
  expect(actions("plan")).toEqual(["s3:GetBucketWebsite", "s3:ListBucket"]);
  expect(actions("apply").filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
});

test("flow logs in a bucket need the right to deliver logs, and others do not", () => {
  const delivers = (flowLogs: object): boolean =>
    statements(planWith("ml-inference-prod", { network: { flowLogs } })).some(({ Action }) =>
      [Action].flat().includes("logs:CreateLogDelivery"),
    );
  expect([delivers({}), delivers({ bucketArn: "arn:aws:s3:::company-flow-logs" })]).toEqual([false, true]);
});
