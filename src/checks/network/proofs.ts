import { ANYWHERE } from "../../base/cidr";
import { type Layer } from "../../base/layers";
import { type InterfaceSet } from "../../infrastructure/network-interfaces";
import { isInternet, type Range, rangeOf } from "../../infrastructure/network-ranges";
import { groupName, groupRulesOf, type SgRule } from "../../infrastructure/network-rules";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { type Finding } from "../check";
import { type Flow } from "../../infrastructure/network-needs";
import { flowsOf } from "../flows";
import { joinFirstNames } from "./words";

type Outside = Exclude<Flow["to"], InterfaceSet>;

/** A rule that a flow needs and a group lacks. */
export interface MissingRule {
  readonly group: string;
  readonly direction: SgRule["direction"];
}

/** Rules that allow a flow on both sides, and rules that are missing. */
interface Proof {
  readonly flow: Flow;
  readonly missing: readonly MissingRule[];
  readonly used: readonly SgRule[];
}

export const proofsOf = memoizePerPlan((plan: EnvironmentPlan): readonly Proof[] =>
  flowsOf(plan).map((flow) => prove(plan, flow)),
);

/** Security groups are stateful: return traffic needs no rule. */
function prove(plan: EnvironmentPlan, flow: Flow): Proof {
  const { from, to } = flow;
  const leaving = admitting(plan, from, "egress", flow, to);
  const arriving = "outside" in to ? undefined : admitting(plan, to, "ingress", flow, from);
  return {
    flow,
    missing: [
      ...(leaving.length > 0 ? [] : [{ group: ownGroup(from), direction: "egress" as const }]),
      ...(arriving === undefined || arriving.length > 0 || "outside" in to
        ? []
        : [{ group: ownGroup(to), direction: "ingress" as const }]),
    ],
    used: [...leaving, ...(arriving ?? [])],
  };
}

/** Rules of an interface set that allow a flow to or from the other side; empty if they do not cover it entirely. */
export function admitting(
  plan: EnvironmentPlan,
  interfaces: Pick<InterfaceSet, "groups">,
  direction: SgRule["direction"],
  { protocol, port }: Pick<Flow, "protocol" | "port">,
  other: Flow["to"],
): SgRule[] {
  const rules = groupRulesOf(plan).admitting(interfaces.groups, direction, protocol, port);
  if ("outside" in other) return rules.filter((rule) => leadsOutside(rule, other));
  const byGroup = rules.filter(({ peer }) => "group" in peer && other.groups.includes(peer.group));
  const ranges = other.subnets.flatMap(({ range }) => range ?? []);
  const byRange = rules.filter((rule) => ranges.some((range) => admitsRange(rule, range)));
  const coversAll =
    ranges.length > 0 && ranges.every((range) => byRange.some((rule) => admitsRange(rule, range)));
  return byGroup.length > 0 || coversAll ? [...byGroup, ...byRange] : [];
}

function leadsOutside(rule: SgRule, { outside, range, service }: Outside): boolean {
  const { peer } = rule;
  if (outside === "range") return range !== undefined && admitsRange(rule, range);
  if ("cidr" in peer) return isInternet(peer.cidr) && !peer.cidr.includes(":");
  return outside === "gateway" && "prefixList" in peer && peer.prefixList === service;
}

function admitsRange({ peer }: SgRule, range: Range): boolean {
  const admitted = "cidr" in peer ? rangeOf(peer.cidr) : undefined;
  return admitted !== undefined && admitted.holds(range);
}

/** The group to add a rule to: the set's own group rather than the cluster security group of EKS. */
const ownGroup = ({ groups }: InterfaceSet): string =>
  groups.find((group) => !isCreatedByEks(group)) ?? groups[0] ?? "";

export const isCreatedByEks = (group: string): boolean => group.includes("/aws_eks_cluster.");

/** The address of the set's own group; undefined if its only group is the cluster security group of EKS. */
export function ruleOwner(interfaces: InterfaceSet): { layer: Layer; address: string } | undefined {
  const group = ownGroup(interfaces);
  return group === "" || isCreatedByEks(group) ? undefined : blame(group, interfaces);
}

/** One finding for each flow that the groups deny, with all missing rules. */
export function stoppedFlows(plan: EnvironmentPlan, check: Flow["check"]): Finding[] {
  return proofsOf(plan)
    .filter(({ flow, missing }) => flow.check === check && missing.length > 0)
    .map(({ flow, missing }) => {
      const { from, to, callers } = flow;
      const lacks = missing.map(({ group, direction }) => {
        const interfaces = direction === "egress" ? from : to;
        const other = direction === "egress" ? to : from;
        if (group === "") return `the security groups of ${interfaces.name} are unknown`;
        return `${groupName(group)} has no ${direction} rule ${direction === "egress" ? "to" : "from"} ${sideName(other)}`;
      });
      return {
        ...blame(missing[0]?.group ?? "", from),
        message: `${from.name} cannot reach ${to.name} on ${portName(flow)}: ${lacks.join("; ")}; needed by ${joinFirstNames(callers)}`,
      };
    });
}

export const portName = ({ protocol, port }: Pick<Flow, "protocol" | "port">): string =>
  protocol === "all" ? "every port" : `${protocol.toUpperCase()} ${port}`;

function sideName(side: Flow["to"]): string {
  if ("outside" in side && side.outside === "gateway") return `the prefix list of ${side.name}`;
  if ("outside" in side) return side.outside === "internet" ? ANYWHERE : side.name;
  const group = ownGroup(side);
  return group === "" ? side.name : groupName(group);
}

/** The address of a group; for a group that is not in the plan, the resource that uses it. */
function blame(group: string, interfaces: InterfaceSet): { layer: Layer; address: string } {
  const [layer, ...rest] = group.split("/");
  if (rest.length === 0) return { layer: interfaces.resource.layer, address: interfaces.resource.address };
  return { layer: layer as Layer, address: rest.join("/") };
}
