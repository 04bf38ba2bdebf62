import { type CheckContext } from "../../../src/checks/check";
import { nodeGroupSizes } from "../../../src/checks/cluster/node-group-sizes";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { CONTEXT, foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";
import { edited } from "../terraform/edits";

const stating = (environment: string, change: object = {}) => ({
  ...CONTEXT,
  statedOf: () => statedIn(settingsFor(configWith(environment, change))),
});

test.each(ENVIRONMENTS)("accepts the node groups of %s", (environment) => {
  expect(foundBy(nodeGroupSizes, environmentPlan(planOf(environment)), stating(environment))).toEqual([]);
});

const HARDENED = "ml-inference-hardened";
const withSizes = (sizes: object, context: CheckContext = stating(HARDENED)): string[] =>
  foundBy(
    nodeGroupSizes,
    altered(
      HARDENED,
      edited("cluster", "aws_eks_node_group.general_a", (each) => {
        each["scaling_config"] = { ...each["scaling_config"], ...sizes };
      }),
    ),
    context,
  );

test.each([
  [{ min_size: 1 }, "min_size is 1, expected 2, the minPerZone of the file"],
  [{ min_size: 0, desired_size: 0 }, "min_size is 0, expected 2"],
  [{ max_size: 20 }, "max_size is 20, expected 2, the maxPerZone of the file"],
  [{ desired_size: 9 }, "desired_size is 9, expected 2 to 2"],
])("finds %j", (sizes, words) => {
  expect(withSizes(sizes)).toEqual([expect.stringContaining(`node group general: ${words}`)]);
});

test("accepts what the file states", () => {
  const change = { cluster: { nodeGroups: { general: { minPerZone: 1, maxPerZone: 3 } } } };
  const plan = environmentPlan(planWith("ml-inference-prod", change));
  expect(foundBy(nodeGroupSizes, plan, stating("ml-inference-prod", change))).toEqual([]);
  expect(foundBy(nodeGroupSizes, plan, stating("ml-inference-prod"))).not.toEqual([]);
});

test("without a record of the file, and for groups of own files, sizes are not compared", () => {
  expect(withSizes({ min_size: 1 }, { ...stating(HARDENED), statedOf: CONTEXT.statedOf })).toEqual([]);
  const own = altered(HARDENED, ({ cluster }) => {
    const { general_a: group } = cluster.resource.aws_eks_node_group;
    cluster.resource.aws_eks_node_group.own = {
      ...group,
      labels: { own: "true" },
      scaling_config: { min_size: 0 },
    };
  });
  expect(foundBy(nodeGroupSizes, own, stating(HARDENED))).toEqual([]);
});

const edit = (group: string, change: (each: Editable) => void, environment: string): string[] =>
  foundBy(
    nodeGroupSizes,
    altered(environment, edited("cluster", `aws_eks_node_group.${group}`, change)),
    stating(environment),
  );

test.each<[what: string, group: string, change: (each: Editable) => void, words: string]>([
  [
    "other machines",
    "general_a",
    (each) => (each["instance_types"] = ["t3.micro"]),
    "instance_types is t3.micro, expected m6i.xlarge of the file",
  ],
  [
    "no machines",
    "general_a",
    (each) => delete each["instance_types"],
    "instance_types is missing, expected m6i.xlarge",
  ],
  [
    "spare machines",
    "general_a",
    (each) => (each["capacity_type"] = "SPOT"),
    "capacity_type is SPOT, expected ON_DEMAND of the file",
  ],
  [
    "another operating system",
    "reserved_a",
    (each) => delete each["ami_type"],
    "ami_type is missing, expected one of Bottlerocket",
  ],
  [
    "a label of the file that is missing",
    "forecast_b",
    (each) => delete each["labels"].team,
    "its nodes lack the label team=forecast of the file",
  ],
  [
    "an update of all nodes at once",
    "general_a",
    (each) => (each["update_config"].max_unavailable = 10),
    "an update takes 10 nodes of the zone at once, expected 1, the maxUnavailable of the file",
  ],
  [
    "an update of a share of the nodes",
    "general_a",
    (each) => (each["update_config"] = { max_unavailable_percentage: 100 }),
    "an update takes 100% of the nodes of the zone at once, expected 1",
  ],
])("finds %s", (_, group, change, words) => {
  expect(edit(group, change, "ml-platform")).toEqual([expect.stringContaining(words)]);
});

test.each<[what: string, change: (each: Editable) => void]>([
  ["the default type of EKS", (each) => delete each["ami_type"]],
  ["the default of an update", (each) => delete each["update_config"]],
  ["on-demand machines by default", (each) => delete each["capacity_type"]],
])("accepts %s", (_, change) => {
  expect(edit("general_a", change, "ml-platform")).toEqual([]);
});

test("a group without an instance type is found without a record of the file, unless a template can have it", () => {
  const group = (edit: (config: Editable) => void) =>
    altered("retail-forecast-console", ({ cluster }) => {
      edit(cluster.resource.aws_eks_node_group.general_a as Editable);
    });
  const empty = group((config) => (config["instance_types"] = []));
  expect(foundBy(nodeGroupSizes, empty)).toEqual([
    expect.stringContaining("it names no instance type, and EKS takes t3.medium"),
  ]);
  const ofTemplate = group((config) => {
    config["instance_types"] = [];
    config["launch_template"] = { id: "lt-0a1b2c3d444455556", version: "1" };
  });
  expect(foundBy(nodeGroupSizes, ofTemplate)).toEqual([]);
});
