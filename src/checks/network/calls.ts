import { groupBy, memoizePerPlan } from "../../analysis/blocks";
import { constantCalls, runningCallers } from "../../analysis/callers";
import { fargateProfiles } from "../../analysis/cluster/fargate";
import { type Pods, objectsOf } from "../../analysis/kubernetes/objects";
import { type InterfaceSet, fargateOf, nodesOf } from "../../analysis/network/interface-sets";
import { type Caller } from "../../knowledge/callers";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";

/** Calls of an AWS service from one interface set. */
export interface Call {
  readonly interfaces: InterfaceSet;
  readonly service: string;
  /** Callers and their reasons, such as `VPC CNI: attaches addresses to nodes`. */
  readonly callers: readonly string[];
}

/** Calls of all running callers, by interface set. */
export const callsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Call[] => {
  const on = (place: Caller["from"]) => runningCallers(plan).filter(({ from }) => from === place);
  const { fargate: onFargate, nodes: onNodes } = placesOfModels(plan);
  const fargate = fargateOf(plan);
  return [
    ...nodesOf(plan).flatMap((interfaces) =>
      calls(interfaces, [...on("nodes"), ...(onNodes ? on("models") : [])]),
    ),
    ...(fargate ? calls(fargate, [...on("fargate"), ...(onFargate ? on("models") : [])]) : []),
  ];
});

/** Called services, each with all of its calls. */
export const calledServices = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, readonly Call[]> =>
  groupBy(callsOf(plan), ({ service }) => service),
);

function calls(interfaces: InterfaceSet, callers: readonly Caller[]): Call[] {
  const all = callers.flatMap((caller) =>
    constantCalls(caller).map(({ service, why }) => ({ service, reason: `${caller.title}: ${why}` })),
  );
  return [...groupBy(all, ({ service }) => service)].map(([service, each]) => ({
    interfaces,
    service,
    callers: each.map(({ reason }) => reason),
  }));
}

/** Workloads whose pods Terraform creates: the models. */
export const modelsOf = (plan: EnvironmentPlan): readonly Pods[] => objectsOf(plan).pods;

/** Whether some models run on nodes, and whether some run on Fargate. */
const placesOfModels = memoizePerPlan((plan: EnvironmentPlan) => {
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
