import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { type Environments } from "private-eks-inference/stacks";

/** The owner of the models, in Parameter Store. */
export function addOwner(platform: Environments): void {
  const models = platform.stack("mlapp", "models");
  new SsmParameter(models, "owner", { name: "/mlapp/owner", type: "String", value: "ml-team" });
}
