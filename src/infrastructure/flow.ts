import { type InterfaceSet } from "./interface-sets";
import { type Range } from "./ranges";

/** A destination without a security group in the plan. */
export interface Outside {
  readonly name: string;
  readonly outside: "s3" | "internet" | "range";
  /** Addresses of the kind range. @default - those of its kind */
  readonly range?: Range;
}

/** A required connection, and the components that open it. */
export interface Flow {
  /** The check that reports the connection when it is denied. */
  readonly check: FlowCheck;
  readonly from: InterfaceSet;
  readonly to: InterfaceSet | Outside;
  readonly protocol: "tcp" | "udp" | "all";
  readonly port: number | "all";
  readonly callers: readonly string[];
}

export type FlowCheck =
  | "nodes-reach-api"
  | "api-reaches-nodes"
  | "pods-reach-each-other"
  | "workloads-reach-endpoints"
  | "workloads-reach-s3"
  | "workloads-reach-internet"
  | "workloads-reach-database"
  | "load-balancer-reaches-pods"
  | "git-reachable"
  | "provider-reachable"
  | "extra-rules";

export const tcpFlow = (
  check: FlowCheck,
  from: InterfaceSet,
  to: InterfaceSet | Outside,
  port: number,
  callers: readonly string[],
): Flow => ({
  check,
  from,
  to,
  protocol: "tcp",
  port,
  callers,
});
