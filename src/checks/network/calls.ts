import { COMPONENTS, type Component, FARGATE } from "../../catalog/components";
import { type EndpointService } from "../../catalog/endpoints";
import { memoizePerPlan } from "../../analysis/blocks";
import { fargateProfiles } from "../../analysis/cluster/fargate";
import { runningComponents } from "../../analysis/components";
import { type Pods, objectsOf } from "../../analysis/kubernetes/objects";
import { type InterfaceSet, distinct, fargateOf, nodesOf } from "../../analysis/network/interface-sets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";

/** Calls of an AWS service from one interface set. */
export interface Call {
  readonly interfaces: InterfaceSet;
  readonly service: EndpointService;
  /** Components and their reasons, such as `VPC CNI: attaches addresses to nodes`. */
  readonly callers: readonly string[];
}

/** Calls of all running components, by interface set. */
export const callsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Call[] => {
  const running = runningComponents(plan).map((name) => COMPONENTS[name] as Component);
  const on = (place: Component["runsOn"]) => running.filter(({ runsOn }) => runsOn === place);
  const { fargate: onFargate, nodes: onNodes } = placesOfModels(plan);
  const fargate = fargateOf(plan);
  return [
    ...nodesOf(plan).flatMap((interfaces) =>
      calls(interfaces, [...on("nodes"), ...(onNodes ? on("models") : [])]),
    ),
    ...(fargate ? calls(fargate, [FARGATE, ...on("fargate"), ...(onFargate ? on("models") : [])]) : []),
  ];
});

/** Called services, each with all of its calls. */
export const calledServices = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<EndpointService, Call[]> => {
    const services = new Map<EndpointService, Call[]>();
    for (const call of callsOf(plan))
      services.set(call.service, [...(services.get(call.service) ?? []), call]);
    return services;
  },
);

function calls(interfaces: InterfaceSet, components: readonly Pick<Component, "title" | "calls">[]): Call[] {
  const services = distinct(components.flatMap((each) => Object.keys(each.calls) as EndpointService[]));
  return services.map((service) => ({
    interfaces,
    service,
    callers: components.flatMap((each) => {
      const why = each.calls[service];
      return why === undefined ? [] : [`${each.title}: ${why}`];
    }),
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
