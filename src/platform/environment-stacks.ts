import { type Construct } from "constructs";
import { type Install } from "./install";
import { type LayerStack } from "./layer-stack";
import { ClusterStack } from "./stacks/cluster-stack";
import { ModelsStack } from "./stacks/models-stack";
import { NetworkStack } from "./stacks/network-stack";
import { PlatformStack } from "./stacks/platform-stack";
import { StateStack } from "./stacks/state-stack";
import { type ComposedEnvironment } from "./contract";

/** The layers of one environment, each after those whose outputs it reads. */
export function environmentStacks(
  scope: Construct,
  environment: ComposedEnvironment,
  installs: Readonly<Record<string, Install>>,
): LayerStack[] {
  const stacks = [StateStack, NetworkStack, ClusterStack, PlatformStack, ModelsStack].map(
    (Stack) => new Stack(scope, environment, installs),
  );
  // Stacks exchange outputs through remote state, where cdktf detects no dependency, so `cdktf deploy` needs
  // explicit ones.
  stacks.forEach((stack, index) => {
    const before = stacks[index - 1];
    if (before) stack.addDependency(before);
  });
  return stacks;
}
