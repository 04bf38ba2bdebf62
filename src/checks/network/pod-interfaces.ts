import { runsOnFargate } from "../../infrastructure/kubernetes-programs";
import { type InterfaceSet, interfacesOf } from "../../infrastructure/network-interfaces";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";

/** Interface sets of a model's pods. */
export function interfacesOfPods(plan: EnvironmentPlan, pods: Pods): readonly InterfaceSet[] {
  const { nodes, fargate } = interfacesOf(plan);
  if (!runsOnFargate(plan, pods)) return nodes;
  return fargate ? [fargate] : [];
}
