import type { Construct } from "constructs";
import type { ComposedEnvironment } from "../../platform/compose";
import { type Install } from "../../platform/install";
import { INSTALLS } from "../../parts/generated/installs";
import { ClusterStack } from "../../platform/cluster-stack";
import type { LayerStack } from "../../platform/layer-stack";
import { ModelsStack } from "../../platform/models-stack";
import { NetworkStack } from "../../platform/network-stack";
import { PlatformStack } from "../../platform/platform-stack";
import { StateStack } from "../../platform/state-stack";

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
