import { weightsDisk } from "../../../src/checks/capacity/weights-disk";
import { CHECKS } from "../../../src/checks/all";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Finding } from "../../../src/checks/check";
import { CAPACITY_CHECKS } from "../../../src/checks/generated/capacity";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { CONTEXT, TODAY } from "../../support/findings";
import { PARTS, SERVED } from "../../support/kserve";
import { settingsFor } from "../../support/recorded-causes";

const CONTAINER = { image: { tag: "1" }, paths: ["/llm"] };
const REPLICAS = { min: 2, max: 4 };

/** A model of each kind, with the names of workloads that Kubernetes and KServe derive from them. */
const MODELS = [
  { ...SERVED, name: "fraud", healthPath: "/v1/models/fraud", paths: ["/v1/models/fraud:predict"] },
  { ...CONTAINER, name: "llm" },
];

/** Settings that make capacity checks find something. */
const NEEDS: Readonly<Record<string, object>> = {
  "weights that fill the disk": {
    model: { weights: { sizeGiB: 20, mode: "download", mibPerSecond: 50 }, cpuRequest: "200m" },
    group: { instanceTypes: ["m7i.4xlarge"], diskGiB: 200 },
  },
  "a large pod": { model: { cpuRequest: "20", cpuLimit: "20" } },
  "much memory": { model: { memoryRequest: "300Gi", memoryLimit: "300Gi" } },
  "many replicas": { model: { replicas: { min: 90, max: 100 }, cpuRequest: "2", cpuLimit: "2" } },
  "many requests": { model: { requestsPerSecond: { perPod: 1, peak: 500 } } },
  "a target of memory": { model: { replicas: { ...REPLICAS, memoryPercent: 80 } } },
};

function findingsWith(
  kind: object,
  { model = {}, group = {} }: { model?: object; group?: object },
): Finding[] {
  const change = {
    components: PARTS,
    cluster: { nodeGroups: { general: { instanceTypes: ["m7i.xlarge"], ...group } } },
    models: [{ replicas: REPLICAS, ...kind, ...model }],
  };
  const stated = statedIn(settingsFor(configWith("retail-forecast", change)));
  const plan = environmentPlan(planWith("retail-forecast", change));
  return CHECKS.flatMap((check) => [
    ...check.run(plan, { ...CONTEXT, today: TODAY, statedOf: () => stated }),
  ]);
}

describe.each(MODELS.map((model) => [model.name, model] as const))(
  "findings about the model %s",
  (name, kind) => {
    test.each(Object.entries(NEEDS))("name no other model, with %s", (_, need) => {
      const texts = findingsWith(kind, need).flatMap(({ message, fix = "" }) => [message, fix]);
      const named = texts.flatMap((text) =>
        [...text.matchAll(/models\[([^\]]*)\]/g)].map(([, each]) => each),
      );
      expect(named.filter((each) => each !== name)).toEqual([]);
    });

    test("read the requests that the file states", () => {
      const messages = findingsWith(kind, { model: { requestsPerSecond: { perPod: 1, peak: 500 } } });
      expect(messages.flatMap(({ fix = "" }) => fix)).toContainEqual(
        expect.stringContaining(`raise models[${name}].replicas.max to at least 500`),
      );
    });

    test.each([
      [1, 2],
      [4, 5],
      [8, 10],
      [30, 38],
    ])("count at most %d replicas and the surge of a rollout, %d pods", (max, most) => {
      const need = {
        model: {
          cpuRequest: "10m",
          replicas: { min: 1, max },
          weights: { sizeGiB: 20, mode: "download", mibPerSecond: 500 },
        },
        group: { instanceTypes: ["m7i.16xlarge"], diskGiB: most * 20 + 20 },
      };
      const counts = findingsWith(kind, need).flatMap(({ message }) => [
        ...[...message.matchAll(/(\d+) of (?:llm|fraud)/g)].map(([, count]) => Number(count)),
        ...[...message.matchAll(/(\d+) pods? of (?:llm|fraud)/g)].map(([, count]) => Number(count)),
      ]);
      expect(counts.length).toBeGreaterThan(0);
      expect(counts.filter((count) => count > most)).toEqual([]);
    });
  },
);

test("a program of the platform that fits on no node has no key of a model in its correction", () => {
  const { mlflow } = { mlflow: { imageTag: "3.17.2-2", hosts: ["mlflow.example.com"] } };
  const plan = environmentPlan(
    planWith("ml-inference-prod", {
      components: { mlflow, "ebs-csi": {} },
      cluster: { nodeGroups: { general: { instanceTypes: ["t3.medium"], maxPerZone: 2 } } },
    }),
  );
  const fixes = CAPACITY_CHECKS.flatMap((check) => check.run(plan, CONTEXT)).map(({ fix = "" }) => fix);
  expect(fixes.filter((fix) => fix.includes("models[mlflow"))).toEqual([]);
});

describe("weights-disk", () => {
  const foundOn = (diskGiB: number): string[] => {
    const model = { name: "llm", image: { tag: "1" }, replicas: REPLICAS, cpuRequest: "10m" };
    const plan = planWith("ml-inference-prod", {
      cluster: { nodeGroups: { general: { instanceTypes: ["m7i.16xlarge"], diskGiB } } },
      models: [{ ...model, weights: { sizeGiB: 20, mode: "download" } }],
    });
    return weightsDisk.run(environmentPlan(plan), CONTEXT).map(({ message }) => message);
  };

  test("counts the replicas and the surge of a rollout", () => {
    expect(foundOn(120)).toEqual([expect.stringContaining("holds these pods: 5 of llm")]);
  });

  test("asks for no disk for more pods", () => {
    expect(foundOn(212)).toEqual([]);
  });
});
