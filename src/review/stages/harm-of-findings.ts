import { type Result, severityOf } from "../../checks/run";
import { type Harm } from "./harm";
import { type Level } from "./line";

/** Checks of connections that the environment needs: a new finding says that one of them stops. */
export const STOPS: ReadonlySet<string> = new Set([
  "nodes-reach-api",
  "api-reaches-nodes",
  "pods-reach-each-other",
  "workloads-reach-endpoints",
  "workloads-reach-s3",
  "workloads-reach-internet",
  "workloads-reach-database",
  "load-balancer-reaches-pods",
  "clients-reach-load-balancer",
  "endpoint-missing",
  "s3-endpoint-routes",
  "s3-endpoint-policy",
  "network-acl-paths",
  "network-policy-paths",
]);

type Found = Pick<Result, "check" | "layer" | "address" | "requestedBy" | "isNotice" | "isLeftover">;

/** The harm of a new finding: an outage if a needed connection stops; undefined if the change by itself says it all. */
export const harmOfFinding = ({ check }: Pick<Found, "check">): Harm | undefined =>
  STOPS.has(check.id) ? "outage" : undefined;

/** Checks of what does nothing in the minutes between two applies, so that their findings there are harmless. */
export const IDLE: ReadonlySet<string> = new Set([
  "controller-settings",
  // schedules and alarms have their time later, and logs begin with the last apply
  "endpoint-alarms",
  "node-schedules",
  "replica-schedules",
  "access-logs",
  "log-bucket-policy",
]);

/** The meaning of findings between two applies, if no order avoids them. */
export function betweenApplies(checks: readonly (string | undefined)[]): {
  readonly level: Level;
  readonly harm?: Harm;
} {
  if (checks.some((id) => id !== undefined && STOPS.has(id))) return { level: "attention", harm: "outage" };
  return { level: checks.every((id) => id !== undefined && IDLE.has(id)) ? "info" : "attention" };
}

/** Identity of a finding without its message: where it was found before, the connection did not work before either. */
export const subjectOf = ({ check, layer, address }: Pick<Found, "check" | "layer" | "address">): string =>
  `${check.id} ${layer}/${address}`;

/**
 * New findings are attention, except for those that more protection leaves, and warnings on what could be narrower. Topics judge what
 * opens.
 */
export const levelOfFinding = (result: Found): Level =>
  (result.check.findsExcess === true && severityOf(result) === "warning") || result.isLeftover === true
    ? "info"
    : "attention";
