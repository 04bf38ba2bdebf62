import { CLUSTER_PORTS } from "../facts/cluster-ports";
import { internetRoutes, type Subnet } from "../infrastructure/network-routes";
import { AddressSpan, Traffic } from "../infrastructure/network-traffic";
import { isFound } from "../terraform/environment-plan";
import { asArray, asObject, type JsonObject } from "../terraform/stack-json";
import { allowedByEntries } from "./acls";

/** A subnet with its id in AWS. */
interface LiveSubnet {
  readonly subnet: Subnet;
  readonly liveId: string;
}

/** Answers of AWS about the network ACLs of a VPC. */
interface LiveAcls {
  readonly region: string;
  readonly acls: readonly JsonObject[];
  /** Ranges of services with a gateway endpoint in the VPC. */
  readonly ranges: readonly string[];
}

/** Traffic of TCP that a subnet must admit. */
interface NeededTcp {
  readonly direction: "ingress" | "egress";
  readonly cidr: string;
  readonly ports: readonly [first: number, last: number];
}

const ADMITS = "admits nodes, endpoints and S3";

/** Local ports of connections on Linux (kernel, `ip_local_port_range`, read 2026-11-30). */
const LOCAL_PORTS = [32768, 60999] as const;

/**
 * Judges the ACLs of existing private subnets, whose entries no data source of Terraform reads. ACLs do not see traffic inside a subnet
 * and queries to the resolver of the VPC.
 */
export function liveAclJudgements(
  { region, acls, ranges }: LiveAcls,
  subnets: readonly LiveSubnet[],
): { readonly subnet: Subnet; readonly expected: string; readonly found: string }[] {
  const given = subnets.filter(
    ({ subnet }) => isFound(subnet.resource) && internetRoutes(subnet.table, "internet").length === 0,
  );
  return given.map(({ subnet, liveId }) => {
    const acl = acls.find(({ Associations }) =>
      asArray(Associations).some((each) => asObject(each)["SubnetId"] === liveId),
    );
    const others = given.map((each) => each.subnet.cidr).filter((cidr) => cidr !== subnet.cidr);
    const found = acl === undefined ? "absent" : admitted(acl, needs(others, ranges), region);
    return { subnet, expected: ADMITS, found };
  });
}

function needs(others: readonly string[], gateways: readonly string[]): NeededTcp[] {
  const { api, kubelet } = CLUSTER_PORTS;
  const between = [[api, api], [kubelet, kubelet], LOCAL_PORTS] as const;
  return [
    ...others.flatMap((cidr) =>
      between.flatMap((ports): NeededTcp[] => [
        { direction: "egress", cidr, ports },
        { direction: "ingress", cidr, ports },
      ]),
    ),
    ...gateways.flatMap((cidr): NeededTcp[] => [
      { direction: "egress", cidr, ports: [api, api] },
      { direction: "ingress", cidr, ports: LOCAL_PORTS },
    ]),
  ];
}

/** The first traffic that an ACL does not admit, with the command that adds a rule before the one that denies it. */
function admitted(acl: JsonObject, all: readonly NeededTcp[], region: string): string {
  const entries = asArray(acl["Entries"])
    .map(asObject)
    .map(entryOf)
    .sort((a, b) => a.order - b.order);
  const allowed = [...allowedByEntries({ entries })];
  const trafficOf = ({ cidr, ports: [first, last] }: NeededTcp): Traffic =>
    Traffic.of([AddressSpan.of(cidr)], "tcp", { first, last });
  const denied = all.find(
    (need) =>
      !trafficOf(need).isWithin(
        Traffic.union(
          allowed.flatMap(([{ direction }, traffic]) => (direction === need.direction ? [traffic] : [])),
        ),
      ),
  );
  if (denied === undefined) return ADMITS;
  const { direction, cidr, ports } = denied;
  const sameWay = entries.filter((each) => each.direction === direction);
  const first = sameWay.find(({ allows, traffic }) => !allows && !traffic.common(trafficOf(denied)).isEmpty);
  let free = (first?.order ?? 32767) - 1;
  while (sameWay.some(({ order }) => order === free)) free -= 1;
  const id = String(acl["NetworkAclId"]);
  const isOut = direction === "egress";
  return `${id} does not admit ${trafficOf(denied).text(isOut ? "to" : "from")}; run aws ec2 create-network-acl-entry --region ${region} --network-acl-id ${id} --${direction} --rule-number ${free} --protocol 6 --port-range From=${ports[0]},To=${ports[1]} --cidr-block ${cidr} --rule-action allow`;
}

function entryOf({
  RuleNumber,
  RuleAction,
  Egress,
  Protocol,
  CidrBlock,
  Ipv6CidrBlock,
  PortRange,
}: JsonObject) {
  const { From, To } = asObject(PortRange ?? {});
  const ports = From === undefined ? undefined : { first: Number(From), last: Number(To) };
  return {
    direction: Egress === true ? ("egress" as const) : ("ingress" as const),
    allows: RuleAction === "allow",
    order: Number(RuleNumber),
    traffic: Traffic.of([AddressSpan.of(String(CidrBlock ?? Ipv6CidrBlock))], String(Protocol), ports),
  };
}
