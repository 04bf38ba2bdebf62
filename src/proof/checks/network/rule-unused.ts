import { type Peer, type Rule, groupName, rulesOf } from "../../model/network/rules";
import { type Check, at } from "../check";
import { usesOf } from "./usage";

export const ruleUnused: Check = {
  id: "rule-unused",
  severity: "warning",
  title: "every security group rule is needed by a connection",
  why: "an unused rule is an unmonitored path into the network",
  fix: "remove the rule, or enable the component that needs it",
  source:
    'AWS Well-Architected Framework, "SEC05-BP02 Control traffic flow within your network layers" (read 2026-11-20)',
  findsExcess: true,
  run: (plan, { statedOf }) => {
    const uses = usesOf(plan);
    const former = [...statedOf(plan.name).models.values()].flatMap(({ formerPorts }) => formerPorts);
    const paths = new Set([...uses.keys()].map(pathOf));
    // pods that a rollout replaces are not in the stacks: they listen on a former port, behind the rules of the present one
    const isFormer = (rule: Rule): boolean =>
      rule.from === rule.to && former.includes(rule.from) && paths.has(pathOf(rule));
    return rulesOf(plan)
      .all.filter((rule) => !rule.implied && !uses.has(rule) && !isFormer(rule))
      .map(({ resource, group, direction, peer, protocol, from, to }) => ({
        ...at(resource),
        message: `no connection needs ${direction} ${direction === "ingress" ? "from" : "to"} ${peerName(peer)} on ${portsName(protocol, from, to)} in ${groupName(group)}`,
      }));
  },
};

/** A rule without its ports. */
const pathOf = ({ group, direction, peer, protocol }: Rule): string =>
  JSON.stringify([group, direction, peer, protocol]);

function peerName(peer: Peer): string {
  if ("group" in peer) return groupName(peer.group);
  return "cidr" in peer ? peer.cidr : `a prefix list (${peer.prefixList})`;
}

function portsName(protocol: string, from: number, to: number): string {
  if (protocol === "all") return "every port";
  return `${protocol.toUpperCase()} ${from === to ? from : `${from}-${to}`}`;
}
