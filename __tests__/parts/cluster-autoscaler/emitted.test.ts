import { CHECKS } from "../../../src/checks/all";
import { runChecks } from "../../../src/checks/run";
import { environmentPlan } from "../../support/altered";
import { clusterAutoscalerPlan } from "../../support/cluster-autoscaler";
import { planWith } from "../../support/changed-plans";
import { TODAY } from "../../support/findings";
import { type Plan } from "../../support/plan";

const valuesOf = (plan: Plan): Record<string, unknown> => {
  const release = environmentPlan(plan)
    .resources("helm_release")
    .find(({ config }) => config["name"] === "cluster-autoscaler");
  const [values] = (release?.config["values"] ?? ["{}"]) as string[];
  return JSON.parse(values ?? "{}") as Record<string, unknown>;
};

const groupsOf = (plan: Plan) =>
  environmentPlan(plan)
    .resources("aws_eks_node_group")
    .map(({ name, config }) => ({ name, config }));

test("CA-01 without its key, there is no autoscaler, and Terraform sets the number of nodes", () => {
  const plan = planWith("ml-inference-prod", {});
  expect(valuesOf(plan)).toEqual({});
  for (const { config } of groupsOf(plan)) {
    expect(config["lifecycle"]).toBeUndefined();
    expect(config["tags"]).toBeUndefined();
  }
});

test("CA-01 with its key, no check has an error, and none warns of nodes that nothing adds", () => {
  const plans = [environmentPlan(clusterAutoscalerPlan())];
  const found = runChecks({ plans, checks: CHECKS, waiversOf: () => [], today: TODAY });
  expect(found.filter(({ check }) => check.severity === "error")).toEqual([]);
  expect(found.map(({ check }) => check.id)).not.toContain("capacity-autoscaler");
});

test("CA-01 the release discovers the node groups of the cluster, in its region, as the release of its version", () => {
  expect(valuesOf(clusterAutoscalerPlan())).toMatchObject({
    awsRegion: "ap-southeast-2",
    image: { repository: "registry.k8s.io/autoscaling/cluster-autoscaler", tag: "v1.36.1" },
    replicaCount: 2,
    rbac: { serviceAccount: { create: false, name: "cluster-autoscaler" } },
  });
});

test("CA-01 settings become arguments, and no limit is set by default", () => {
  expect(valuesOf(clusterAutoscalerPlan())["extraArgs"]).toEqual({
    expander: "least-waste",
    "balance-similar-node-groups": true,
    "skip-nodes-with-local-storage": false,
    "skip-nodes-with-system-pods": false,
    "scale-down-unneeded-time": "10m",
  });
  const settings = { expander: "most-pods", scaleDownMinutes: 30, maxNodes: 16, version: "1.36.0" };
  expect(valuesOf(clusterAutoscalerPlan(settings))).toMatchObject({
    image: { tag: "v1.36.0" },
    extraArgs: { expander: "most-pods", "scale-down-unneeded-time": "30m", "max-nodes-total": 16 },
  });
});

test("CA-01 every node group leaves its size to the autoscaler and states its disk; those with GPUs have the label", () => {
  const groups = groupsOf(clusterAutoscalerPlan());
  expect(groups.map(({ name }) => name)).toEqual(["general_a", "general_b", "gpu_a", "gpu_b"]);
  for (const { name, config } of groups) {
    expect(config["lifecycle"]).toEqual({ ignore_changes: ["scaling_config[0].desired_size"] });
    expect(config["tags"]).toEqual({
      "k8s.io/cluster-autoscaler/node-template/resources/ephemeral-storage": expect.stringMatching(/^\d+Mi$/),
    });
    expect(Object.keys(config["labels"] as object).includes("k8s.amazonaws.com/accelerator")).toBe(
      name.startsWith("gpu"),
    );
  }
});

test("CA-01 a network without internet has the endpoints, and the image and the chart in ECR", () => {
  const plan = environmentPlan(planWith("retail-forecast", { components: { "cluster-autoscaler": {} } }));
  const services = plan.resources("aws_vpc_endpoint").map(({ config }) => String(config["service_name"]));
  expect(services).toEqual(
    expect.arrayContaining([expect.stringMatching(/\.autoscaling$/), expect.stringMatching(/\.eks$/)]),
  );
  const repositories = plan.resources("aws_ecr_repository").map(({ config }) => String(config["name"]));
  expect(repositories).toEqual(
    expect.arrayContaining([
      "retail-forecast/autoscaling/cluster-autoscaler",
      "retail-forecast/charts/cluster-autoscaler",
    ]),
  );
});
