import { Range, rangeOf } from "../../infrastructure/network-ranges";
import { blockId, internetRoutes, type Subnet, subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, inLayer, memoizePerPlan } from "../../terraform/environment-plan";
import { type Acl, aclBySubnet } from "../acls";
import { type Flow } from "../../infrastructure/network-needs";
import { flowsOf } from "../flows";
import { openingsOf } from "../../infrastructure/network-openings";
import { deciding, type Packets, WHOLE } from "./acl-packets";
import { extraRulesOf } from "./declared-rules";

/** Packets that a network ACL must allow, and the connections that need them. */
export interface AclNeed extends Packets {
  readonly acl: Acl;
  readonly who: readonly string[];
  /** The rule that allows the packets; undefined if no rule does. */
  readonly entry: ReturnType<typeof deciding>;
}

/**
 * Ports of return traffic. A network ACL is stateless, and the client chooses its ephemeral port (VPC user guide,
 * "Ephemeral ports", read 2026-11-20: NAT gateways and load balancers use this whole range).
 */
export const RETURN_PORT_RANGE = new Range(1024, Range.ports.last);

/** Ports of internet-facing load balancers, which the controller places in subnets with `PUBLIC_ROLE`. */
const WEB_PORTS = [80, 443];
const PUBLIC_ROLE = "kubernetes.io/role/elb";

/** One end of a connection: a subnet with its ACL, or an address range outside the VPC. */
interface End {
  readonly subnet?: Subnet;
  readonly range: Packets["remote"] | undefined;
}

/** Packets that network ACLs must allow, without duplicates; empty in an environment without ACLs. */
export const aclNeedsOf = memoizePerPlan((plan: EnvironmentPlan): readonly AclNeed[] => {
  const acls = aclBySubnet(plan);
  if (acls.size === 0) return [];
  const needs = new Map<string, Omit<AclNeed, "entry"> & { who: string[] }>();
  const need = (end: End, packets: Omit<Packets, "remote">, remote: End["range"], who: string) => {
    const acl = end.subnet && acls.get(end.subnet.id);
    if (!acl || remote === undefined) return;
    const key = JSON.stringify([blockId(acl.resource), packets, remote]);
    const known = needs.get(key);
    if (known) known.who.push(who);
    else needs.set(key, { acl, ...packets, remote, who: [who] });
  };
  for (const { from, to, protocol, port, who } of connections(plan)) {
    const ports = port === "all" ? Range.ports : new Range(port, port);
    const answers = port === "all" ? Range.ports : RETURN_PORT_RANGE;
    for (const a of from) {
      for (const b of to) {
        if (a.subnet && a.subnet === b.subnet) continue;
        need(a, { direction: "egress", protocol, ports }, b.range, who);
        need(a, { direction: "ingress", protocol, ports: answers }, b.range, `return traffic of ${who}`);
        need(b, { direction: "ingress", protocol, ports }, a.range, who);
        need(b, { direction: "egress", protocol, ports: answers }, a.range, `return traffic of ${who}`);
      }
    }
  }
  return [...needs.values()].map((each) => ({
    ...each,
    who: [...new Set(each.who)],
    entry: deciding(each.acl, each),
  }));
});

interface Connection extends Pick<Flow, "protocol" | "port"> {
  readonly from: readonly End[];
  readonly to: readonly End[];
  readonly who: string;
}

const ends = (subnets: readonly Subnet[]): End[] =>
  subnets.map((subnet) => ({ subnet, range: subnet.range }));
const INTERNET: End[] = [{ range: WHOLE }];

function connections(plan: EnvironmentPlan): Connection[] {
  return [
    ...flowsOf(plan).flatMap((flow) => ("outside" in flow.to ? outward(plan, flow) : [inward(flow)])),
    ...[...openingsOf(plan).all, ...extraRulesOf(plan).openings].flatMap(
      ({ interfaces, protocol = "tcp", port, rules }) =>
        rules
          .flatMap((rule) => openingsOf(plan).clientRanges(rule))
          .flatMap((cidr): Connection[] => {
            const range = rangeOf(cidr);
            const who = `clients of ${interfaces.name}`;
            return range ? [{ from: [{ range }], to: ends(interfaces.subnets), protocol, port, who }] : [];
          }),
    ),
    ...WEB_PORTS.map((port): Connection => ({
      from: INTERNET,
      to: ends([...subnetsOf(plan).values()].filter(({ tags }) => tags[PUBLIC_ROLE] !== undefined)),
      protocol: "tcp",
      port,
      who: "clients of public load balancers",
    })),
  ];
}

function inward({ from, to, protocol, port }: Flow): Connection {
  const who = `${from.name} to ${to.name}`;
  return { from: ends(from.subnets), to: "outside" in to ? [] : ends(to.subnets), protocol, port, who };
}

/** Connections to the address ranges of services with a gateway, and to the internet through the NAT gateways of the subnets. */
function outward(plan: EnvironmentPlan, { from, to, protocol, port }: Flow): Connection[] {
  const who = `${from.name} to ${to.name}`;
  if ("outside" in to && to.outside === "gateway") {
    return [{ from: ends(from.subnets), to: [{ range: to.service }], protocol, port, who }];
  }
  if ("outside" in to && to.outside === "range") {
    return [{ from: ends(from.subnets), to: [{ range: to.range }], protocol, port, who }];
  }
  return [
    { from: ends(from.subnets), to: INTERNET, protocol, port, who },
    ...from.subnets.map((subnet): Connection => {
      const nat = natSubnets(plan, subnet);
      return { from: ends([subnet]), to: ends(nat), protocol, port, who: `${who} through NAT` };
    }),
    {
      from: ends([...new Set(from.subnets.flatMap((subnet) => natSubnets(plan, subnet)))]),
      to: INTERNET,
      protocol,
      port,
      who: `${who} through NAT`,
    },
  ];
}

/** Subnets of the NAT gateways that a subnet routes through. */
function natSubnets(plan: EnvironmentPlan, { table }: Subnet): Subnet[] {
  return internetRoutes(table, "nat").flatMap(({ gateway }) => {
    if (!gateway) return [];
    return subnetsOf(plan).get(plan.identity(inLayer(gateway, gateway.config["subnet_id"]))) ?? [];
  });
}
