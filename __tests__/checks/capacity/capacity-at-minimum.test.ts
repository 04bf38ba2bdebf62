import { capacityAtMinimum } from "../../../src/checks/capacity/capacity-at-minimum";
import { altered } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { model, prodWith } from "./plans";

const MODELS = [model({ replicas: { min: 12 } })];

test("capacity-at-minimum finds too few nodes for the minimum replicas, and names the missing pods", () => {
  const [message, ...more] = foundBy(capacityAtMinimum, prodWith(MODELS));
  expect(more).toEqual([]);
  expect(message).toContain("with 2 t3.medium (general_a, general_b)");
  expect(message).toMatch(
    /(\d+) pods find no room for lack of (?:CPU|memory|CPU or memory): model \d+ of 12/,
  );
});

test("capacity-at-minimum accepts enough nodes", () => {
  expect(foundBy(capacityAtMinimum, prodWith(MODELS, { minPerZone: 3, maxPerZone: 3 }))).toEqual([]);
});

test("capacity-at-minimum counts the maximum number of nodes if an autoscaler runs", () => {
  const plan = altered(planWith("ml-inference-prod", { models: MODELS }), ({ platform }) => {
    platform.resource.helm_release.cluster_autoscaler = { chart: "cluster-autoscaler", values: ["{}"] };
  });
  expect(foundBy(capacityAtMinimum, plan)).toEqual([]);
});

test("capacity-at-minimum counts the pods of the platform", () => {
  const plan = altered("mlapp", ({ cluster, platform }) => {
    delete cluster.resource.aws_eks_node_group.general_b;
    const release = platform.resource.helm_release.load_balancer_controller;
    release.values = [JSON.stringify({ replicaCount: 2, resources: { requests: { cpu: "900m" } } })];
  });
  expect(foundBy(capacityAtMinimum, plan)).toEqual([
    expect.stringContaining("aws-load-balancer-controller 1 of 2"),
  ]);
});
