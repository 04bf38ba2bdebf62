import type { Construct } from "constructs";
import type { ComposedEnvironment } from "../platform/parts/compose";
import { type Install } from "../platform/parts/install";
import { INSTALLS } from "../parts/generated/installs";
import { ClusterStack } from "../platform/cluster/cluster-stack";
import type { LayerStack } from "../platform/stacks/layer-stack";
import { ModelsStack } from "../platform/models/models-stack";
import { NetworkStack } from "../platform/network/network-stack";
import { PlatformStack } from "../platform/stacks/platform-stack";
import { StateStack } from "../platform/state/state-stack";

/** The layers of one environment, each after those whose outputs it reads. */
export function environmentStacks(
  scope: Construct,
  environment: ComposedEnvironment,
  installs: Readonly<Record<string, Install>> = INSTALLS,
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
