import { ANYWHERE } from "../base/cidr";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Pods } from "./kubernetes-objects";
import { endpointsByService } from "./endpoints";
import { type InterfaceSet, distinct } from "./interface-sets";
import { type Remote, podsRemote, rangeRemote } from "./policy-need";

/** A side of a connection that network policies must allow. */
export interface Side {
  readonly name: string;
  readonly remote: Remote;
  /** @default - no pods of the stacks */
  readonly pods?: Pods;
  /** @default - the connection says it */
  readonly port?: number;
  /** True for pods whose own needs are known. @default false */
  readonly isModel?: boolean;
}

export const podsSide = (pods: Pods): Side => ({ name: pods.owner.name, remote: podsRemote(pods), pods });

/** An AWS service, at the addresses of its endpoints. */
export function serviceSides(plan: EnvironmentPlan, service: string): Side[] {
  const endpoints = endpointsByService(plan).get(service) ?? [];
  // Without an endpoint, its addresses are those of the internet.
  return endpoints.length > 0 ? interfaceSides(service, endpoints) : rangeSides(ANYWHERE, service);
}

export const rangeSides = (cidr: string, name: string): Side[] =>
  rangeRemote(cidr).map((remote) => ({ name, remote }));

/** Interfaces, by the ranges of their subnets. */
export const interfaceSides = (name: string, interfaces: readonly Pick<InterfaceSet, "subnets">[]): Side[] =>
  distinct(interfaces.flatMap(({ subnets }) => subnets.map(({ cidr }) => cidr))).flatMap((cidr) =>
    rangeSides(cidr, name),
  );
