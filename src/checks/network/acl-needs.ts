import { memoizePerPlan, valueOf } from "../../analysis/blocks";
import { distinct } from "../../analysis/network/interface-sets";
import { type Range, rangeOf } from "../../analysis/network/ranges";
import { idOf, internetRoutes } from "../../analysis/network/routing";
import { HIGHEST_PORT } from "../../analysis/network/rules";
import { type Subnet, subnetsOf } from "../../analysis/network/subnets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Acl, type AclEntry, ALL_PORTS, type Packets, WHOLE, aclBySubnet, deciding } from "./acls";
import { type Flow, flowsOf } from "./flows";
import { apiOpeningsOf, listenersOf } from "./openings";

/** Packets that an ACL has to let through, and who sends or awaits them. */
export interface AclNeed extends Packets {
  readonly acl: Acl;
  readonly who: readonly string[];
  /** The entry that does; undefined where none does. */
  readonly entry: AclEntry | undefined;
}

/**
 * Ports that answers go to: an ACL keeps no connections, and the one who asked chose the port (VPC user guide,
 * "Ephemeral ports", read 2026-11-20: a NAT gateway and a load balancer take any of these).
 */
const RETURN_PORTS: Range = { first: 1024, last: HIGHEST_PORT };

/** Subnets in which load balancers with public addresses are looked for are there to be called by these. */
const WEB_PORTS = [80, 443];
const PUBLIC_ROLE = "kubernetes.io/role/elb";

/** One end of a connection: a subnet with its ACL, or a range outside. */
interface End {
  readonly subnet?: Subnet;
  readonly range: Range | "s3" | undefined;
}

/** Everything that ACLs have to let through, each once; nothing in an environment without ACLs. */
export const aclNeedsOf = memoizePerPlan((plan: EnvironmentPlan): readonly AclNeed[] => {
  const acls = aclBySubnet(plan);
  if (acls.size === 0) return [];
  const needs = new Map<string, Omit<AclNeed, "entry"> & { who: string[] }>();
  const need = (end: End, packets: Omit<Packets, "remote">, remote: End["range"], who: string) => {
    const acl = end.subnet && acls.get(end.subnet.id);
    if (!acl || remote === undefined) return;
    const key = JSON.stringify([idOf(acl.resource), packets, remote]);
    const known = needs.get(key);
    if (known) known.who.push(who);
    else needs.set(key, { acl, ...packets, remote, who: [who] });
  };
  for (const { from, to, protocol, port, who } of connections(plan)) {
    const ports = port === "all" ? ALL_PORTS : { first: port, last: port };
    const answers = port === "all" ? ALL_PORTS : RETURN_PORTS;
    for (const a of from) {
      for (const b of to) {
        if (a.subnet && a.subnet === b.subnet) continue;
        need(a, { direction: "egress", protocol, ports }, b.range, who);
        need(a, { direction: "ingress", protocol, ports: answers }, b.range, `answers to ${who}`);
        need(b, { direction: "ingress", protocol, ports }, a.range, who);
        need(b, { direction: "egress", protocol, ports: answers }, a.range, `answers to ${who}`);
      }
    }
  }
  return [...needs.values()].map((each) => ({
    ...each,
    who: distinct(each.who),
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
    ...[...listenersOf(plan), ...apiOpeningsOf(plan)].flatMap(({ interfaces, port, rules }) =>
      rules.flatMap(({ peer }): Connection[] => {
        const range = "cidr" in peer ? rangeOf(peer.cidr) : undefined;
        const who = `clients of ${interfaces.name}`;
        return range ? [{ from: [{ range }], to: ends(interfaces.subnets), protocol: "tcp", port, who }] : [];
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

/** To S3 by its own ranges, and to the internet by the NAT gateways of the subnets. */
function outward(plan: EnvironmentPlan, { from, to, protocol, port }: Flow): Connection[] {
  const who = `${from.name} to ${to.name}`;
  if ("outside" in to && to.outside === "s3") {
    return [{ from: ends(from.subnets), to: [{ range: "s3" }], protocol, port, who }];
  }
  return [
    { from: ends(from.subnets), to: INTERNET, protocol, port, who },
    ...from.subnets.map((subnet): Connection => {
      const nat = natSubnets(plan, subnet);
      return { from: ends([subnet]), to: ends(nat), protocol, port, who: `${who} by NAT` };
    }),
    {
      from: ends(distinct(from.subnets.flatMap((subnet) => natSubnets(plan, subnet)))),
      to: INTERNET,
      protocol,
      port,
      who: `${who} by NAT`,
    },
  ];
}

/** The subnets of the NAT gateways that a subnet goes by. */
function natSubnets(plan: EnvironmentPlan, { table }: Subnet): Subnet[] {
  return internetRoutes(table, "nat").flatMap(({ gateway }) => {
    if (!gateway) return [];
    return subnetsOf(plan).get(plan.identity(valueOf(gateway, gateway.config["subnet_id"]))) ?? [];
  });
}
