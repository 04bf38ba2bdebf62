import { contains, overlaps, prefixLength } from "../../core/cidr";
import { NARROWEST_PLANNED_VPC } from "../../core/subnet-plan";
import { type RuleProblem } from "../loader/load";
import { type EnvironmentConfig } from "../schema";

/** Widest and narrowest prefix of a VPC and of a subnet (VPC user guide, "VPC CIDR blocks", read 2026-11-20). */
const VPC_PREFIX = { min: 16, max: 28 };
/** An ALB takes no subnet smaller than this (Elastic Load Balancing guide, "Subnets", read 2026-11-20). */
const NARROWEST_ALB_SUBNET = 27;

export function networkRules({ network }: EnvironmentConfig): RuleProblem[] {
  return [...zoneRules(network), ...vpcRules(network), ...subnetRules(network), ...existingRules(network)];
}

type NetworkConfig = EnvironmentConfig["network"];

function zoneRules({ zones }: NetworkConfig): RuleProblem[] {
  return zones.flatMap((zone, index) =>
    zones.indexOf(zone) === index
      ? []
      : [{ path: ["network", "zones", index], expected: "each zone once", fix: "remove the repetition" }],
  );
}

function vpcRules({ vpcCidr, publicSubnets, privateSubnets, existing }: NetworkConfig): RuleProblem[] {
  const prefix = prefixLength(vpcCidr);
  const path = ["network", "vpcCidr"];
  if (prefix < VPC_PREFIX.min || prefix > VPC_PREFIX.max) {
    return [{ path, expected: "a range of /16 to /28", fix: "AWS makes no wider or narrower VPC" }];
  }
  const planned = publicSubnets.cidrs === undefined || privateSubnets.cidrs === undefined;
  if (planned && !existing && prefix > NARROWEST_PLANNED_VPC) {
    return [
      {
        path,
        expected: `/${NARROWEST_PLANNED_VPC} or wider where subnets are planned`,
        fix: "widen the VPC or give both lists of subnet ranges",
      },
    ];
  }
  return [];
}

function subnetRules(network: NetworkConfig): RuleProblem[] {
  const { zones, vpcCidr } = network;
  const given = (["publicSubnets", "privateSubnets"] as const).flatMap((key) =>
    (network[key].cidrs ?? []).map((cidr, index) => ({ path: ["network", key, "cidrs", index], cidr })),
  );
  const problems: RuleProblem[] = [];
  for (const key of ["publicSubnets", "privateSubnets"] as const) {
    const { cidrs } = network[key];
    if (cidrs && cidrs.length !== zones.length) {
      problems.push({
        path: ["network", key, "cidrs"],
        got: `${cidrs.length} ranges`,
        expected: `${zones.length}, one for each of the zones ${zones.join(", ")}`,
        fix: "give a range for each zone, in their order",
      });
    }
  }
  given.forEach(({ path, cidr }, index) => {
    if (!contains(vpcCidr, cidr)) {
      problems.push({
        path,
        expected: `a range inside the VPC's ${vpcCidr}`,
        fix: "move the subnet into the VPC",
      });
    }
    const clash = given.slice(0, index).find((other) => overlaps(other.cidr, cidr));
    if (clash) {
      problems.push({
        path,
        expected: `a range that does not overlap ${clash.cidr}`,
        fix: "choose a free range",
      });
    }
    if (path[1] === "publicSubnets" && prefixLength(cidr) > NARROWEST_ALB_SUBNET) {
      problems.push({
        path,
        expected: `/${NARROWEST_ALB_SUBNET} or wider`,
        fix: "an ALB takes no smaller subnet",
      });
    }
  });
  if ((network.publicSubnets.cidrs === undefined) !== (network.privateSubnets.cidrs === undefined)) {
    const missing = network.publicSubnets.cidrs === undefined ? "publicSubnets" : "privateSubnets";
    problems.push({
      path: ["network", missing, "cidrs"],
      got: "nothing",
      expected: "both lists of subnet ranges or none",
      fix: "planned ranges could overlap given ones: give the other list too",
    });
  }
  return problems;
}

/** In a network that exists nothing is planned or made; what is there has to be said. */
function existingRules({
  existing,
  publicSubnets,
  privateSubnets,
  networkAcls,
}: NetworkConfig): RuleProblem[] {
  if (!existing) return [];
  const problems: RuleProblem[] = [];
  if (publicSubnets.cidrs === undefined && privateSubnets.cidrs === undefined) {
    problems.push({
      path: ["network", "existing"],
      expected: "the ranges of its subnets beside it",
      fix: "give publicSubnets.cidrs and privateSubnets.cidrs as they are in the VPC",
    });
  }
  if (networkAcls) {
    problems.push({
      path: ["network", "networkAcls"],
      expected: "false with network.existing, where nothing is made",
      fix: "remove it; network ACLs of that VPC stay as they are",
    });
  }
  return problems;
}
