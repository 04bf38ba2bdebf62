import { groupBy } from "../../base/group-by";
import { runningCallers } from "../../infrastructure/callers";
import { type InterfaceSet, interfacesOf } from "../../infrastructure/network-interfaces";
import { type Caller } from "../../evidence/caller-types";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { identityCallsOf } from "./identity-calls";
import { constantCalls } from "../../evidence/callers";
import { modelPods, runsOnFargate } from "../../infrastructure/kubernetes-programs";

/** Calls of an AWS service from one interface set. */
interface Call {
  readonly interfaces: InterfaceSet;
  readonly service: string;
  /** Callers and their reasons, such as `VPC CNI: attaches addresses to nodes`. */
  readonly callers: readonly string[];
}

/** Calls of all running callers, by interface set, and those that only roles show. */
export const callsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Call[] => {
  const on = (place: Caller["from"]) => runningCallers(plan).filter(({ from }) => from === place);
  const places = modelPods(plan).map((pods) => runsOnFargate(plan, pods));
  const fargate = interfacesOf(plan).fargate;
  const known = [
    ...interfacesOf(plan).nodes.flatMap((interfaces) =>
      calls(interfaces, [...on("nodes"), ...(places.includes(false) ? on("models") : [])]),
    ),
    ...(fargate ? calls(fargate, [...on("fargate"), ...(places.includes(true) ? on("models") : [])]) : []),
  ];
  const isKnown = (interfaces: InterfaceSet, service: string): boolean =>
    known.some((call) => call.interfaces === interfaces && call.service === service);
  const others = identityCallsOf(plan).filter(({ interfaces, service }) => !isKnown(interfaces, service));
  const byPlace = groupBy(others, ({ interfaces }) => interfaces);
  return [
    ...known,
    ...[...byPlace].flatMap(([interfaces, each]) =>
      combined(
        interfaces,
        each.map(({ service, why }) => ({ service, reason: why })),
      ),
    ),
  ];
});

/** Called services, each with all of its calls. */
export const calledServices = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, readonly Call[]> =>
  groupBy(callsOf(plan), ({ service }) => service),
);

const calls = (interfaces: InterfaceSet, callers: readonly Caller[]): Call[] =>
  combined(
    interfaces,
    callers.flatMap((caller) =>
      constantCalls(caller).map(({ service, why }) => ({ service, reason: `${caller.title}: ${why}` })),
    ),
  );

/** One call for each service, with all reasons. */
const combined = (
  interfaces: InterfaceSet,
  all: readonly { readonly service: string; readonly reason: string }[],
): Call[] =>
  [...groupBy(all, ({ service }) => service)].map(([service, each]) => ({
    interfaces,
    service,
    callers: each.map(({ reason }) => reason),
  }));
