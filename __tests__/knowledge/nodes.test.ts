import { allocatable, instanceCapacity, podsBySingleAddresses } from "../../src/catalog/instance-capacity";
import { REPORTED_NODES } from "../../src/knowledge/nodes";

const DISK_GIB = 50;
const nodes = Object.entries(REPORTED_NODES);

const sizeOf = (name: string) => {
  const type = instanceCapacity(name);
  if (!type) throw new Error(`${name} is not in the catalog`);
  return { type, given: allocatable(type, DISK_GIB) };
};

test.each(nodes)("a reported %s has the CPU and the pods that the catalog computes", (name, reported) => {
  const { type, given } = sizeOf(name);
  expect(given.cpuMillis).toBe(reported.cpuMillis);
  expect(podsBySingleAddresses(type)).toBe(reported.pods);
});

// 255 MiB, 11 MiB for each pod, and 100 MiB below which the kubelet evicts pods.
test.each(nodes)("a reported %s reserves the memory that nodeadm documents", (_, { pods, ...node }) => {
  expect((node.capacityKi - node.allocatableKi) / 1024).toBe(255 + 11 * pods + 100);
});

test.each([
  ["t3.medium", 51],
  ["g4dn.xlarge", 630],
  ["m5.large", 171],
  ["g5.xlarge", 568],
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
