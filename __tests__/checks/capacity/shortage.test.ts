import { capacityAtMinimum } from "../../../src/checks/capacity/capacity-at-minimum";
import { capacityAtPeak } from "../../../src/checks/capacity/capacity-at-peak";
import { CONTEXT, foundBy } from "../../support/findings";
import { model, prodWith } from "./plans";

test.each([
  ["memory", { memoryRequest: "2Gi", cpuRequest: "10m" }],
  ["CPU", { cpuRequest: "900m" }],
  ["ephemeral storage", { modelCacheMiB: 30_000, cpuRequest: "10m" }],
])("capacity-at-peak names %s if the nodes lack only that", (resource, change) => {
  const [line] = foundBy(capacityAtPeak, prodWith([model({ ...change, replicas: { min: 1, max: 20 } })]));
  expect(line).toMatch(new RegExp(`, for lack of ${resource}$`));
});

test("capacity-at-minimum names the resource that the nodes lack", () => {
  const [line] = foundBy(
    capacityAtMinimum,
    prodWith([model({ memoryRequest: "2Gi", replicas: { min: 5 } })]),
  );
  expect(line).toContain("pods find no room for lack of memory:");
});

test("a lack of disk alone advises a larger disk, and no larger instance type", () => {
  const plan = prodWith([model({ modelCacheMiB: 30_000, cpuRequest: "10m" })]);
  expect(capacityAtPeak.run(plan, CONTEXT).map(({ fix }) => fix)).toEqual([
    "raise diskGiB of the node group, lower modelCacheMiB, tmpMiB or ephemeralStorage of the models, or lower their replicas; nothing adds nodes to the group, so also raise minPerZone until its nodes hold the peak, or add components.cluster-autoscaler: {}",
  ]);
});
