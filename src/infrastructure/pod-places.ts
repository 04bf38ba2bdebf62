import { memoizePerPlan } from "./blocks";
import { fargateProfiles } from "./fargate";
import { type Pods, objectsOf } from "./kubernetes-objects";
import { RESTS } from "./rests";
import { isPlatformProgram } from "./platform-programs";
import { type InterfaceSet, fargateOf, nodesOf } from "./interface-sets";
import { type EnvironmentPlan } from "../terraform/environment-plan";

/** Workloads whose pods Terraform creates, without the jobs that scale them and programs of the platform: the models. */
export const modelsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Pods[] => {
  const jobs = new Set(RESTS.flatMap(({ jobsOf }) => jobsOf(plan)));
  return objectsOf(plan).pods.filter((pods) => !jobs.has(pods) && !isPlatformProgram(plan, pods));
});

/** Whether some models run on nodes, and whether some run on Fargate. */
export const placesOfModels = memoizePerPlan((plan: EnvironmentPlan) => {
  const places = modelsOf(plan).map((pods) => runsOnFargate(plan, pods));
  return { fargate: places.includes(true), nodes: places.includes(false) };
});

export const runsOnFargate = (plan: EnvironmentPlan, { owner, labels }: Pods): boolean =>
  fargateProfiles(plan).some(({ selects }) => selects({ namespace: owner.namespace, labels }));

/** Interface sets of a model's pods. */
export function interfacesOfPods(plan: EnvironmentPlan, pods: Pods): InterfaceSet[] {
  if (!runsOnFargate(plan, pods)) return [...nodesOf(plan)];
  const fargate = fargateOf(plan);
  return fargate ? [fargate] : [];
}
