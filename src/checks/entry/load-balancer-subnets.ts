import { addressing } from "../../infrastructure/cni";
import { loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { internetRoutes, type Subnet, subnetsOf } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, inLayer, isFound } from "../../terraform/environment-plan";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type Check, combinedFinding, ruleOf } from "../check";
import { groupBy } from "../../base/group-by";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

const PUBLIC = "kubernetes.io/role/elb";
const PRIVATE = "kubernetes.io/role/internal-elb";

/** Subnets of pods are in a range to which other networks have no route. */
const NONE = "";

export const loadBalancerSubnets: Check = {
  ...ruleOf(TEXTS, "load-balancer-subnets"),
  run: (plan) => [
    ...loadBalancersOf(plan)
      .filter(({ internetFacing }) => internetFacing !== undefined)
      .flatMap(({ name, resource, subnets, internetFacing }) => {
        const zones = new Set(subnets.map(({ zone }) => zone));
        const wrong = subnets.filter(
          ({ table }) => internetRoutes(table, "internet").length > 0 !== internetFacing,
        );
        return combinedFinding(resource, name, [
          ...(zones.size >= 2
            ? []
            : [
                `its subnets are in ${zones.size} ${zones.size === 1 ? "zone" : "zones"}, expected 2 zones or more`,
              ]),
          ...wrong.map(
            (subnet) =>
              `${subnet.resource.address} ${internetFacing === true ? "has no route to an internet gateway" : "has a route to an internet gateway"}`,
          ),
        ]);
      }),
    ...roles(plan).flatMap(({ subnet, role, tagged }) =>
      combinedFinding(subnet.resource, "load balancer tags", [
        ...tagProblems(plan, subnet, role),
        ...(tagged > 1 ? [`${tagged} subnets of ${subnet.zone} have tag ${role}, expected one`] : []),
      ]),
    ),
  ],
};

/**
 * Subnets that this environment creates for a cluster, with the role tag that each needs: in each zone one private subnet, in which
 * controllers place internal load balancers. Own ones can be for other programs.
 */
function roles(plan: EnvironmentPlan): { subnet: Subnet; role: string; tagged: number }[] {
  if (plan.resources("aws_eks_cluster").length === 0) return [];
  const ofPods = new Set([...(addressing(plan).podSubnets?.values() ?? [])].flat());
  const created = [...subnetsOf(plan).values()].filter(
    ({ resource }) => !isFound(resource) && !isOwn(plan, resource),
  );
  const isPublic = ({ table }: Subnet): boolean => internetRoutes(table, "internet").length > 0;
  const others = created.filter((subnet) => !isPublic(subnet) && !ofPods.has(subnet));
  const discovered = [...groupBy(others, ({ zone, id }) => zone ?? id).values()].flatMap((all) => {
    const tagged = all.filter(({ tags }) => tags[PRIVATE] !== undefined);
    return (tagged.length > 0 ? tagged : all).map((subnet) => ({ subnet, tagged: tagged.length }));
  });
  const alone = created.filter((subnet) => !others.includes(subnet));
  return [
    ...alone.map((subnet) => ({ subnet, role: isPublic(subnet) ? PUBLIC : NONE, tagged: 1 })),
    ...discovered.map((each) => ({ ...each, role: PRIVATE })),
  ];
}

function tagProblems(plan: EnvironmentPlan, { tags }: Subnet, role: string): string[] {
  if (role === NONE)
    return [PUBLIC, PRIVATE].filter((tag) => tag in tags).map((tag) => `it is for pods, and has tag ${tag}`);
  const clusters = plan
    .resources("aws_eks_cluster")
    .map((cluster) => resolveReferences(plan, inLayer(cluster, cluster.config.name)));
  const other = role === PUBLIC ? PRIVATE : PUBLIC;
  return [
    ...(tags[role] === "1" || tags[role] === ""
      ? []
      : [`tag ${role} is ${String(tags[role] ?? "missing")}, expected 1`]),
    ...(tags[other] === undefined ? [] : [`it also has tag ${other}`]),
    ...clusters
      .filter(
        (name) =>
          tags[`kubernetes.io/cluster/${name}`] !== "shared" &&
          tags[`kubernetes.io/cluster/${name}`] !== "owned",
      )
      .map(
        (name) =>
          `tag kubernetes.io/cluster/${name} is ${String(tags[`kubernetes.io/cluster/${name}`] ?? "missing")}, expected shared`,
      ),
  ];
}
