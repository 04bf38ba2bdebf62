import { entriesOf, type Entry } from "../../infrastructure/network-entries";
import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type Subnet } from "../../infrastructure/network-routes";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { sentencesOf } from "./named";
import { type Change, isAt, type Topic, type TopicLine } from "./topic";
import { removedClaims, type VolumeClaim } from "../../infrastructure/kubernetes-volumes";
import { ALB } from "../../evidence/load-balancers";

const { line } = sentencesOf("Order of the applies");

/**
 * Waits between applies, which the computed order does not show. The controller creates load balancers outside of Terraform's
 * state, so a plan of the network does not know that they use its subnets.
 *
 * Source: VPC user guide, "vpc-igw-internet-access" and "Delete your VPC" (read 2026-11-20).
 */
export const applyOrderTopic: Topic = {
  title: "Order of the applies",
  lines: (change) => [...balancerLines(change), ...certificateLines(change), ...claimLines(change)],
};

const balancerLines = (change: Change): TopicLine[] =>
  loadBalancersOf(change.before)
    .filter((balancer) => balancer.resource.layer === "models" && leavesItsSubnets(change, balancer))
    .flatMap(({ resource, name, subnets }) => {
      const lost = subnets.filter((subnet) => isLost(change, subnet));
      const words = { subnets: lost.map((subnet) => subnet.resource.address).join(", "), name };
      return lost.length === 0 ? [] : line("subnets", resource, words);
    });

/** True if a load balancer is removed, or moves to other subnets. Subnets that change in place have the same addresses. */
function leavesItsSubnets({ after }: Change, { resource, subnets }: LoadBalancer): boolean {
  const old = subnets.map((subnet) => subnet.resource.address);
  return loadBalancersOf(after)
    .filter((balancer) => balancer.resource.address === resource.address)
    .every((balancer) => balancer.subnets.every((subnet) => !old.includes(subnet.resource.address)));
}

const isLost = ({ resources }: Change, { resource }: Subnet): boolean =>
  resources.some((each) => isAt(resource)(each) && isDestroyed(each.action));

const isDestroyed = (action: string): boolean => action === "destroy" || action === "replace";

/** Certificates that Terraform replaces in the network layer while a load balancer of the models layer still uses them. */
const certificateLines = ({ before, resources }: Change): TopicLine[] =>
  resources
    .filter(
      ({ layer, type, address, action }) =>
        layer === "network" &&
        type === "aws_acm_certificate" &&
        isDestroyed(action) &&
        entriesOf(before).some((entry) => usesCertificate(before, entry, address)),
    )
    .map((certificate) => line("certificate", certificate));

/** Claims that nothing deletes, and claims whose volumes only a driver deletes that goes with a later apply. */
function claimLines({ before, after }: Change): TopicLine[] {
  const { deleted, left } = removedClaims(before, after);
  const losesClass = (claim: VolumeClaim): boolean => {
    const storageClass = claim.storageClass?.resource;
    return storageClass !== undefined && after.find(storageClass.layer, storageClass.address) === undefined;
  };
  return [
    ...left.map(({ name, resource }) => line("claim left", resource, { claim: name })),
    ...deleted
      .filter(losesClass)
      .map(({ name, resource }) => line("claim deleted", resource, { claim: name, layer: resource.layer })),
  ];
}

/** Whether the controller gives a certificate of the network layer to the load balancer of an entry. */
function usesCertificate(plan: EnvironmentPlan, { resource, annotations }: Entry, address: string): boolean {
  const value = annotations[`${ALB}certificate-arn`];
  const validated = value === undefined ? undefined : plan.target(inLayer(resource, value));
  const certificate = validated && plan.target(inLayer(validated, validated.config["certificate_arn"]));
  return certificate?.layer === "network" && certificate.address === address;
}
