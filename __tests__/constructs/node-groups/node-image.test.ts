import { instanceTypesProblem, nodeImage, systemPodsProblem } from "../../../src/catalog/instance-types";

test.each([
  ["t3.medium", "AL2023_x86_64_STANDARD", false],
  ["m7i-flex.large", "AL2023_x86_64_STANDARD", false],
  ["m7g.large", "AL2023_ARM_64_STANDARD", false],
  ["c6gn.xlarge", "AL2023_ARM_64_STANDARD", false],
  ["im4gn.large", "AL2023_ARM_64_STANDARD", false],
  ["a1.large", "AL2023_ARM_64_STANDARD", false],
  ["g4dn.xlarge", "AL2023_x86_64_NVIDIA", true],
  ["g5.xlarge", "AL2023_x86_64_NVIDIA", true],
  ["gr6.4xlarge", "AL2023_x86_64_NVIDIA", true],
  ["p6-b200.48xlarge", "AL2023_x86_64_NVIDIA", true],
  ["g5g.xlarge", "AL2023_ARM_64_NVIDIA", true],
])("EKS-05 %s gets the image %s", (instanceType, amiType, gpu) => {
  expect(nodeImage([instanceType])).toEqual({ amiType, gpu });
});

test("EKS-05 instance types of one kind are valid in one node group", () => {
  expect(instanceTypesProblem(["m7i.large", "m6i.large", "c5.xlarge"])).toBeUndefined();
});

test.each([
  ["instance types of two architectures", ["m7i.large", "m7g.large"]],
  ["instance types with and without GPUs", ["g5.xlarge", "m7i.large"]],
])("EKS-05 fails when one node group has %s", (_, types) => {
  expect(instanceTypesProblem(types)?.fix).toBe("create a node group for each kind");
  expect(() => nodeImage(types)).toThrow("one architecture");
});

test.each(["m4.large", "t2.medium", "i3.large", "inf2.xlarge", "g4ad.xlarge", "p2.xlarge"])(
  "EKS-05 fails when an instance type is %s, which has no AL2023 image or no prefix delegation",
  (instanceType) => {
    expect(instanceTypesProblem(["m7i.large", instanceType])?.expected).toContain(instanceType);
  },
);

test("EKS-06 DNS and the add-ons need a node without a GPU taint", () => {
  const gpu = { instanceTypes: ["g5.xlarge"], minPerZone: 1 };
  const sometimes = { instanceTypes: ["t3.medium"], minPerZone: 0 };
  expect(systemPodsProblem([gpu, sometimes])?.fix).toContain("general");
  expect(systemPodsProblem([gpu, { ...sometimes, minPerZone: 1 }])).toBeUndefined();
});
