import { allocatable, instanceCapacity, podsOf } from "../../../src/facts/instance-capacity";
import { REPORTED_NODES } from "../../real/kubernetes/harness/measured-nodes";

const nodes = Object.entries(REPORTED_NODES);

const sizeOf = (name: string) => {
  const type = instanceCapacity(name);
  const diskGiB = REPORTED_NODES[name]?.diskGiB;
  if (!type || diskGiB === undefined) throw new Error(`${name} is not in the catalog`);
  return { type, given: allocatable(type, diskGiB) };
};

test.each(nodes)(
  "a reported %s has the CPU, the GPUs and the pods that the catalog computes",
  (name, reported) => {
    const { type, given } = sizeOf(name);
    expect(given.cpuMillis).toBe(reported.cpuMillis);
    expect(given.gpus).toBe(reported.gpus);
    expect(podsOf(type).singleAddresses).toBe(reported.pods);
  },
);

// 255 MiB, 11 MiB for each pod, and 100 MiB below which the kubelet evicts pods.
test.each(nodes)("a reported %s reserves the memory that nodeadm documents", (_, { pods, ...node }) => {
  expect((node.capacityKi - node.allocatableKi) / 1024).toBe(255 + 11 * pods + 100);
});

// The catalog assumes the same hidden share of memory for every type.
test.each([
  ["t3.medium", 51],
  ["t3.large", 241],
  ["g4dn.xlarge", 630],
  ["g6.xlarge", 212],
])("a reported %s has %i MiB more for pods than the catalog computes", (name, more) => {
  const reported = REPORTED_NODES[name]?.allocatableKi ?? 0;
  expect(Math.floor(reported / 1024 - sizeOf(name).given.memoryMiB)).toBe(more);
});

test("the catalog computes for no reported node more memory than it has", () => {
  expect(nodes.length).toBeGreaterThan(3);
  for (const [name, { allocatableKi }] of nodes) {
    expect(sizeOf(name).given.memoryMiB).toBeLessThan(allocatableKi / 1024);
  }
});

test.each(nodes)(
  "a reported %s has the disk space that the catalog computes, but for less than 2 MiB",
  (name, node) => {
    const more = node.diskAllocatableBytes / 2 ** 20 - sizeOf(name).given.diskMiB;
    expect(more).toBeGreaterThanOrEqual(0);
    expect(more).toBeLessThan(2);
  },
);

test.each(nodes)("the file system of a reported %s takes the same part of its disk", (_, node) => {
  expect(node.diskGiB * 2 ** 20 - node.diskCapacityKi).toBe(77_844);
});
