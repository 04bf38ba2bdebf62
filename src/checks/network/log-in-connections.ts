import { groupBy } from "../../base/group-by";
import { connectionOfAction } from "../../evidence/action-services";
import { accountKey, rolesOf } from "../../infrastructure/identity-roles";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import { accountOf } from "../../infrastructure/kubernetes-pods";
import { modelPods } from "../../infrastructure/kubernetes-programs";
import { endpointsOf } from "../../infrastructure/network-endpoints";
import { interfacesOf } from "../../infrastructure/network-interfaces";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, ruleOf } from "../check";
import { policiesByPods, type PolicyRule } from "../policies";
import TEXTS from "./texts.json";

export const logInConnections: Check = {
  ...ruleOf(TEXTS, "log-in-connections"),
  run: (plan) =>
    modelPods(plan).flatMap((pods) => {
      const { name, namespace, resource } = pods.owner;
      const roles = rolesOf(plan).trusting(accountKey(namespace, accountOf(plan, pods)));
      const actions = new Set(
        roles.flatMap(({ statements }) => statements.flatMap((statement) => statement.actions)),
      );
      const byServer = groupBy([...actions], connectionOfAction);
      return [...byServer].flatMap(([connection, own]) => {
        if (connection === undefined || admitsServer(plan, pods, connection.ports)) return [];
        const needed = `${own.sort().join(", ")} ${own.length === 1 ? "needs" : "need"} a connection to ${connection.of}`;
        return [
          {
            ...at(resource),
            message: `${needed}, by default on TCP ${connection.ports.join(" or ")}: network policies of ${name} admit none to a range beside the endpoints`,
          },
        ];
      });
    }),
};

/**
 * Whether policies of pods admit a connection to a range on one of the ports, or on another one that no AWS endpoint has: a
 * server can have a port of its own. Kubernetes admits every connection of pods that no policy selects.
 */
function admitsServer(plan: EnvironmentPlan, pods: Pods, ports: readonly number[]): boolean {
  const policies = (policiesByPods(plan).get(pods) ?? []).filter(({ types }) => types.includes("egress"));
  const own = endpointsOf(plan).flatMap(({ subnets }) => subnets.map(({ cidr }) => cidr));
  const ofEndpoints = new Set([...own, ...(interfacesOf(plan).hub?.cidrs ?? [])]);
  const leadsToServer = ({ peers, ports: admitted }: PolicyRule): boolean => {
    const isRange = peers.some((peer) => peer.kind === "range" && !ofEndpoints.has(peer.cidr));
    const isPort = admitted.some(
      ({ range }) => range !== undefined && (range.first !== HTTPS || ports.includes(HTTPS)),
    );
    return (peers.length === 0 || isRange) && (admitted.length === 0 || isPort);
  };
  return policies.length === 0 || policies.some(({ rules }) => rules.egress.some(leadsToServer));
}

/** Port of AWS endpoints. */
const HTTPS = 443;
