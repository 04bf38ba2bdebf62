import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Testing } from "cdktf";
import { setupJest, synthesizedStacks } from "private-eks-inference/testing";
import { addPlatform } from "./main";

setupJest();

const app = Testing.app();
addPlatform(app);
const stacks = synthesizedStacks(app);

test("no check finds an error", () => {
  expect(stacks).toPassChecks();
});

test("the Kubernetes API has no public endpoint", () => {
  // A class of bindings works as well as a type.
  expect(stacks.stack("mlapp-cluster")).toHaveResourceWithProperties(
    { tfResourceType: "aws_eks_cluster" },
    { vpc_config: expect.objectContaining({ endpoint_public_access: false }) },
  );
});

test("the owner is in Parameter Store", () => {
  expect(stacks.stack("mlapp-models")).toHaveResourceWithProperties(SsmParameter, { value: "ml-team" });
});
