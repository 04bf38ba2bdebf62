import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { PodNeeds, type PolicyNeed } from "../../../infrastructure/network-needs";
import { serverAt } from "./server-at";
import { admitsHost, HOSTS_VARIABLE, TRACKING_VARIABLE } from "../facts";
import { variablesOf } from "../../../infrastructure/kubernetes-pods";

/** Connections of pods to the server at an address. Both sides need a rule. */
export function trackingNeeds(plan: EnvironmentPlan, pods: Pods, address: string | undefined): PolicyNeed[] {
  const found = address === undefined ? undefined : serverAt(plan, address, pods.owner.namespace);
  return found ? new PodNeeds(pods).toPods(found.port, found.server.pods) : [];
}

/** Address of the server in the variables of pods. */
export const trackingAddressOf = (plan: EnvironmentPlan, pods: Pods): string | undefined =>
  variablesOf(plan, pods)[TRACKING_VARIABLE];

/** Why pods of a namespace get no answer from a server at the address of their variables. */
export function trackingProblems(
  plan: EnvironmentPlan,
  address: string | undefined,
  namespace: string,
): string[] {
  if (address === undefined) return [`it has no ${TRACKING_VARIABLE}`];
  const written = `${TRACKING_VARIABLE} is ${address}`;
  const found = serverAt(plan, address, namespace);
  if (!found) return [`${written}, which no Service leads to an MLflow server`];
  const { pods } = found.server;
  const patterns = (variablesOf(plan, pods)[HOSTS_VARIABLE] ?? "").split(",");
  return [
    ...(found.protocol === "http:" ? [] : [`${written}, and the server answers without TLS`]),
    ...(admitsHost(patterns, found.host) ? [] : [`${pods.owner.name} refuses requests to ${found.host}`]),
  ];
}
