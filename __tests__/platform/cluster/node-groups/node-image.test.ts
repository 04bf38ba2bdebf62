import { hasImage, haveOneImage, imageOf, nodeImage } from "../../../../src/facts/instance-types";

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
  expect(imageOf(["m7i.large", "m6i.large", "c5.xlarge"])?.amiType).toBe("AL2023_x86_64_STANDARD");
});

test.each([
  ["instance types of two architectures", ["m7i.large", "m7g.large"]],
  ["instance types with and without GPUs", ["g5.xlarge", "m7i.large"]],
])("EKS-05 no image fits %s", (_, types) => {
  expect(haveOneImage(types)).toBe(false);
  expect(imageOf(types)).toBeUndefined();
});

test.each(["m4.large", "t2.medium", "i3.large", "inf2.xlarge", "g4ad.xlarge", "p2.xlarge"])(
  "EKS-05 no image fits %s, which has no AL2023 image or no prefix delegation",
  (instanceType) => {
    expect(hasImage(instanceType)).toBe(false);
    expect(imageOf(["m7i.large", instanceType])).toBeUndefined();
  },
);
