import * as fc from "fast-check";
import { usdOf } from "../../../src/cost/line";
import { NO_OWN_PRICES } from "../../../src/cost/own-prices";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { estimated } from "../../support/estimates";

const RETAIL = "retail-forecast";

const AUTOSCALED = { externalNodeAutoscaler: true };

interface Gpus {
  readonly replicas: { readonly min: number; readonly max: number };
  readonly group?: object;
  readonly cluster?: object;
  readonly more?: object;
}

/** A model with one GPU for each pod on a group that can have no nodes, beside a model on the other nodes. */
const withGpus = ({ replicas, group = {}, cluster = {}, more = {} }: Gpus) => ({
  region: "us-east-1",
  network: { costAlarm: null },
  entry: { webAclArn: null, certificateArn: null, httpOnly: true },
  cluster: {
    ...cluster,
    nodeGroups: {
      general: { instanceTypes: ["m6i.xlarge"] },
      gpu: { instanceTypes: ["g5.xlarge"], minPerZone: 0, maxPerZone: 4, ...group },
    },
  },
  models: [
    { name: "api", image: { tag: "1.0.0" }, paths: ["/predict"] },
    { name: "llm", image: { tag: "1.0.0" }, nodeGroup: "gpu", gpus: 1, paths: ["/llm"], replicas },
  ],
  ...more,
});

const nodesOf = (change: object, item: RegExp) => {
  const factors = estimated(environmentPlan(planWith(RETAIL, change))).lines.flatMap(
    ({ item: name, factors }) => (item.test(name) ? [factors[0]] : []),
  );
  return {
    least: factors.reduce((sum, factor) => sum + (factor?.min ?? 0), 0),
    most: factors.reduce((sum, factor) => sum + (factor?.max ?? 0), 0),
  };
};

const GPU_NODES = /^node \(g5/;

describe("the most nodes with a limit for all groups", () => {
  const limited = (maxNodes: number) =>
    withGpus({
      replicas: { min: 1, max: 6 },
      more: { components: { "cluster-autoscaler": { maxNodes } } },
    });
  const all = (change: object) => nodesOf(change, /^node \(/);

  test("are its number, and the dearest nodes use it up", () => {
    const { least, most } = all(limited(6));
    expect(least).toBeLessThan(6);
    expect(most).toBe(6);
    expect(nodesOf(limited(6), GPU_NODES).most).toBe(nodesOf(limited(6), GPU_NODES).least + 6 - least);
  });

  test("are those of the groups, where the limit is higher", () => {
    const without = withGpus({
      replicas: { min: 1, max: 6 },
      more: { components: { "cluster-autoscaler": {} } },
    });
    expect(all(limited(40))).toEqual(all(without));
  });
});

describe("the fewest nodes of a group that can have none", () => {
  test.each([
    ["with an autoscaler of the user", { cluster: AUTOSCALED }],
    ["with the Cluster Autoscaler", { more: { components: { "cluster-autoscaler": {} } } }],
    ["without an autoscaler", {}],
    ["on Spot", { cluster: AUTOSCALED, group: { capacityType: "SPOT" } }],
  ])("are those that its minimum replicas need, %s", (_, how) => {
    const change = withGpus({ replicas: { min: 3, max: 6 }, ...how });
    expect(nodesOf(change, GPU_NODES)).toEqual({ least: 3, most: 8 });
    expect(nodesOf(change, /^node disk/).least).toBe(3 + 2);
  });

  test("hold several pods where a node has several GPUs", () => {
    const group = { instanceTypes: ["g5.12xlarge"] };
    expect(
      nodesOf(withGpus({ replicas: { min: 6, max: 8 }, cluster: AUTOSCALED, group }), /^node \(g5/).least,
    ).toBe(2);
  });

  test("are none if no pod needs them", () => {
    const change = withGpus({ replicas: { min: 2, max: 2 }, cluster: AUTOSCALED });
    const models = change.models.slice(0, 1);
    expect(nodesOf({ ...change, models }, GPU_NODES)).toEqual({ least: 0, most: 8 });
  });

  test("are no more than the group can have", () => {
    const group = { maxPerZone: 1 };
    expect(
      nodesOf(withGpus({ replicas: { min: 6, max: 6 }, cluster: AUTOSCALED, group }), GPU_NODES),
    ).toEqual({ least: 2, most: 2 });
  });
});

test("the fewest nodes are the minimum of a group where its pods have room on these", () => {
  const change = withGpus({ replicas: { min: 2, max: 2 }, cluster: AUTOSCALED, group: { minPerZone: 2 } });
  expect(nodesOf(change, GPU_NODES).least).toBe(4);
});

test("a line says where its fewest nodes come from", () => {
  const noteOf = (group: object) => {
    const change = withGpus({ replicas: { min: 3, max: 3 }, cluster: AUTOSCALED, group });
    const { lines } = estimated(environmentPlan(planWith(RETAIL, change)));
    return lines.find(({ item }) => item.startsWith("node (") && !item.includes("m6i"))?.assumption;
  };
  expect(noteOf({})).toContain("min_size 0, max_size 4, desired_size 0; the minimum replicas need 2;");
  expect(noteOf({ minPerZone: 2 })).not.toContain("minimum replicas");
  expect(noteOf({ instanceTypes: ["p5.99xlarge"] })).toContain(
    "the fewest are min_size, because the size of p5.99xlarge is unknown",
  );
});

test("the fewest nodes are of the cheaper group where pods can run on both", () => {
  const change = withGpus({ replicas: { min: 1, max: 1 }, cluster: AUTOSCALED });
  const nodeGroups = {
    small: { instanceTypes: ["m6i.xlarge"] },
    dear: { instanceTypes: ["m6i.4xlarge"], minPerZone: 0 },
    cheap: { instanceTypes: ["m6a.4xlarge"], minPerZone: 0 },
  };
  const models = [
    {
      name: "api",
      image: { tag: "1.0.0" },
      cpuRequest: "12",
      paths: ["/predict"],
      replicas: { min: 1, max: 1 },
    },
  ];
  const both = { ...change, cluster: { ...AUTOSCALED, nodeGroups }, models };
  expect(nodesOf(both, /m6a.4xlarge/).least).toBeGreaterThan(0);
  expect(nodesOf(both, /^node \(m6i.4xlarge/).least).toBe(0);
});

test("schedules stop the nodes of models at rest, and working hours have those that the models need", () => {
  const change = withGpus({
    replicas: { min: 3, max: 6 },
    more: {
      components: {
        "cluster-autoscaler": {},
        "off-hours": { timezone: "Europe/Berlin", start: "07:00", stop: "19:00", keepIn: "general" },
      },
    },
  });
  expect(nodesOf(change, GPU_NODES).least).toBe(3);
  expect(nodesOf(change, /^node at rest \(g5/).least).toBe(0);
});

test("generated environments have the fewest nodes that the GPUs of their minimum replicas need, and at most the most", () => {
  const GPUS = { "g5.xlarge": 1, "g5.12xlarge": 4, "g6e.xlarge": 1, "p5.48xlarge": 8 } as const;
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(GPUS) as (keyof typeof GPUS)[])),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 0, max: 2 }),
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
      (type, min, more, minPerZone, extra, scaled) => {
        const group = { instanceTypes: [type], minPerZone, maxPerZone: minPerZone + extra };
        const change = withGpus({
          replicas: { min, max: min + more },
          group,
          cluster: scaled ? AUTOSCALED : {},
        });
        const plan = environmentPlan(planWith(RETAIL, change));
        const own = { ...NO_OWN_PRICES, instanceHours: new Map([[type, 7]]) };
        const lines = estimated(plan, {}, undefined, own).lines.filter(({ item }) =>
          item.startsWith(`node (${type}`),
        );
        const usd = lines.map(usdOf);
        const hours = lines[0]?.factors[1]?.min ?? 0;
        const price = 7 * hours;
        const zones = 2;
        const needed = Math.max(zones * minPerZone, Math.ceil(min / GPUS[type]));
        const most = zones * (minPerZone + extra);
        const least = usd.reduce((sum, each) => sum + (each?.min ?? NaN), 0);
        expect(hours).toBe(730);
        expect(least).toBeCloseTo(Math.min(needed, most) * price, 6);
        expect(usd.reduce((sum, each) => sum + (each?.max ?? NaN), 0)).toBeCloseTo(most * price, 6);
      },
    ),
    { numRuns: 25 },
  );
});
