import { type JsonObject } from "../../terraform/stack-json";
import { type TeardownFacts } from "./facts";
import { proofOf, tagsOf } from "./look";

/** Tag of EKS, with the name of the cluster. */
export const EKS_TAG = "aws:eks:cluster-name";

const CNI_TAG = "cluster.k8s.amazonaws.com/name";

/** The tag of the cluster proves an interface. The tag of the environment alone does not: people also set it. */
export function cniProof(
  facts: TeardownFacts,
  { Description, TagSet, Status }: JsonObject,
): string | undefined {
  const tags = tagsOf(TagSet);
  const keys = [CNI_TAG, `kubernetes.io/cluster/${String(facts.cluster)}`];
  if (Status !== "available" || !String(Description).startsWith("aws-K8S-")) return undefined;
  return keys.some((key) => tags[key] !== undefined) ? proofOf(facts, tags, keys) : undefined;
}
