import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { block, isTrue, valueOf } from "../../../infrastructure/blocks";
import { resolveReferences } from "../../../infrastructure/references";
import { say } from "../../stages/phrase";
import { type Change, type TopicLine } from "../topic";
import { CLUSTER_ADMIN, accessPolicyOf, isOfCluster } from "./cluster-grants";

/** A cluster that nobody administers any more. */
export function administratorLines({ before, after }: Change): TopicLine[] {
  const cluster = after.resources("aws_eks_cluster")[0];
  const [was, is] = [administrators(before), administrators(after)];
  const [last] = was;
  if (cluster === undefined || last === undefined || is.length > 0) return [];
  if (isTrue(block(cluster.config.access_config).bootstrap_cluster_creator_admin_permissions)) return [];
  const { layer, address } = last;
  const who = resolveReferences(before, valueOf(last, last.config.principal_arn));
  return [
    {
      level: "attention",
      layer,
      address,
      text: say`nobody has ${CLUSTER_ADMIN} in ${cluster.address} any more: ${address} of ${who} was the last one`,
    },
  ];
}

const administrators = (plan: EnvironmentPlan) =>
  plan
    .resources("aws_eks_access_policy_association")
    .filter((each) => isOfCluster(each) && accessPolicyOf(plan, each) === CLUSTER_ADMIN);
