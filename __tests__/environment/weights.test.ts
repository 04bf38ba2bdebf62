import fc from "fast-check";
import { weightsOf } from "../../src/environment/weights";
import { configWith } from "../support/environments";
import { downloadMiB } from "../../src/environment/rules/downloads";
import { rules } from "../../src/environment/rules/all";

const model = (over: object) => ({ name: "m", image: { tag: "1" }, ...over });
const configOf = (weights: object, over: object = {}, change: object = {}) =>
  configWith("ml-inference-prod", { ...change, models: [model({ weights, ...over })] });
const weights = (written: object) => {
  const [first] = configOf(written).models;
  if (!first) throw new Error("no model");
  return { first, weights: weightsOf(first) };
};

test("API-02 the time to read weights covers all bytes at the stated rate", () => {
  const size = fc.double({ min: 0.1, max: 16_384, noNaN: true });
  fc.assert(
    fc.property(size, fc.integer({ min: 1, max: 12_500 }), (sizeGiB, mibPerSecond) => {
      const { weights: found } = weights({ sizeGiB, mibPerSecond, mode: "download" });
      expect(found?.sizeMiB).toBeGreaterThanOrEqual(sizeGiB * 1024);
      expect((found?.readSeconds ?? 0) * mibPerSecond).toBeGreaterThanOrEqual(found?.sizeMiB ?? Infinity);
      expect((found?.readSeconds ?? 0) - 1).toBeLessThan((found?.sizeMiB ?? 0) / mibPerSecond);
    }),
  );
});

test("API-02 a download of 10 GiB without a stated rate is planned for 410 s", () => {
  expect(weights({ sizeGiB: 10, mode: "download" }).weights).toMatchObject({
    sizeMiB: 10_240,
    mibPerSecond: 25,
    readSeconds: 410,
  });
});

test("API-02 a model without weights needs no disk for them", () => {
  const [first] = configWith("ml-inference-prod").models;
  expect(first && [weightsOf(first), downloadMiB(first)]).toEqual([undefined, 0]);
});

const problems = (config: Parameters<typeof rules>[0]) =>
  rules(config).map(({ path, expected }) => `${path.join(".")}: ${expected}`);

test("ephemeral storage without room for a download is refused", () => {
  const config = configOf({ sizeGiB: 2, mode: "download" }, { ephemeralStorage: "3Gi" });
  expect(problems(config)).toEqual([
    "models.0.ephemeralStorage: at least 3200Mi: tmpMiB, modelCacheMiB, weights.sizeGiB and 64Mi for logs",
  ]);
});

test("a download that is larger than the disk of a pod on Fargate is refused", () => {
  const config = configWith("mlapp", {
    models: [model({ weights: { sizeGiB: 174.5, mode: "download" } })],
  });
  expect(problems(config)).toEqual([
    "models.0.weights.sizeGiB: at most 175 GiB of disk for tmpMiB, modelCacheMiB and weights.sizeGiB, the limit of a pod on Fargate",
  ]);
});

test("weights on Fargate cannot be mounted", () => {
  const config = configWith("mlapp", { models: [model({ weights: { sizeGiB: 1, mode: "mount" } })] });
  expect(problems(config)).toEqual([
    "models.0.weights.mode: download on Fargate, which has no DaemonSets to mount files",
  ]);
});

test("mounted weights need no disk of the node", () => {
  const config = configOf({ sizeGiB: 900, mode: "mount" }, { ephemeralStorage: "2Gi" });
  expect(problems(config)).toEqual([]);
});
