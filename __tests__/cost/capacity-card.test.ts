import * as fc from "fast-check";
import { statedIn } from "../../src/infrastructure/stated";
import { emptyNode, modelsOf } from "../../src/infrastructure/capacity-shortage";
import { podsPerNode } from "../../src/infrastructure/capacity-pods-per-node";
import { nodeGroups } from "../../src/infrastructure/capacity-nodes";
import { type CapacityCard, type ModelCosts, capacityCard } from "../../src/cost/capacity-card";
import { usdAMillion } from "../../src/cli/cost/usd-a-million";
import { environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { configWith } from "../support/environments";
import { estimated } from "../support/estimates";
import { settingsFor } from "../support/recorded-causes";

const model = (over: object = {}) => ({ name: "api", image: { tag: "1.0.0" }, ...over });

function cardOf(environment: string, change: object): CapacityCard {
  const { models } = statedIn(settingsFor(configWith(environment, change)));
  const plan = environmentPlan(planWith(environment, change));
  return capacityCard(plan, estimated(plan), models);
}

function firstOf(environment: string, change: object): ModelCosts {
  const [card] = cardOf(environment, change).models;
  if (!card) throw new Error("no model");
  return card;
}

/** The environment on nodes of us-east-1, whose prices are confirmed. */
const onNodes = (models: readonly object[], general: object = {}, region = "us-east-1") => ({
  region,
  cluster: { nodeGroups: { general } },
  models,
  network: { costAlarm: null },
  entry: { webAclArn: null, certificateArn: null, httpOnly: true },
});

const RETAIL = "retail-forecast";

/** USD an hour: a t3.medium, and its disk of 50 GB for a month of 730 hours. */
const T3_MEDIUM_HOUR = 0.0416 + (50 * 0.08) / 730;

test("N24 the cost of a million requests is that of the nodes at the peak, divided by the requests", () => {
  const card = firstOf(RETAIL, onNodes([model({ requestsPerSecond: { perPod: 20, peak: 100 } })]));
  expect(card.peak).toMatchObject({ perSecond: 100, wanted: 5, pods: 5, served: 100 });
  expect(card.peak.shares).toMatchObject([{ part: 1, group: { name: "general", nodes: 2, most: 2 } }]);
  expect(card.peak.cost?.usd).toBeCloseTo(2 * T3_MEDIUM_HOUR, 9);
  expect(usdAMillion(card.peak)).toBeCloseTo((2 * T3_MEDIUM_HOUR * 1e6) / (100 * 3600), 9);
});

test("N24 fewer requests at the average cost more each, because the nodes run anyway", () => {
  const card = firstOf(
    RETAIL,
    onNodes([model({ requestsPerSecond: { perPod: 20, peak: 100, average: 10 } })]),
  );
  expect(card.average).toMatchObject({ perSecond: 10, wanted: 2, pods: 2, served: 10 });
  expect(card.average && usdAMillion(card.average)).toBeCloseTo((2 * T3_MEDIUM_HOUR * 1e6) / (10 * 3600), 9);
});

test("N24 an autoscaler runs only the nodes that the requests need", () => {
  const change = onNodes([model({ requestsPerSecond: { perPod: 20, peak: 200, average: 10 } })], {
    maxPerZone: 4,
  });
  const cluster = { ...change.cluster, externalNodeAutoscaler: true };
  const { levels } = cardOf(RETAIL, { ...change, cluster });
  expect(levels.map(({ name, groups }) => [name, groups[0]?.nodes, groups[0]?.most])).toEqual([
    ["peak", 3, 8],
    ["average", 2, 8],
  ]);
});

test("N24 pods on Fargate cost the price of each pod", () => {
  const card = firstOf("mlapp", { models: [model({ requestsPerSecond: { perPod: 20, peak: 100 } })] });
  expect(card.peak).toMatchObject({ pods: 5, shares: [] });
  expect(card.peak.cost?.usd).toBeCloseTo(5 * (0.25 * 0.04048 + 1 * 0.004445), 9);
});

test("N24 without requests a second there is no unit cost, and the pods are those of the most replicas", () => {
  const card = firstOf(RETAIL, onNodes([model({ replicas: { max: 3 } })]));
  expect(card.rates).toBeUndefined();
  expect(card.peak).toMatchObject({ wanted: 3, pods: 3 });
  expect(card.peak.cost?.usd).toBeCloseTo(2 * T3_MEDIUM_HOUR, 9);
  expect(usdAMillion(card.peak)).toBeUndefined();
});

test("N24 a model without a peak is at what its most replicas serve", () => {
  const { peak } = firstOf(
    RETAIL,
    onNodes([model({ replicas: { max: 4 }, requestsPerSecond: { perPod: 2 } })]),
  );
  expect(peak).toMatchObject({ perSecond: 8, wanted: 4, pods: 4, served: 8 });
});

test("N24 a peak above what the nodes hold costs what its running pods serve", () => {
  const loaded = model({ cpuRequest: "900m", requestsPerSecond: { perPod: 20, peak: 200 } });
  const { peak } = firstOf(RETAIL, onNodes([loaded]));
  expect(peak).toMatchObject({ wanted: 10, pods: 1, served: 20 });
  expect(usdAMillion(peak)).toBeCloseTo((2 * T3_MEDIUM_HOUR * 1e6) / (20 * 3600), 9);
});

test("N24 without a price of its instance type a model has no cost", () => {
  const loaded = model({ requestsPerSecond: { perPod: 20, peak: 40 } });
  const { peak } = firstOf(RETAIL, onNodes([loaded], { instanceTypes: ["m7i.metal-24xl"] }));
  expect(peak.cost).toBeUndefined();
  expect(usdAMillion(peak)).toBeUndefined();
});

test("N24 the price of another region is named", () => {
  const loaded = model({ requestsPerSecond: { perPod: 20, peak: 40 } });
  const { peak } = firstOf(RETAIL, onNodes([loaded], {}, "eu-north-1"));
  expect(peak.cost?.elsewhere).not.toEqual([]);
});

test("N24 models on the same nodes share the whole cost of these nodes", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          cpuRequest: fc.integer({ min: 1, max: 20 }).map((tens) => `${tens * 10}m`),
          memoryRequest: fc.integer({ min: 16, max: 256 }).map((mib) => `${mib}Mi`),
          replicas: fc.record({ min: fc.constant(1), max: fc.integer({ min: 1, max: 4 }) }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      (all) => {
        const models = all.map((each, index) => model({ ...each, name: `model-${index}` }));
        const card = cardOf(RETAIL, onNodes(models));
        const costs = card.models.map(({ peak }) => peak.cost?.usd ?? 0);
        expect(costs.reduce((sum, usd) => sum + usd, 0)).toBeCloseTo(2 * T3_MEDIUM_HOUR, 9);
      },
    ),
    { numRuns: 8 },
  );
});

test("N24 pods of a node fit beside its DaemonSets, and one more exceeds the named limits", () => {
  const plan = environmentPlan(planWith(RETAIL, onNodes([model()])));
  const [group] = nodeGroups(plan);
  const [workload] = modelsOf(plan);
  const room = group && emptyNode(plan, group);
  if (!room || !workload) throw new Error("no group");
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2500 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 0, max: 60_000 }),
      (cpuMillis, memoryMiB, diskMiB) => {
        const requests = { cpuMillis, memoryMiB, diskMiB, gpus: 0 };
        const [home] = podsPerNode(plan, { ...workload, requests });
        const pods = home?.pods ?? NaN;
        expect(pods).toBe(Math.max(0, room.holds(requests)));
        const used = { cpuMillis, memoryMiB, diskMiB, gpus: 0, pods: 1 };
        for (const [name, amount] of Object.entries(used)) {
          const limit = name as keyof typeof used;
          expect(pods * amount).toBeLessThanOrEqual(room[limit]);
          expect(home?.limits.includes(limit)).toBe((pods + 1) * amount > room[limit]);
        }
      },
    ),
  );
});
