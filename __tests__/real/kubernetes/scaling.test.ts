import { isDeepStrictEqual } from "node:util";
import { asArray, asObject } from "../../../src/terraform/stack-json";
import { coveringSample } from "../../support/covering-sample";
import { Autoscalers, targetsOf } from "./harness/autoscalers";
import { Deployment } from "./harness/deployment";
import { type Usage } from "./harness/metrics";
import { type Model, modelsOf, settled } from "./harness/models";
import { DEPLOYED, type Deployed, deployedPlan } from "./harness/plans";
import { recordLine } from "./harness/run";
import { scalingShape } from "./harness/scaling-shape";
import { spreadOf } from "./harness/spread";

/** Fresh nodes of each group: fewer than pods, so that pods share nodes, but a node for each pod with a GPU. */
const nodesPerGroup = (environment: Deployed): number => (environment === "every-option" ? 15 : 3);

/** Nobody serves the metrics of a queue here. */
function scalesByResources(environment: Deployed): boolean {
  const metrics = modelsOf({ plan: deployedPlan(environment) }).flatMap(({ autoscaler }) =>
    asArray(asObject(autoscaler?.["spec"])["metrics"]),
  );
  return metrics.every((metric) => asObject(metric)["type"] === "Resource");
}

/** The gate runs one environment of each shape; the nightly gate runs all. */
const SCALED = coveringSample(DEPLOYED.filter(scalesByResources), (environment) =>
  scalingShape(deployedPlan(environment), { perGroup: nodesPerGroup(environment) }),
);

/** Only looks more often. Periods of policies and the window of stabilization stay as they are. */
const SYNC = "--horizontal-pod-autoscaler-sync-period=500ms";

/** Use of each resource at a share of its target. */
const share = (model: Model, factor: number): Usage =>
  Object.fromEntries(
    Object.entries(targetsOf(model)).map(([resource, target]) => [resource, Math.ceil(target * factor)]),
  );

/** Kubernetes' formula, without its tolerance, for the resource that needs the most pods. */
const desiredAt = (model: Model, current: number, usage: Usage): number =>
  Math.max(
    ...Object.entries(targetsOf(model)).map(([resource, target]) =>
      Math.ceil((current * (usage[resource] ?? 0)) / target),
    ),
  );

describe.each(SCALED)("%s", (environment) => {
  let deployment: Deployment;
  let models: Model[];
  let autoscalers: Autoscalers;

  beforeAll(async () => {
    deployment = await Deployment.of(deployedPlan(environment), {
      nodes: { perGroup: nodesPerGroup(environment) },
      cluster: { flags: { "kube-controller-manager": [SYNC] } },
    });
    models = modelsOf(deployment);
    await settled(deployment, ({ min }) => min);
    autoscalers = await Autoscalers.start(deployment);
  });

  afterAll(async () => {
    autoscalers.stop();
    await deployment.stop();
  });

  test("at minimum replicas, pods on fresh nodes are spread within the skew of their constraints", async () => {
    await expectSpread();
  });

  test("an autoscaler without metrics is not active", async () => {
    for (const model of models) {
      await autoscalers.until(
        model,
        "inactive for lack of metrics",
        ({ conditions: { ScalingActive } }) => ScalingActive === "False FailedGetResourceMetric",
      );
    }
  });

  test("use below the target leads back to the minimum, and not below it", async () => {
    for (const model of models) {
      const usage = share(model, 0.01);
      await autoscalers.use(model, usage);
      const { desired, conditions } = await autoscalers.until(model, "a low use", has(usage));
      expect(desiredAt(model, model.min, usage)).toBeLessThan(model.min);
      expect(desired).toBe(model.min);
      expect(conditions["ScalingActive"]).toBe("True ValidMetricFound");
      // It remembers the minimum for 300 s if it ever saw a pod without metrics; then the minimum limits nothing.
      expect(["True TooFewReplicas", "False DesiredWithinRange"]).toContain(conditions["ScalingLimited"]);
      // The autoscaler takes the new pod, which has no metrics yet, as one that uses all of its requests. Even so, the
      // minimum is enough.
      await scale(model, model.min + 1);
      const back = { size: model.min, reason: "All metrics below target" };
      await deployment.events.until(
        () => autoscalers.rescales(model).some((each) => isDeepStrictEqual(each, back)),
        `${model.name}: back to the minimum`,
      );
    }
    await settled(deployment, ({ min }) => min);
  });

  test("use at the target leaves the replicas as they are", async () => {
    for (const model of models) {
      const usage = targetsOf(model);
      await autoscalers.use(model, usage);
      const { current, desired } = await autoscalers.until(model, "use at the target", has(usage));
      expect([current, desired]).toEqual([model.min, model.min]);
    }
  });

  test("use of twice the target leads to the replicas of Kubernetes' formula", async () => {
    for (const model of models) {
      const usage = share(model, 2);
      const expected = Math.min(model.max, desiredAt(model, model.min, usage));
      expect(expected).toBeGreaterThan(model.min);
      await autoscalers.use(model, usage);
      await autoscalers.until(model, `${expected} replicas`, ({ current }) => current === expected);
      expect(Math.max(...autoscalers.rescales(model).map(({ size }) => size))).toBe(expected);
    }
  });

  test("use above the target leads to the maximum, and not beyond", async () => {
    for (const model of models) {
      await scale(model, model.max - 1);
    }
    await settled(deployment, (model) => Math.max(model.max - 1, Math.min(model.max, 2 * model.min)));
    for (const model of models) {
      await autoscalers.use(model, share(model, 10));
      const { conditions } = await autoscalers.until(
        model,
        "the maximum",
        ({ current, desired, conditions: { ScalingLimited } }) =>
          current === model.max && desired === model.max && ScalingLimited === "True TooManyReplicas",
      );
      expect(conditions["ScalingActive"]).toBe("True ValidMetricFound");
      expect(Math.max(...autoscalers.rescales(model).map(({ size }) => size))).toBe(model.max);
    }
    await settled(deployment, ({ max }) => max);
    const sizes = models.map(
      (model) =>
        `${model.name} ${autoscalers
          .rescales(model)
          .map(({ size }) => size)
          .join(" → ")}`,
    );
    recordLine(`${environment}: sizes that autoscalers set: ${sizes.join(", ")}`);
  });

  test("use below the target leaves the replicas as they are in the window after a high use", async () => {
    for (const model of models) {
      const usage = share(model, 0.01);
      await autoscalers.use(model, usage);
      const { desired, conditions } = await autoscalers.until(model, "a low use", has(usage));
      expect([desired, conditions["AbleToScale"]]).toEqual([model.max, "True ScaleDownStabilized"]);
    }
  });

  test("at maximum replicas, pods on fresh nodes are spread within the skew of their constraints", async () => {
    await expectSpread();
  });

  async function scale({ deployment: name, namespace }: Model, replicas: number): Promise<void> {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}/scale`;
    await deployment.api.send("PATCH", path, { spec: { replicas } }, "application/merge-patch+json");
  }

  async function expectSpread(): Promise<void> {
    for (const model of models) {
      const { pods, spreads, isOnFargate } = await spreadOf(deployment, model);
      const title = `${environment}: ${pods} pods of ${model.name}`;
      if (isOnFargate) {
        recordLine(`${title}: spread not judged, on Fargate`);
        continue;
      }
      expect(spreads.map(({ topologyKey }) => topologyKey)).toEqual([
        "topology.kubernetes.io/zone",
        "kubernetes.io/hostname",
      ]);
      for (const { topologyKey, counts, maxSkew } of spreads) {
        const all = Object.values(counts);
        expect(all.length).toBeGreaterThan(1);
        expect(all.reduce((sum, count) => sum + count, 0)).toBe(pods);
        const skew = Math.max(...all) - Math.min(...all);
        expect({ topologyKey, counts, isWithin: skew <= maxSkew }).toMatchObject({ isWithin: true });
      }
      const zones = Object.values(spreads[0]?.counts ?? {});
      const nodes = Object.values(spreads[1]?.counts ?? {});
      recordLine(
        `${title}: ${zones.join(" + ")} by zone, at most ${Math.max(...nodes)} on each of ${nodes.length} fresh nodes`,
      );
    }
  }
});

/** Whether the autoscaler has seen such a use. */
const has =
  (usage: Usage) =>
  ({ utilization }: { utilization: Usage }): boolean =>
    Object.entries(usage).every(([resource, percent]) => utilization[resource] === percent);
