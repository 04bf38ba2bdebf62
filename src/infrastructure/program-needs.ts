import { CLUSTER_PORTS } from "../facts/cluster-ports";
import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type Pods } from "./kubernetes-objects";
import { remotesOf } from "./call-remotes";
import { databasesOf } from "./network-databases";
import { DNS, HTTPS, type PolicyNeed, needOf, rangeRemote } from "./policy-need";

/** Queries of names. */
export const dnsNeeds = (pods: Pods): PolicyNeed[] =>
  (["tcp", "udp"] as const).map((protocol) => ({
    ...needOf(pods)("egress", CLUSTER_PORTS.dns, DNS, "CoreDNS"),
    protocol,
  }));

/** Calls of STS for the role, and of S3. */
export const artifactNeeds = (plan: EnvironmentPlan, pods: Pods): PolicyNeed[] =>
  remotesOf(plan, ["sts", "s3"]).map(({ remote, who }) => needOf(pods)("egress", HTTPS, remote, who));

/** Connections to the databases of which pods are clients. */
export const databaseNeeds = (plan: EnvironmentPlan, pods: Pods): PolicyNeed[] =>
  databasesOf(plan)
    .filter(({ clients }) => clients.includes(pods))
    .flatMap(({ name, port, subnets }) =>
      subnets
        .flatMap(({ cidr }) => rangeRemote(cidr))
        .map((remote) => needOf(pods)("egress", port, remote, name)),
    );
