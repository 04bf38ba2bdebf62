import { Node } from "kubernetes-models/v1/Node";
import { nodesOf } from "../../real/kubernetes/harness/nodes";
import { REPORTED_NODES } from "../../real/kubernetes/harness/measured-nodes";
import { type JsonObject } from "../../../src/terraform/stack-json";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { everyOptionPlan } from "../../support/every-option-plan";
import { misfitsOf } from "../../support/kubernetes-schemas";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";

const everyOption = everyOptionPlan();
const PLANS: [string, Plan][] = [
  ...ENVIRONMENTS.map((name): [string, Plan] => [name, planOf(name)]),
  ["every-option", everyOption],
];

const nodes = (plan: Plan, perGroup?: number): Editable[] =>
  nodesOf(environmentPlan(plan), perGroup === undefined ? {} : { perGroup }) as Editable[];
const groups = (plan: Plan): Editable[] =>
  Object.values((JSON.parse(plan.text("cluster")) as Editable)["resource"].aws_eks_node_group);
const nodesIn = (all: Editable[], group: Editable): Editable[] =>
  all.filter(({ metadata }) => metadata.labels["eks.amazonaws.com/nodegroup"] === group["node_group_name"]);

test.each(PLANS)("%s: Kubernetes knows every field of the nodes", (_, plan) => {
  const all = nodes(plan, 1);
  expect(all).not.toEqual([]);
  expect(all.flatMap((node) => misfitsOf(Node, node as JsonObject))).toEqual([]);
});

test.each(PLANS)("%s: each group has its desired number of nodes", (_, plan) => {
  const all = nodes(plan);
  expect(groups(plan)).not.toEqual([]);
  for (const group of groups(plan)) {
    const { desired_size: desired, min_size: least } = group["scaling_config"];
    expect(nodesIn(all, group)).toHaveLength(Math.max(desired, least));
  }
});

test.each(PLANS)(
  "%s: nodes have the labels, taints and zone of their group, and names of their own",
  (_, plan) => {
    const all = nodes(plan, 2);
    expect(new Set(all.map(({ metadata }) => metadata.name)).size).toBe(all.length);
    expect(new Set(all.map(({ spec }) => spec.podCIDR)).size).toBe(all.length);
    expect(new Set(all.map(({ spec }) => spec.providerID)).size).toBe(all.length);
    for (const group of groups(plan)) {
      const own = nodesIn(all, group);
      expect(own).toHaveLength(2);
      for (const { metadata, spec } of own) {
        expect(metadata.labels).toMatchObject(group["labels"]);
        expect(metadata.labels["node.kubernetes.io/instance-type"]).toBe(group["instance_types"][0]);
        expect(metadata.labels["kubernetes.io/hostname"]).toBe(metadata.name);
        expect(metadata.labels["topology.kubernetes.io/zone"]).toMatch(/^[a-z]{2}-[a-z]+-\d[a-c]$/);
        // Groups are named by their zone.
        expect(metadata.labels["topology.kubernetes.io/zone"].at(-1)).toBe(group["node_group_name"].at(-1));
        expect(spec.providerID).toContain(`///${String(metadata.labels["topology.kubernetes.io/zone"])}/`);
        const taints = (group["taint"] ?? []) as Editable[];
        expect(spec.taints ?? []).toEqual(
          taints.map(({ key, value }) => ({ key, value, effect: "NoSchedule" })),
        );
      }
    }
  },
);

test("a node of a GPU group has its GPU and its taint", () => {
  const gpus = nodes(everyOption, 1).filter(({ status }) => "nvidia.com/gpu" in status.allocatable);
  expect(gpus).not.toEqual([]);
  for (const { status, spec, metadata } of gpus) {
    expect(status.allocatable["nvidia.com/gpu"]).toBe("1");
    expect(spec.taints).toEqual([{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }]);
    expect(metadata.labels["nvidia.com/gpu.present"]).toBe("true");
  }
});

test("a group with a minimum of zero has no node unless a number is given", () => {
  const gpu = groups(everyOption).filter(({ node_group_name: name }) => /^gpu/.test(name));
  expect(gpu).not.toEqual([]);
  expect(gpu.flatMap((group) => nodesIn(nodes(everyOption), group))).toEqual([]);
});

test("CPU and memory are those of a reported node of the type", () => {
  const [node] = nodes(planOf("retail-forecast"));
  const reported = REPORTED_NODES["t3.medium"];
  expect(node?.["metadata"].labels["node.kubernetes.io/instance-type"]).toBe("t3.medium");
  expect(node?.["status"].allocatable).toMatchObject({
    cpu: "1930m",
    memory: `${String(reported?.allocatableKi)}Ki`,
    pods: "110",
  });
  expect(node?.["status"].capacity).toMatchObject({ cpu: "2", memory: `${String(reported?.capacityKi)}Ki` });
});

test("CPU and memory of an unreported type are those that the capacity checks compute", () => {
  const [node] = nodes(
    planWith("retail-forecast", { cluster: { nodeGroups: { general: { instanceTypes: ["m7g.large"] } } } }),
  );
  expect(node?.["metadata"].labels["kubernetes.io/arch"]).toBe("arm64");
  // 8 GiB less 7.5 %, 255 + 11 × 29 MiB and 100 MiB.
  expect(node?.["status"].allocatable).toMatchObject({
    cpu: "1930m",
    memory: `${(7577 - 574 - 100) * 1024}Ki`,
  });
  expect(node?.["status"].capacity.memory).toBe(`${7577 * 1024}Ki`);
});

test("maxPods of the user data, the disk and the capacity type reach the node", () => {
  const data = (maxPods: number): string =>
    Buffer.from(`spec:\n  kubelet:\n    config:\n      maxPods: ${maxPods}\n`).toString("base64");
  const plan = altered("retail-forecast", ({ cluster }) => {
    for (const template of Object.values(cluster["resource"].aws_launch_template) as Editable[])
      template["user_data"] = data(42);
    for (const group of Object.values(cluster["resource"].aws_eks_node_group) as Editable[])
      group["capacity_type"] = "SPOT";
  });
  for (const node of nodesOf(plan) as Editable[]) {
    expect(node["status"].allocatable.pods).toBe("42");
    expect(node["metadata"].labels["eks.amazonaws.com/capacityType"]).toBe("SPOT");
    expect(node["status"].allocatable["ephemeral-storage"]).toBe("44986Mi");
  }
});

test("fails when the size of a type is unknown", () => {
  const plan = altered("retail-forecast", ({ cluster }) => {
    for (const group of Object.values(cluster["resource"].aws_eks_node_group) as Editable[])
      group["instance_types"] = ["z9.huge"];
  });
  expect(() => nodesOf(plan)).toThrow(
    /the size of z9\.huge is unknown; add it to src\/facts\/instance-capacity\.ts/,
  );
});
