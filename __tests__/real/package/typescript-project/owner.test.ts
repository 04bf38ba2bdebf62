import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Testing } from "cdktf";
import { addEnvironments } from "private-eks-inference/stacks";
import { setupJest, synthesizedStacks } from "private-eks-inference/testing";
import { addOwner } from "./owner";

setupJest();

test("the owner is in Parameter Store", () => {
  const app = Testing.app();
  addOwner(addEnvironments(app, { environments: ["mlapp"] }));
  const stack = synthesizedStacks(app).stack("mlapp-models");
  expect(stack).toHaveResourceWithProperties(SsmParameter, { name: "/mlapp/owner", value: "ml-team" });
});
