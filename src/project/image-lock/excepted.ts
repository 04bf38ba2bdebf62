import { text } from "../../terraform/stack-json";
import { addonsOf, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { homeOf } from "../../infrastructure/text-references";
import { addonRegistryAccount } from "../../evidence/addon-registries";
import { type EnvironmentPlan } from "../../terraform/environment-plan";

/** Something with images or a chart that nobody copies, and the reason. */
export interface Excepted {
  readonly name: string;
  readonly reason: string;
}

/**
 * Images of EKS add-ons and nodes, and charts in the folders of stacks.
 *
 * Source: Amazon EKS user guide, "View Amazon container image registries for Amazon EKS add-ons" (read 2026-11-20).
 */
export function exceptedIn(plan: EnvironmentPlan): Excepted[] {
  const { region } = homeOf(plan);
  const account = addonRegistryAccount(region);
  const registry = account === undefined ? "AWS's own account" : `AWS's account ${account}`;
  const served = `AWS serves its images from ECR of ${registry} in ${region}`;
  return [
    ...addonsOf(plan).map(({ name }) => ({ name: `add-on ${name}`, reason: served })),
    ...(nodeGroups(plan).length > 0
      ? [
          {
            name: "pause image of nodes",
            reason: `the AMI has it, or else ${served.replace("its images", "it")}`,
          },
        ]
      : []),
    ...helmReleasesOf(plan)
      .filter(({ local }) => local)
      .map(({ resource, chart }) => ({
        name: `chart ${text(resource.config.name) ?? chart}`,
        reason: `it is in the folder of the ${resource.layer} stack`,
      })),
  ];
}
