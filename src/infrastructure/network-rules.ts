import { ANYWHERE } from "../base/cidr";
import { groupBy } from "../base/group-by";
import { type Expression } from "../terraform/expression";
import { template } from "../terraform/print";
import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
} from "../terraform/environment-plan";
import { blocks, isTrue, type Json, type JsonObject, number, texts } from "../terraform/stack-json";
import { claims, conjuncts, partsIn } from "./claims";
import { attributesOf } from "./text-attributes";
import { blockId } from "./network-routes";
import { Range } from "./network-ranges";
import { PROTOCOLS } from "./network/protocols";
import { serviceOf } from "./network/service-names";
import { cidrOf } from "./text-attributes";
import { groupId } from "./network/group-ids";

type Parts = ReturnType<typeof claims>[number];

type Direction = "ingress" | "egress";

/** The other side of a rule. Each entry of a prefix list of the stacks is a range of its own. */
type Peer =
  | { readonly group: string }
  | { readonly cidr: string }
  /** A prefix list of AWS by the short name of its service; any other by its id. */
  | { readonly prefixList: string };

/** Traffic that one rule of a security group allows. */
export interface SgRule {
  /** The resource that defines the rule; the cluster for rules that EKS creates. */
  readonly resource: PlannedResource;
  readonly group: string;
  readonly direction: Direction;
  readonly peer: Peer;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  /** True for a rule that AWS creates. @default - the rule is configured */
  readonly implied?: true;
}

/** Index of rules by group, direction and port. */
class RuleBook {
  private readonly byKey: ReadonlyMap<string, readonly SgRule[]>;

  constructor(readonly all: readonly SgRule[]) {
    this.byKey = groupBy(all, ({ group, direction, from, to }) =>
      from === to ? `${group} ${direction} ${from}` : `${group} ${direction}`,
    );
  }

  /** Rules of `groups` that allow a port of a protocol; `all` means every port or protocol. */
  admitting(
    groups: readonly string[],
    direction: Direction,
    protocol: string,
    port: number | "all",
  ): SgRule[] {
    return groups.flatMap((group) => {
      const key = `${group} ${direction}`;
      const candidates = [...(this.byKey.get(key) ?? []), ...(this.byKey.get(`${key} ${port}`) ?? [])];
      return candidates.filter((rule) => admits(rule, protocol, port));
    });
  }
}

function admits(rule: SgRule, protocol: string, port: number | "all"): boolean {
  if (rule.protocol === "all") return true;
  if (protocol !== rule.protocol || port === "all") return false;
  return rule.from <= port && port <= rule.to;
}

/** Rules of all security groups, in every form that Terraform has, with the rules that EKS adds. */
export const groupRulesOf = memoizePerPlan(
  (plan: EnvironmentPlan): RuleBook =>
    new RuleBook([
      ...ownRules(plan, "aws_vpc_security_group_ingress_rule", "ingress"),
      ...ownRules(plan, "aws_vpc_security_group_egress_rule", "egress"),
      ...plan.resources("aws_security_group_rule").flatMap((resource) => {
        const direction = resource.config.type === "egress" ? "egress" : "ingress";
        return oldStyleRules(plan, resource, resource.config, direction);
      }),
      ...plan
        .resources("aws_security_group")
        .flatMap((group) =>
          (["ingress", "egress"] as const).flatMap((direction) =>
            blocks(group.config[direction]).flatMap((config) =>
              oldStyleRules(
                plan,
                group,
                { ...config, security_group_id: `\${${group.address}.id}` },
                direction,
              ),
            ),
          ),
        ),
      ...plan.resources("data.aws_security_group").flatMap((group) => verifiedRules(plan, group)),
      ...plan.resources("data.aws_security_groups").flatMap((groups) => verifiedRules(plan, groups)),
      ...plan.resources("aws_eks_cluster").flatMap(clusterRules),
    ]),
);

type OwnRule = "aws_vpc_security_group_ingress_rule" | "aws_vpc_security_group_egress_rule";

function ownRules(plan: EnvironmentPlan, type: OwnRule, direction: Direction): SgRule[] {
  return plan.resources(type).flatMap((resource) => {
    const { config } = resource;
    const group = groupId(plan, inLayer(resource, config.security_group_id));
    const ports = portsOf(config.ip_protocol, config.from_port, config.to_port);
    return peersOf(plan, resource).map((peer) => ({ resource, group, direction, peer, ...ports }));
  });
}

function peersOf(plan: EnvironmentPlan, resource: ResourceOf<OwnRule>): Peer[] {
  const { config } = resource;
  const group = config.referenced_security_group_id;
  if (group !== undefined) return [{ group: groupId(plan, inLayer(resource, group)) }];
  const list = config.prefix_list_id;
  if (list !== undefined) return listPeers(plan, inLayer(resource, list));
  return [{ cidr: cidrOf(plan, inLayer(resource, config.cidr_ipv4 ?? config.cidr_ipv6)) }];
}

function listPeers(plan: EnvironmentPlan, list: InLayer): Peer[] {
  const { name, ranges } = prefixListOf(plan, list);
  return ranges?.map((cidr) => ({ cidr })) ?? [{ prefixList: name }];
}

function portsOf(protocol: Json | undefined, from: Json | undefined, to: Json | undefined) {
  const name = PROTOCOLS[String(protocol ?? "").toLowerCase()] ?? String(protocol);
  if (name === "all") return { protocol: name, from: Range.ports.first, to: Range.ports.last };
  // AWS rejects a rule without one of its ports, so it allows none
  return { protocol: name, from: number(from) ?? Range.ports.last + 1, to: number(to) ?? 0 };
}

/** Rules of an `aws_security_group_rule` or of a block in a group, one for each peer. */
function oldStyleRules(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  config: JsonObject,
  direction: Direction,
): SgRule[] {
  const group = groupId(plan, inLayer(resource, config["security_group_id"]));
  const groups = [
    ...plan.items(inLayer(resource, config["security_groups"])),
    ...plan.items(inLayer(resource, config["source_security_group_id"])),
  ];
  const peers: Peer[] = [
    ...(isTrue(config["self"]) ? [{ group }] : []),
    ...groups.map((value) => ({ group: groupId(plan, value) })),
    ...[...texts(config["cidr_blocks"]), ...texts(config["ipv6_cidr_blocks"])].map((cidr) => ({
      cidr: cidrOf(plan, inLayer(resource, cidr)),
    })),
    ...plan.items(inLayer(resource, config["prefix_list_ids"])).flatMap((value) => listPeers(plan, value)),
  ];
  const ports = portsOf(config["protocol"], config["from_port"], config["to_port"]);
  return peers.map((peer) => ({ resource, group, direction, peer, ...ports }));
}

/** Rules of an existing group, from its postconditions. Each says that some rule has a group, direction, peer and ports. */
function verifiedRules(plan: EnvironmentPlan, resource: PlannedResource): SgRule[] {
  return claims(resource.config, "anytrue([for rule in RULES : RESULT])").flatMap((parts) => {
    const result = parts.get("RESULT");
    const conditions = result ? conjuncts(result) : [];
    const has = (form: string) => conditions.flatMap((each) => partsIn(form, each) ?? [])[0];
    const direction = has("rule.is_egress") ? "egress" : has("!rule.is_egress") ? "ingress" : undefined;
    const [peer] = PEERS.flatMap(
      ([form, peerIn]) => peerIn(plan, { layer: resource.layer, parts: has(form) }) ?? [],
    );
    const ports = has(ALL_PORTS)
      ? portsOf("-1", undefined, undefined)
      : tcpPort(has(`${ALL_PORTS} || ${TCP_PORT}`)?.get("PORT"));
    if (
      !(has("rule.security_group_id == self.id") ?? has("contains(self.ids, rule.security_group_id)")) ||
      !direction ||
      !peer ||
      !ports
    )
      return [];
    return [{ resource, group: blockId(resource), direction, peer, ...ports }];
  });
}

const ALL_PORTS = 'rule.ip_protocol == "-1"';
const TCP_PORT = 'rule.ip_protocol == "tcp" && try(rule.from_port <= PORT && rule.to_port >= PORT, false)';

function tcpPort(port: Expression | undefined) {
  return port?.kind === "constant" && typeof port.value === "number"
    ? portsOf("tcp", port.value, port.value)
    : undefined;
}

interface ClaimedPeer {
  readonly layer: PlannedResource["layer"];
  readonly parts: Parts | undefined;
}

/** Forms of claims about a peer. */
const PEERS: readonly (readonly [
  form: string,
  peerIn: (plan: EnvironmentPlan, claimed: ClaimedPeer) => Peer | undefined,
])[] = [
  // The first range is that of a subnet, and the others hold it.
  [
    "try(contains(RANGES, rule.cidr_ipv4), false)",
    (_, { parts }) => {
      const [first] = parts?.items("RANGES") ?? [];
      return first?.kind === "constant" ? { cidr: String(first.value) } : undefined;
    },
  ],
  ["rule.cidr_ipv4 == PEER", (_, { parts }) => (parts ? { cidr: parts.text("PEER") ?? "" } : undefined)],
  [
    "rule.prefix_list_id == PEER",
    (plan, claimed) => ofValue(claimed, (value) => ({ prefixList: prefixListOf(plan, value).name })),
  ],
  [
    "rule.referenced_security_group_id == PEER",
    (plan, claimed) => ofValue(claimed, (value) => ({ group: groupId(plan, value) })),
  ],
];

function ofValue({ layer, parts }: ClaimedPeer, toPeer: (value: InLayer) => Peer): Peer | undefined {
  const peer = parts?.get("PEER");
  // An id is a literal; a reference is a template.
  return peer && toPeer({ layer, value: (parts && parts.text("PEER")) ?? template(peer) });
}

/**
 * Rules of the cluster security group: members reach each other, and every destination. The control plane's interfaces
 * and Fargate pods have it (EKS user guide, "sec-group-reqs", read 2026-11-20).
 */
function clusterRules(resource: PlannedResource): SgRule[] {
  const group = blockId(resource);
  const rule = (direction: Direction, peer: Peer): SgRule => ({
    resource,
    group,
    direction,
    peer,
    ...portsOf("-1", undefined, undefined),
    implied: true,
  });
  return [rule("ingress", { group }), rule("egress", { cidr: ANYWHERE })];
}

/** Name of a group in messages. */
export function groupName(id: string): string {
  if (id === "") return "an unknown security group";
  const address = id.slice(id.indexOf("/") + 1);
  return address.startsWith("aws_eks_cluster.") ? `the cluster security group of ${address}` : address;
}

/**
 * A prefix list: one of AWS by the short name of its service, through its endpoint or a data
 * source; any other by its id, or its address. Ranges are known of one that the stacks create, in
 * the list or as blocks of their own.
 */
export function prefixListOf(plan: EnvironmentPlan, value: InLayer): PrefixList {
  const list = plan.target(value);
  const service = list && (attributesOf(list)["service_name"] ?? list.config["name"]);
  const name = serviceOf(plan, service) ?? plan.text(value) ?? list?.address ?? "unknown";
  if (list?.type !== "aws_ec2_managed_prefix_list" || list.address.startsWith("data.")) return { name };
  const beside = plan
    .resources("aws_ec2_managed_prefix_list_entry")
    .filter((entry) => plan.identity(inLayer(entry, entry.config.prefix_list_id)) === blockId(list))
    .map((entry) => inLayer(entry, entry.config.cidr));
  const inside = blocks(list.config["entry"]).map(({ cidr }) => inLayer(list, cidr));
  return { name, ranges: [...inside, ...beside].map((cidr) => cidrOf(plan, cidr)) };
}

interface PrefixList {
  readonly name: string;
  /** @default - only AWS knows them */
  readonly ranges?: readonly string[];
}
