import { weightsDisk } from "../../../src/checks/capacity/weights-disk";
import { weightsRate } from "../../../src/checks/capacity/weights-rate";
import { instanceTypesKnown } from "../../../src/facts/instance-capacity";
import { baselineMibPerSecond } from "../../../src/evidence/network-bandwidth";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { CONTEXT, foundBy } from "../../support/findings";

const planOf = (model: object, group: object) =>
  environmentPlan(
    planWith("ml-inference-prod", {
      cluster: { nodeGroups: { general: { instanceTypes: ["m7i.xlarge"], ...group } } },
      models: [
        {
          name: "llm",
          image: { tag: "1" },
          replicas: { min: 2, max: 4 },
          cpuRequest: "1",
          weights: { sizeGiB: 20, mode: "download", mibPerSecond: 25 },
          ...model,
        },
      ],
    }),
  );

test("weights-disk finds a full node whose pods leave no room for images, and names a disk that does", () => {
  const [finding] = weightsDisk.run(planOf({}, { diskGiB: 80 }), CONTEXT);
  expect(finding?.message).toMatch(
    /holds these pods: 3 of llm; they leave \d+Mi, expected 10240Mi for the system and images$/,
  );
  const diskGiB = Number(/at least (\d+)$/.exec(finding?.fix ?? "")?.[1]);
  expect(foundBy(weightsDisk, planOf({}, { diskGiB }))).toEqual([]);
  expect(foundBy(weightsDisk, planOf({}, { diskGiB: diskGiB - 1 }))).toHaveLength(1);
});

test("weights-disk accepts models without weights on any disk", () => {
  const cache = { weights: undefined, modelCacheMiB: 20_000 };
  expect(foundBy(weightsDisk, planOf(cache, { diskGiB: 80 }))).toEqual([]);
});

test("weights-rate finds pods that share the network of their node, and names a rate that it has", () => {
  const shared = { weights: { sizeGiB: 20, mode: "download", mibPerSecond: 50 } };
  const [finding] = weightsRate.run(planOf(shared, { diskGiB: 200 }), CONTEXT);
  expect(finding).toMatchObject({
    message:
      "3 pods of llm can start on a m7i.xlarge of node group general, at 50 MiB/s each; its disk has 125 MiB/s",
    fix: "lower models[llm].weights.mibPerSecond to at most 41, or choose a faster instance type",
    key: ["weights", "mibPerSecond"],
  });
  const followed = { weights: { sizeGiB: 20, mode: "download", mibPerSecond: 41 } };
  expect(foundBy(weightsRate, planOf(followed, { diskGiB: 200 }))).toEqual([]);
});

test("weights-rate compares the network of small nodes", () => {
  const small = { cpuRequest: "100m", weights: { sizeGiB: 1, mode: "download" } };
  expect(foundBy(weightsRate, planOf(small, { instanceTypes: ["t3.medium"] }))).toEqual([
    expect.stringMatching(/at 25 MiB\/s each; its network has 30 MiB\/s$/),
  ]);
});

test("the bandwidth of each instance type of the catalog is known", () => {
  expect(instanceTypesKnown().filter((type) => baselineMibPerSecond(type) === undefined)).toEqual([]);
  expect(baselineMibPerSecond("m7i.xlarge")).toBeCloseTo(186.2, 1);
});
