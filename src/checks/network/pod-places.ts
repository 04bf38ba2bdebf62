import { memoizePerPlan } from "../../analysis/blocks";
import { fargateProfiles } from "../../analysis/cluster/fargate";
import { type Pods, objectsOf } from "../../analysis/kubernetes/objects";
import { replicaSchedulesOf } from "../../analysis/off-hours/replica-schedules";
import { isTrackingServer } from "../../analysis/tracking/tracking-servers";
import { type InterfaceSet, fargateOf, nodesOf } from "../../analysis/network/interface-sets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";

/** Workloads whose pods Terraform creates, without the jobs that scale them and MLflow servers: the models. */
export const modelsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Pods[] => {
  const jobs = new Set(replicaSchedulesOf(plan).map(({ pods }) => pods));
  return objectsOf(plan).pods.filter((pods) => !jobs.has(pods) && !isTrackingServer(plan, pods));
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
