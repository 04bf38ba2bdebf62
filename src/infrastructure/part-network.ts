import { type Place } from "../evidence/chart-connections";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Side } from "./connection-sides";
import { type Flow } from "./flow";
import { type PolicyNeed } from "./policy-need";

/** A call from the cluster to the internet that no endpoint serves. */
export interface InternetNeed {
  readonly place: "nodes" | "fargate";
  readonly why: string;
}

/** Needs of a part in the network, beyond the connections of its charts and the calls of its callers. */
export interface PartNetwork {
  /** Connections that network policies must allow. @default - none */
  readonly policyNeeds?: (plan: EnvironmentPlan) => readonly PolicyNeed[];
  /** Connections that security groups, routes and network ACLs must allow. @default - none */
  readonly flows?: (plan: EnvironmentPlan) => readonly Flow[];
  /** @default - none */
  readonly internetNeeds?: (plan: EnvironmentPlan) => readonly InternetNeed[];
  /** Places that connections of charts name. @default - none */
  readonly places?: Partial<Record<Place, (plan: EnvironmentPlan) => readonly Side[]>>;
}
