import { valueOf } from "../../analysis/blocks";
import { ALB, type Entry, entriesOf } from "../../analysis/kubernetes/entries";
import { type LoadBalancer, loadBalancersOf } from "../../analysis/network/load-balancers";
import { type Subnet, namesOf } from "../../analysis/network/subnets";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { say } from "../phrase";
import { pullOrderLines } from "./pull-order";
import { type Change, type Topic, type TopicLine } from "./topic";

/**
 * Changes that cannot be applied in the order of the layers. The controller creates load balancers outside of Terraform's
 * state, so a plan of the network does not know that they use its subnets.
 *
 * Source: VPC user guide, "vpc-igw-internet-access" and "Delete your VPC" (read 2026-11-20).
 */
export const applyOrder: Topic = {
  title: "Order of the applies",
  lines: (change) => [...balancerLines(change), ...certificateLines(change), ...pullOrderLines(change)],
};

const balancerLines = (change: Change): TopicLine[] =>
  loadBalancersOf(change.before)
    .filter((balancer) => balancer.resource.layer === "models" && leavesItsSubnets(change, balancer))
    .flatMap(({ resource, name, subnets }) => {
      const lost = subnets.filter((subnet) => isLost(change, subnet));
      return lost.length === 0 ? [] : [orderLine(change, resource, name, lost)];
    });

/** True if a load balancer is removed, or moves to other subnets. Subnets that change in place have the same addresses. */
function leavesItsSubnets({ after }: Change, { resource, subnets }: LoadBalancer): boolean {
  const old = subnets.map((subnet) => subnet.resource.address);
  return loadBalancersOf(after)
    .filter((balancer) => balancer.resource.address === resource.address)
    .every((balancer) => balancer.subnets.every((subnet) => !old.includes(subnet.resource.address)));
}

const isLost = ({ resources }: Change, { resource }: Subnet): boolean =>
  resources.some(
    ({ layer, address, action }) =>
      layer === resource.layer && address === resource.address && isDestroyed(action),
  );

const isDestroyed = (action: string): boolean => action === "destroy" || action === "replace";

function orderLine(
  change: Change,
  { layer, address }: Pick<TopicLine, "layer" | "address">,
  name: string,
  lost: readonly Subnet[],
): TopicLine {
  const destroyed = say`network destroys ${namesOf(lost)} while ${name} has addresses there`;
  const missing = newOutputs(change);
  const text =
    missing.length === 0
      ? say`${destroyed}, which blocks the destruction; apply models before network, and wait until AWS has deleted the old load balancer`
      : say`${destroyed}, which blocks the destruction, but models needs the new output ${missing.join(", ")} of network; make the change in two steps, and remove the subnets in the second`;
  return { level: "attention", layer, address, text };
}

/** Certificates that Terraform replaces in the network layer while a load balancer of the models layer still uses them. */
const certificateLines = ({ before, resources }: Change): TopicLine[] =>
  resources
    .filter(
      ({ layer, address, action }) =>
        layer === "network" && address.startsWith("aws_acm_certificate.") && isDestroyed(action),
    )
    .flatMap(({ layer, address }) =>
      entriesOf(before).some((entry) => usesCertificate(before, entry, address))
        ? [
            {
              level: "attention" as const,
              layer,
              address,
              text: say`the load balancer of models uses the old certificate until models is applied, and AWS deletes no certificate in use: the apply of network waits for it and then fails, with the new certificate ready; apply models, then network again`,
            },
          ]
        : [],
    );

/** Whether the controller gives a certificate of the network layer to the load balancer of an entry. */
function usesCertificate(plan: EnvironmentPlan, { resource, annotations }: Entry, address: string): boolean {
  const value = annotations[`${ALB}certificate-arn`];
  const validated = value === undefined ? undefined : plan.target(valueOf(resource, value));
  const certificate = validated && plan.target(valueOf(validated, validated.config["certificate_arn"]));
  return certificate?.layer === "network" && certificate.address === address;
}

/** New outputs of the network layer that the models layer reads. */
function newOutputs({ before, after }: Change): string[] {
  const models = JSON.stringify(after.stack("models")?.json ?? {});
  const old = outputsOf(before);
  return outputsOf(after).filter(
    (output) =>
      !old.includes(output) &&
      new RegExp(`data\\.terraform_remote_state\\.network\\.outputs\\.${output}\\b`).test(models),
  );
}

const outputsOf = (plan: EnvironmentPlan): string[] => Object.keys(plan.stack("network")?.outputs ?? {});
