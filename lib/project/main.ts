import { App } from "cdktf";
import { type Environments, addEnvironments } from "private-eks-inference/stacks";

/** The environments of this project, with the resources that it adds to their stacks. */
export function addPlatform(app: App): Environments {
  return addEnvironments(app);
}

if (require.main === module) {
  const app = new App();
  addPlatform(app);
  app.synth();
}
