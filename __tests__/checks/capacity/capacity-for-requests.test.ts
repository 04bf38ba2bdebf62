import * as fc from "fast-check";
import { podsForRate } from "../../../src/infrastructure/capacity-shortage";
import { statedIn } from "../../../src/infrastructure/stated";
import { capacityForRequests } from "../../../src/checks/capacity/capacity-for-requests";
import { type Finding } from "../../../src/checks/check";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { CONTEXT, foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
import { model } from "./plans";

const PROD = "ml-inference-prod";

function judged(models: readonly object[], general: object = {}, cluster: object = {}) {
  const change = { models, cluster: { ...cluster, nodeGroups: { general } } };
  const stated = statedIn(settingsFor(configWith(PROD, change)));
  return { plan: environmentPlan(planWith(PROD, change)), context: { statedOf: () => stated } };
}

function findings(...input: Parameters<typeof judged>): string[] {
  const { plan, context } = judged(...input);
  return foundBy(capacityForRequests, plan, context);
}

function firstOf(...input: Parameters<typeof judged>): Finding | undefined {
  const { plan, context } = judged(...input);
  return capacityForRequests.run(plan, { ...CONTEXT, ...context })[0];
}

const loaded = (rates: object, over: object = {}) => model({ requestsPerSecond: rates, ...over });

test("capacity-for-requests finds a peak that the maximum of replicas does not serve", () => {
  expect(findings([loaded({ perPod: 20, peak: 90 }, { replicas: { max: 4 } })])).toEqual([
    "kubernetes_deployment_v1.model: model needs 5 replicas for 90 requests a second at 20 a pod; its replicas.max of 4 serves 80",
  ]);
  expect(findings([loaded({ perPod: 20, peak: 80 }, { replicas: { max: 4 } })])).toEqual([]);
});

test("capacity-for-requests takes the average as the load of a model without a peak", () => {
  const replicas = { max: 4 };
  expect(findings([loaded({ perPod: 20, average: 81 }, { replicas })])).toHaveLength(1);
  expect(findings([loaded({ perPod: 20, average: 80 }, { replicas })])).toEqual([]);
});

test("capacity-for-requests is quiet about models without a stated load", () => {
  expect(findings([model(), loaded({ perPod: 1 }, { name: "measured" })])).toEqual([]);
});

test("capacity-for-requests finds a peak whose pods have no room on the nodes that run", () => {
  const input = [[loaded({ perPod: 20, peak: 200 }, { cpuRequest: "700m" })]] as const;
  expect(findings(...input)).toEqual([
    expect.stringMatching(
      /^aws_eks_node_group\.general_a: for the stated requests of model, 2 t3\.medium \(general_a, general_b\) are too few: \d pods find no room for lack of CPU: model \d of 10$/,
    ),
  ]);
  const perZone = Number(/minPerZone to at least (\d+)/.exec(firstOf(...input)?.fix ?? "")?.[1]);
  expect(perZone).toBeGreaterThan(2);
  expect(firstOf(...input)?.fix).toContain("and maxPerZone with it");
  const holding = (nodes: number): string[] => findings(input[0], { minPerZone: nodes, maxPerZone: nodes });
  expect(holding(perZone)).toEqual([]);
  expect(holding(perZone - 1)).toHaveLength(1);
});

test("capacity-for-requests counts the most nodes where an autoscaler is declared", () => {
  const models = [loaded({ perPod: 20, peak: 200 }, { cpuRequest: "700m" })];
  const declared = { externalNodeAutoscaler: true };
  expect(findings(models, { maxPerZone: 9 }, declared)).toEqual([]);
  expect(firstOf(models, { maxPerZone: 1 }, declared)?.fix).toMatch(/maxPerZone to at least \d, choose/);
});

test("capacity-for-requests counts the loads of all models together", () => {
  const models = ["one", "two"].map((name) =>
    loaded({ perPod: 20, peak: 40 }, { name, cpuRequest: "600m", replicas: { min: 1, max: 2 } }),
  );
  expect(findings(models.slice(0, 1))).toEqual([]);
  expect(findings(models)).toHaveLength(1);
});

test("capacity-for-requests advises no replicas above what the file accepts", () => {
  const fix = firstOf([loaded({ perPod: 1, peak: 5000 })])?.fix;
  expect(fix).not.toContain("replicas.max to at least");
  expect(fix).toContain("lower models[model].requestsPerSecond.peak to at most 10");
});

const aRate = fc.double({ min: 0.01, max: 1e6, noNaN: true });

test("more requests never need fewer pods, and the pods serve them", () => {
  fc.assert(
    fc.property(aRate, aRate, aRate, (perPod, perSecond, more) => {
      const pods = podsForRate(perSecond, perPod);
      expect(podsForRate(perSecond + more, perPod)).toBeGreaterThanOrEqual(pods);
      expect(pods * perPod).toBeGreaterThanOrEqual(perSecond * (1 - 1e-8));
      expect((pods - 1) * perPod).toBeLessThan(perSecond);
    }),
  );
});

test("a multiple of a decimal rate needs that many pods", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), (tenths, pods) => {
      const perPod = tenths / 10;
      expect(podsForRate(perPod * pods, perPod)).toBe(pods);
    }),
  );
});
