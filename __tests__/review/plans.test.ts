import { type EnvironmentChanges, compareEnvironments } from "../../src/review/compare-environments";
import {
  type PlanDifference,
  type StackPrediction,
  comparePlans,
} from "../../src/review/plans/compare-plans";
import { pageOf } from "../../src/review/rendering/page-of";
import { textPage } from "../../src/review/rendering/text";
import { type JsonObject } from "../../src/terraform-json/stack-json";
import { type Layers, edited, reviewOf } from "./pairs";

const B = "retail-forecast-option-b";

interface PlannedResource {
  readonly address: string;
  readonly actions: readonly string[];
  readonly from?: string;
  readonly forcing?: readonly string[];
}

const planOf = (...resources: readonly PlannedResource[]): JsonObject => ({
  resource_changes: resources.map(({ address, actions, from, forcing }) => ({
    address,
    mode: address.startsWith("data.") ? "data" : "managed",
    ...(from === undefined ? {} : { previous_address: from }),
    change: { actions, ...(forcing ? { replace_paths: forcing.map((path) => path.split(".")) } : {}) },
  })),
});

const changes = (edit: (layers: Layers) => void): EnvironmentChanges => compareEnvironments(edited(B, edit));

function network(edit: (layers: Layers) => void, plan: JsonObject): StackPrediction {
  const [first] = comparePlans(changes(edit), [{ layer: "network", plan }]);
  return first as StackPrediction;
}

const told = (differences: readonly PlanDifference[]): string[] =>
  differences.map(({ address, expected, planned }) => `${address}: ${expected} / ${planned}`);

const logs = ({ network: { resource } }: Layers) =>
  (resource.aws_cloudwatch_log_group.flow_logs.retention_in_days = 90);
const UPDATED = { address: "aws_cloudwatch_log_group.flow_logs", actions: ["update"] };

test("a plan that does what was expected differs nowhere, and is counted", () => {
  const unchanged = { address: "aws_vpc.main", actions: ["no-op"] };
  const read = { address: "data.aws_prefix_list.s3", actions: ["read"] };
  const { differences, planned } = network(logs, planOf(UPDATED, unchanged, read));
  expect(differences).toEqual([]);
  expect(planned).toEqual({ add: 0, change: 1, replace: 0, destroy: 0, move: 0, unknown: 0 });
});

test.each<[what: string, plan: JsonObject, told: string]>([
  [
    "more than was expected",
    planOf(UPDATED, { address: "aws_eip.lost", actions: ["delete"] }),
    "aws_eip.lost: nothing / destroy",
  ],
  ["less", planOf(), "aws_cloudwatch_log_group.flow_logs: change / nothing"],
  [
    "worse",
    planOf({ ...UPDATED, actions: ["delete", "create"] }),
    "aws_cloudwatch_log_group.flow_logs: change / replace",
  ],
  [
    "a removal from the state",
    planOf({ ...UPDATED, actions: ["forget"] }),
    "aws_cloudwatch_log_group.flow_logs: change / forget",
  ],
])("a plan that does %s is marked", (_, plan, line) => {
  const { differences } = network(logs, plan);
  expect(told(differences)).toEqual([line]);
  expect(differences[0]?.why).not.toBe("");
});

test("a replacement that another argument forces is marked", () => {
  const renamed = ({ network: { resource } }: Layers) =>
    (resource.aws_cloudwatch_log_group.flow_logs.name = "another");
  const replaced = (...forcing: string[]) => planOf({ ...UPDATED, actions: ["create", "delete"], forcing });
  const own = (plan: JsonObject) =>
    network(renamed, plan).differences.filter(({ address }) => address === UPDATED.address);
  expect(own(replaced("name"))).toEqual([]);
  expect(told(own(replaced("kms_key_id")))).toEqual([
    "aws_cloudwatch_log_group.flow_logs: replace, forced by name / replace, forced by kms_key_id",
  ]);
});

test("objects of a count are one block", () => {
  const off = ({ network: { variable } }: Layers) => (variable.demo_enabled.default = false);
  const plan = planOf({ address: "aws_lb.demo[0]", actions: ["delete"] });
  expect(network(off, plan).differences.map(({ address }) => address)).not.toContain("aws_lb.demo");
});

test("a move that both see is none, one that only the plan sees is marked", () => {
  const move = ({ network: json }: Layers) => {
    json.moved = [{ from: "aws_cloudwatch_log_group.flow_logs", to: "aws_cloudwatch_log_group.renamed" }];
    json.resource.aws_cloudwatch_log_group.renamed = json.resource.aws_cloudwatch_log_group.flow_logs;
    Reflect.deleteProperty(json.resource.aws_cloudwatch_log_group, "flow_logs");
  };
  const plan = planOf({
    address: "aws_cloudwatch_log_group.renamed",
    actions: ["no-op"],
    from: "aws_cloudwatch_log_group.flow_logs",
  });
  const ofGroup = (found: StackPrediction) =>
    found.differences.filter(({ address }) => /log_group/.test(address));
  expect(ofGroup(network(move, plan))).toEqual([]);
  expect(network(move, plan).planned?.move).toBe(1);
  expect(told(ofGroup(network(() => undefined, plan)))).toEqual([
    "aws_cloudwatch_log_group.renamed: nothing / move from aws_cloudwatch_log_group.flow_logs",
  ]);
});

test("what is unknown is settled by the plan, whatever it says", () => {
  const unknown = ({ network: { resource } }: Layers) => (resource.aws_vpc.main.never_heard_of = 1);
  const predicted = changes(unknown).resources.filter(({ address }) => address === "aws_vpc.main");
  expect(predicted).toMatchObject([{ reasons: [{ effect: "unknown" }] }]);
  for (const actions of [["update"], ["delete", "create"], ["no-op"]]) {
    const own = network(unknown, planOf({ address: "aws_vpc.main", actions })).differences;
    expect(own.filter(({ address }) => address === "aws_vpc.main")).toEqual([]);
  }
});

test("what follows a layer that has to be applied first is no difference, and is said to come later", () => {
  const range = ({ network: { resource } }: Layers) => (resource.aws_vpc.main.cidr_block = "10.9.0.0/16");
  const [cluster] = comparePlans(changes(range), [{ layer: "cluster", plan: planOf() }]).filter(
    ({ layer }) => layer === "cluster",
  );
  expect(cluster?.differences).toEqual([]);
  expect(cluster?.later).toContain("aws_eks_node_group.general_a");
});

test("where any stack has a plan, one that changes without is not planned", () => {
  const both = (layers: Layers) => {
    logs(layers);
    layers.models.resource.kubernetes_namespace_v1.models.metadata.labels.more = "x";
  };
  const page = textPage(
    pageOf(reviewOf(edited(B, both), { plans: [{ layer: "network", plan: planOf(UPDATED) }] })),
  );
  expect(page).toContain(
    `${B}-network: Terraform plans 0 add, 1 change, 0 replace, 0 destroy, 0 move, 0 unknown, as expected`,
  );
  expect(page).toContain(`${B}-models: not planned`);
  expect(textPage(pageOf(reviewOf(edited(B, both))))).not.toContain("not planned");
});

test("a difference between plan and prediction needs attention", () => {
  const pair = edited(B, logs);
  expect(reviewOf(pair).verdict).toBe("safe");
  expect(reviewOf(pair, { plans: [{ layer: "network", plan: planOf() }] }).verdict).toBe("needs attention");
});
