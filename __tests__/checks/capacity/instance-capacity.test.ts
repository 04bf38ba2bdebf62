import { allocatable, instanceCapacity, podsOf } from "../../../src/facts/instance-capacity";
import { fargateSize } from "../../../src/facts/fargate";

test("the allocatable resources of a t3.medium are those of nodeadm", () => {
  const type = instanceCapacity("t3.medium");
  expect(type && allocatable(type, 50)).toEqual({
    cpuMillis: 1930,
    memoryMiB: 3246,
    diskMiB: 44_986,
    gpus: 0,
  });
});

test.each([
  ["t3.medium", 17, 242],
  ["m6i.large", 29, 434],
  ["m7g.4xlarge", 234, 3714],
  ["g5.xlarge", 58, 898],
  ["p4d.24xlarge", 737, 11_762],
  ["p5.4xlarge", 118, 1858],
  ["p5.48xlarge", 100, 1570],
  ["p5en.48xlarge", 198, 3138],
])("a %s has addresses for %i pods without and %i pods with prefix delegation", (name, single, prefixes) => {
  const type = instanceCapacity(name);
  expect(type && [podsOf(type).singleAddresses, podsOf(type).prefixes]).toEqual([single, prefixes]);
});

test.each([["m6i.metal"], ["c5.large"], ["z9.huge"], [""], ["t3.micro"]])(
  "the capacity of the instance type %p is unknown",
  (name) => {
    expect(instanceCapacity(name)).toBeUndefined();
  },
);

test.each([
  [250, 512, 250],
  [250, 3000, 500],
  [100, 8000, 2000],
  [16_000, 120 * 1024, undefined],
  [17_000, 1024, undefined],
])("Fargate runs a pod with %im CPU and %i MiB on %p mCPU", (cpu, memory, size) => {
  expect(fargateSize(cpu, memory)?.cpuMillis).toBe(size);
});
