import { isFound, combinedFinding, valueOf } from "../../analysis/blocks";
import { loadBalancersOf } from "../../analysis/network/load-balancers";
import { internetRoutes } from "../../analysis/network/routing";
import { type Subnet, subnetsOf } from "../../analysis/network/subnets";
import { resolveReferences } from "../../analysis/references";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

const PUBLIC = "kubernetes.io/role/elb";
const PRIVATE = "kubernetes.io/role/internal-elb";

export const loadBalancerSubnets: Check = {
  id: "load-balancer-subnets",
  severity: "error",
  title:
    "load balancers stand in two zones or more, a public one in public subnets, and tags say which are which",
  why: "an ALB needs two zones; in the wrong subnets clients never reach it, and by the wrong tags the controller chooses them",
  fix: "name subnets of the right kind, tagged kubernetes.io/role/elb or internal-elb = 1 and kubernetes.io/cluster/<name> = shared",
  source:
    "Amazon EKS user guide, network-load-balancing; AWS Load Balancer Controller 3.5.0 guide, Subnet auto-discovery (read 2026-11-20)",
  run: (plan) => [
    ...loadBalancersOf(plan)
      .filter(({ internetFacing }) => internetFacing !== undefined)
      .flatMap(({ name, resource, subnets, internetFacing }) => {
        const zones = new Set(subnets.map(({ zone }) => zone));
        const wrong = subnets.filter(
          ({ table }) => internetRoutes(table, "internet").length > 0 !== internetFacing,
        );
        return combinedFinding(resource, name, [
          ...(zones.size >= 2 ? [] : [`it stands in ${zones.size} zones, expected two or more`]),
          ...wrong.map(
            (subnet) =>
              `${subnet.resource.address} ${internetFacing === true ? "has no route from the internet" : "is open to the internet"}`,
          ),
        ]);
      }),
    ...roles(plan).flatMap(({ subnet, role }) =>
      combinedFinding(subnet.resource, "tags for load balancers", tagProblems(plan, subnet, role)),
    ),
  ],
};

/** Subnets that this environment makes for a cluster, with the kind of load balancer that belongs into each. */
function roles(plan: EnvironmentPlan): { subnet: Subnet; role: string }[] {
  if (plan.resources("aws_eks_cluster").length === 0) return [];
  return [...subnetsOf(plan).values()]
    .filter(({ resource }) => !isFound(resource))
    .map((subnet) => ({
      subnet,
      role: internetRoutes(subnet.table, "internet").length > 0 ? PUBLIC : PRIVATE,
    }));
}

function tagProblems(plan: EnvironmentPlan, { tags }: Subnet, role: string): string[] {
  const clusters = plan
    .resources("aws_eks_cluster")
    .map((cluster) => resolveReferences(plan, valueOf(cluster, cluster.config["name"])));
  const other = role === PUBLIC ? PRIVATE : PUBLIC;
  return [
    ...(tags[role] === "1" || tags[role] === ""
      ? []
      : [`tag ${role} is ${String(tags[role] ?? "missing")}, expected 1`]),
    ...(tags[other] === undefined ? [] : [`it carries ${other}, too`]),
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
