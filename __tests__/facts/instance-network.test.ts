import { gpuOf } from "../../src/facts/gpus";
import { instanceTypesKnown } from "../../src/facts/instance-capacity";
import { LEAST_NETWORK_MIBPS, networkMiBpsOf, slowestNetworkMiBps } from "../../src/facts/instance-network";
import { baselineMibPerSecond } from "../../src/evidence/network-bandwidth";

const TYPES = instanceTypesKnown().filter((type) => gpuOf(type) !== undefined);

test("each type with GPUs has a baseline, except for one", () => {
  expect(TYPES.length).toBeGreaterThan(40);
  expect(TYPES.filter((type) => networkMiBpsOf(type) === undefined)).toEqual(["p5e.48xlarge"]);
});

test("the baselines are those of the source that proofs read", () => {
  const other = TYPES.filter((type) => {
    const own = networkMiBpsOf(type);
    return own !== undefined && Math.abs(own - (baselineMibPerSecond(type) ?? 0)) > 0.01;
  });
  expect(other).toEqual([]);
});

test("pods on several network cards have the baseline of the first one", () => {
  expect(networkMiBpsOf("p5.48xlarge")).toBe(networkMiBpsOf("g6e.12xlarge"));
});

test("a type that no table has counts as slow as the slowest one", () => {
  expect(networkMiBpsOf("x9.huge")).toBeUndefined();
  expect(slowestNetworkMiBps(["g6e.48xlarge", "x9.huge"])).toBe(LEAST_NETWORK_MIBPS);
  expect(slowestNetworkMiBps(["g6e.48xlarge", "g6e.xlarge"])).toBeCloseTo(298, 0);
});
