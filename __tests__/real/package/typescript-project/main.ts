import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { App } from "cdktf";
import { addEnvironments } from "private-eks-inference/stacks";

/** The environments, and what this project adds to them. */
export function addPlatform(app: App): void {
  const platform = addEnvironments(app, { environments: ["mlapp"] });
  const models = platform.stack("mlapp", "models");
  new SsmParameter(models, "owner", { name: "/mlapp/owner", type: "String", value: "ml-team" });
}

if (require.main === module) {
  const app = new App();
  addPlatform(app);
  app.synth();
}
