import { nodeImageFits } from "../../../src/checks/images/node-image";
import { altered } from "../../support/altered";
import { foundBy } from "../../support/findings";

test.each([
  [["m7g.large"], "AL2023_x86_64_STANDARD", "expected one like AL2023_ARM_64_STANDARD"],
  [["m6i.large"], "AL2023_ARM_64_STANDARD", "expected one like AL2023_x86_64_STANDARD"],
  [["g5.xlarge"], "AL2023_x86_64_STANDARD", "expected one like AL2023_x86_64_NVIDIA"],
  [["t3.medium"], "AL2023_x86_64_NVIDIA", "expected one like AL2023_x86_64_STANDARD"],
  [["m6i.large", "m7g.large"], "AL2023_x86_64_STANDARD", "its instance types are m6i.large, m7g.large"],
  [["t2.medium"], "AL2023_x86_64_STANDARD", "its instance types are t2.medium"],
  [["trn2.48xlarge"], "AL2023_x86_64_NEURON", "AWS Neuron runs compiled models with an image and a device"],
])("node-image finds %p with the AMI type %s", (types, image, problem) => {
  const plan = altered("mlapp", ({ cluster }) => {
    const group = cluster.resource.aws_eks_node_group.general_a;
    group.instance_types = types;
    group.ami_type = image;
  });
  expect(foundBy(nodeImageFits, plan)).toEqual([expect.stringContaining(problem)]);
});

test("node-image accepts a custom image", () => {
  const plan = altered("mlapp", ({ cluster }) => {
    cluster.resource.aws_eks_node_group.general_a.ami_type = "CUSTOM";
  });
  expect(foundBy(nodeImageFits, plan)).toEqual([]);
});
