import { isInternet } from "../../infrastructure/network-ranges";
import { groupName, type SgRule } from "../../infrastructure/network-rules";
import { type Check, type Finding, ruleOf } from "../check";
import { type Flow } from "../../infrastructure/network-needs";
import { isCreatedByEks, portName, proofsOf, ruleOwner } from "./proofs";
import TEXTS from "./texts.json";

export const flowHasOwnRule: Check = {
  ...ruleOf(TEXTS, "flow-has-own-rule"),
  run: (plan) =>
    proofsOf(plan).flatMap(({ flow, used }) => [
      ...borrowed(flow, used, "egress"),
      ...borrowed(flow, used, "ingress"),
    ]),
};

function borrowed(flow: Flow, used: readonly SgRule[], direction: SgRule["direction"]): Finding[] {
  const { from, to } = flow;
  if ("outside" in to && to.outside === "internet") return [];
  const side = direction === "egress" ? from : to;
  if ("outside" in side) return [];
  // The cluster security group exists to connect interfaces that share it.
  if (!("outside" in to) && from.groups.some((group) => isCreatedByEks(group) && to.groups.includes(group)))
    return [];
  const passed = used.filter((rule) => rule.direction === direction && side.groups.includes(rule.group));
  const owner = ruleOwner(side);
  if (passed.length === 0 || owner === undefined || passed.some(isOwn)) return [];
  return [
    {
      ...owner,
      message: `${from.name} to ${to.name} on ${portName(flow)}: no rule of its own, allowed only by ${passed.map(ruleName).join(", ")}`,
    },
  ];
}

const isOwn = ({ implied, peer }: SgRule): boolean => !implied && !("cidr" in peer && isInternet(peer.cidr));

const ruleName = ({ implied, group, resource }: SgRule): string =>
  implied ? groupName(group) : resource.address;
