import { type PlannedResource, type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { accountOf } from "../../../infrastructure/kubernetes-pods";
import { pulledImages } from "../../../infrastructure/kubernetes-images";
import { interfacesOf } from "../../../infrastructure/network-interfaces";
import { groupRulesOf } from "../../../infrastructure/network-rules";
import { accountKey, rolesOf } from "../../../infrastructure/identity-roles";
import { homeOf } from "../../../infrastructure/text-references";
import { statedProxyOf } from "./proxy";

/** The public gallery of ECR, for which the kubelet fetches tokens. */
export const GALLERY = "public.ecr.aws";

/** Registries of images, by host, that containerd asks by a proxy where none is excepted. */
export function registriesByProxy(plan: EnvironmentPlan): ReadonlyMap<string, PlannedResource> {
  const others = pulledImages(plan).filter(({ image }) => !image.ecr && !image.text.includes("${"));
  return new Map(others.map(({ image, resource }) => [image.registry, resource]));
}

/** Other Regions of resources that the roles of pods name, whose services have no endpoint here. */
export function calledRegions(plan: EnvironmentPlan, pods: Pods): string[] {
  const roles = rolesOf(plan).trusting(accountKey(pods.owner.namespace, accountOf(plan, pods)));
  const arns = roles.flatMap(({ statements }) => statements.flatMap(({ resources }) => resources));
  const regions = arns.flatMap((arn) => /^arn:[\w-]+:[\w-]+:([a-z]+(?:-[a-z]+)+-\d):/.exec(arn)?.[1] ?? []);
  return [...new Set(regions)].filter((region) => region !== homeOf(plan).region);
}

/** Whether nodes have a rule to a range on a port that is none of the proxy or of endpoints in a hub. */
export function leadsElsewhere(plan: EnvironmentPlan, port: number): boolean {
  const { nodes, hub } = interfacesOf(plan);
  const proxy = statedProxyOf(plan);
  const known = [...(proxy?.port === port ? proxy.cidrs : []), ...(hub?.cidrs ?? [])];
  const groups = nodes.flatMap((each) => each.groups);
  return groupRulesOf(plan)
    .admitting(groups, "egress", "tcp", port)
    .some(({ peer }) => "cidr" in peer && !known.includes(peer.cidr));
}
