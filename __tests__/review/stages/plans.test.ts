import { type EnvironmentChanges, compareEnvironments } from "../../../src/review/compare-environments";
import {
  type PlanDifference,
  type StackPrediction,
  comparePlans,
} from "../../../src/review/plans/compare-plans";
import { type StackPlan } from "../../../src/review/plans/planned-actions";
import { pageOf } from "../../../src/review/rendering/page-of";
import { textPage } from "../../../src/review/text";
import { type JsonObject } from "../../../src/terraform/stack-json";
import { type Layers, edited, reviewOf } from "../pairs";

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

const textsOf = (differences: readonly PlanDifference[]): string[] =>
  differences.map(({ address, expected, planned }) => `${address}: ${expected} / ${planned}`);

const logs = ({ network: { resource } }: Layers) =>
  (resource.aws_cloudwatch_log_group.flow_logs.retention_in_days = 90);
const UPDATED = { address: "aws_cloudwatch_log_group.flow_logs", actions: ["update"] };

describe("a plan that matches the prediction", () => {
  const unchanged = { address: "aws_vpc.main", actions: ["no-op"] };
  const read = { address: "data.aws_prefix_list.s3", actions: ["read"] };
  const { differences, planned } = network(logs, planOf(UPDATED, unchanged, read));

  test("has no differences", () => {
    expect(differences).toEqual([]);
  });

  test("has counts without unchanged resources and data sources", () => {
    expect(planned).toEqual({ add: 0, change: 1, replace: 0, destroy: 0, move: 0, unknown: 0 });
  });
});

test.each<[what: string, plan: JsonObject, difference: string]>([
  [
    "an unexpected action",
    planOf(UPDATED, { address: "aws_eip.lost", actions: ["delete"] }),
    "aws_eip.lost: nothing / destroy",
  ],
  ["no expected action", planOf(), "aws_cloudwatch_log_group.flow_logs: change / nothing"],
  [
    "a replacement instead of a change",
    planOf({ ...UPDATED, actions: ["delete", "create"] }),
    "aws_cloudwatch_log_group.flow_logs: change / replace",
  ],
  [
    "a removal from the state",
    planOf({ ...UPDATED, actions: ["forget"] }),
    "aws_cloudwatch_log_group.flow_logs: change / forget",
  ],
])("a plan with %s is a difference with a reason", (_, plan, line) => {
  const { differences } = network(logs, plan);
  expect(textsOf(differences)).toEqual([line]);
  expect(differences[0]?.why).not.toBe("");
});

describe("a predicted replacement", () => {
  const renamed = ({ network: { resource } }: Layers) =>
    (resource.aws_cloudwatch_log_group.flow_logs.name = "another");
  const replaced = (...forcing: string[]) => planOf({ ...UPDATED, actions: ["create", "delete"], forcing });
  const own = (plan: JsonObject) =>
    network(renamed, plan).differences.filter(({ address }) => address === UPDATED.address);

  test("matches a plan in which the same argument forces it", () => {
    expect(own(replaced("name"))).toEqual([]);
  });

  test("differs from a plan in which a different argument forces it", () => {
    expect(textsOf(own(replaced("kms_key_id")))).toEqual([
      "aws_cloudwatch_log_group.flow_logs: replace, forced by name / replace, forced by kms_key_id",
    ]);
  });
});

test("an object of a count is matched to its block", () => {
  const on = ({ network: { variable } }: Layers) => (variable.demo_enabled.default = true);
  const plan = planOf({ address: "aws_lb.demo[0]", actions: ["create"] });
  expect(network(on, plan).differences.map(({ address }) => address)).not.toContain("aws_lb.demo");
});

describe("a move", () => {
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

  test("in prediction and plan is no difference", () => {
    expect(ofGroup(network(move, plan))).toEqual([]);
    expect(network(move, plan).planned?.move).toBe(1);
  });

  test("only in the plan is a difference", () => {
    expect(textsOf(ofGroup(network(() => undefined, plan)))).toEqual([
      "aws_cloudwatch_log_group.renamed: nothing / move from aws_cloudwatch_log_group.flow_logs",
    ]);
  });
});

describe("an unknown effect", () => {
  const unknown = ({ network: { resource } }: Layers) => (resource.aws_vpc.main.never_heard_of = 1);

  test("is predicted for an argument that the table does not have", () => {
    const predicted = changes(unknown).resources.filter(({ address }) => address === "aws_vpc.main");
    expect(predicted).toMatchObject([{ reasons: [{ effect: "unknown" }] }]);
  });

  test.each([[["update"]], [["delete", "create"]], [["no-op"]]])("matches a plan with %j", (actions) => {
    const own = network(unknown, planOf({ address: "aws_vpc.main", actions })).differences;
    expect(own.filter(({ address }) => address === "aws_vpc.main")).toEqual([]);
  });
});

test("a change that needs an earlier layer to be applied first comes later and is no difference", () => {
  const range = ({ network: { resource } }: Layers) => (resource.aws_vpc.main.cidr_block = "10.9.0.0/16");
  const [cluster] = comparePlans(changes(range), [{ layer: "cluster", plan: planOf() }]).filter(
    ({ layer }) => layer === "cluster",
  );
  expect(cluster?.differences).toEqual([]);
  expect(cluster?.later).toContain("aws_eks_node_group.general_a");
});

describe("on the page", () => {
  const both = (layers: Layers) => {
    logs(layers);
    layers.models.resource.kubernetes_namespace_v1.models.metadata.labels.more = "x";
  };
  const pageWith = (...plans: readonly StackPlan[]): string =>
    textPage(pageOf(reviewOf(edited(B, both), { plans })));
  const page = pageWith({ layer: "network", plan: planOf(UPDATED) });

  test("a plan that matches has its counts", () => {
    expect(page).toContain(
      `${B}-network: Terraform plans 0 to add, 1 to change, 0 to replace, 0 to destroy, 0 to move, 0 unknown, as expected`,
    );
  });

  test("a changed stack without a plan is not planned if another stack has one", () => {
    expect(page).toContain(`${B}-models: not planned`);
  });

  test("no stack is listed as not planned if none has a plan", () => {
    expect(pageWith()).not.toContain("not planned");
  });
});

test("a difference between plan and prediction needs attention", () => {
  const pair = edited(B, logs);
  expect(reviewOf(pair).verdict).toBe("safe");
  expect(reviewOf(pair, { plans: [{ layer: "network", plan: planOf() }] }).verdict).toBe("needs attention");
});
