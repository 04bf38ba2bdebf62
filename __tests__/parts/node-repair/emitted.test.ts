import { CHECKS } from "../../../src/checks/all";
import { runChecks } from "../../../src/checks/run";
import { partRules } from "../../../src/parts/part-rules";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { nodeRepairPlan } from "../../support/node-repair";
import { type Plan } from "../../support/plan";

const groupsOf = (plan: Plan) => environmentPlan(plan).resources("aws_eks_node_group");

const agentOf = (plan: Plan) =>
  environmentPlan(plan)
    .resources("aws_eks_addon")
    .find(({ config }) => config.addon_name === "eks-node-monitoring-agent");

test("without its key, there is no agent, and no node group has an argument of repairs", () => {
  const plan = planWith("ml-inference-prod", {});
  expect(agentOf(plan)).toBeUndefined();
  expect(plan.text("cluster")).not.toContain("node_repair_config");
});

test("with its key, EKS repairs the nodes of every group", () => {
  const groups = groupsOf(nodeRepairPlan());
  expect(groups.length).toBeGreaterThan(3);
  expect(groups.map(({ config }) => config.node_repair_config)).toEqual(
    groups.map(() => ({ enabled: true })),
  );
});

test("with its key, no check has an error", () => {
  const plans = [environmentPlan(nodeRepairPlan())];
  const found = runChecks({ plans, checks: CHECKS, waiversOf: () => [], today: TODAY });
  expect(found.filter(({ check }) => check.severity === "error")).toEqual([]);
});

test("the host engine of the agent, which tolerates no taint by default, tolerates those of GPU nodes", () => {
  const plan = nodeRepairPlan({ taints: [{ key: "team", value: "vision", effect: "NoSchedule" }] });
  expect(JSON.parse(agentOf(plan)?.config.configuration_values as string)).toEqual({
    dcgmAgent: {
      tolerations: [
        { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" },
        { key: "team", operator: "Equal", value: "vision", effect: "NoSchedule" },
      ],
    },
  });
});

test("the agent without GPU nodes has the defaults of the add-on", () => {
  const plan = planWith("ml-inference-prod", { components: { "node-repair": {} } });
  expect(agentOf(plan)?.config.configuration_values).toBeUndefined();
  expect(groupsOf(plan)).not.toEqual([]);
  expect(groupsOf(plan).every(({ config }) => config.node_repair_config !== undefined)).toBe(true);
});

test("the file chooses the version of the agent, as for other add-ons", () => {
  const plan = planWith("ml-inference-prod", {
    components: { "node-repair": {} },
    cluster: { addonVersions: { "eks-node-monitoring-agent": "v1.7.0-eksbuild.1" } },
  });
  expect(agentOf(plan)?.config.addon_version).toBe("v1.7.0-eksbuild.1");
});

test("GPU nodes with ARM processors are refused, because the host engine runs on x86 only", () => {
  const nodeGroups = { general: {}, gpu: { instanceTypes: ["g5g.xlarge"] } };
  const config = configWith("ml-inference-prod", {
    components: { "node-repair": {} },
    cluster: { nodeGroups },
  });
  expect(partRules(config)).toEqual([
    expect.objectContaining({
      path: ["cluster", "nodeGroups", "gpu", "instanceTypes"],
      got: "g5g.xlarge, GPU nodes with ARM processors, with components.node-repair",
    }),
  ]);
});

test("nodes with ARM processors and without GPUs are accepted", () => {
  const nodeGroups = { general: { instanceTypes: ["m7g.xlarge"] } };
  const config = configWith("ml-inference-prod", {
    components: { "node-repair": {} },
    cluster: { nodeGroups },
  });
  expect(partRules(config)).toEqual([]);
});
