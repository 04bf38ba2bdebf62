import { Testing } from "cdktf";
import { setupJest, synthesizedStacks } from "private-eks-inference/testing";
import { addPlatform } from "./main";

setupJest();

const app = Testing.app();
const { names } = addPlatform(app);
const stacks = synthesizedStacks(app);

test("no check finds an error", () => {
  expect(stacks).toPassChecks();
});

test.each(names)("a key of the account encrypts the Kubernetes Secrets of %s", (name) => {
  // A class of bindings works as well as a type.
  expect(stacks.stack(`${name}-cluster`)).toHaveResourceWithProperties(
    { tfResourceType: "aws_eks_cluster" },
    { encryption_config: expect.objectContaining({ resources: ["secrets"] }) },
  );
});
