import { type Rules, idRuleOf } from "../repair/search";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asArray, asObject } from "../../terraform/stack-json";
import { secretsKey } from "./cluster-differences";
import { type ClusterReading } from "./cluster-reading";

const LAYER = "cluster";

/** Rules for a cluster that nobody tagged for the environment. Its key has no name, and is the one that the cluster uses. */
export function adoptedClusterRules(plan: EnvironmentPlan, { cluster }: ClusterReading): Rules {
  const own = plan
    .resources("aws_eks_cluster")
    .flatMap(({ config }) => [config.encryption_config].flat().map(asObject))
    .map(({ provider }) => asObject(asArray(provider)[0] ?? provider)["key_arn"])
    .map((value) => plan.target({ layer: LAYER, value })?.address);
  const key = secretsKey(cluster);
  return (type, address) => {
    if (type !== "aws_kms_key" || !own.includes(address)) return idRuleOf(type);
    return {
      needs: [],
      find: () => Promise.resolve(key === undefined ? [] : [key.split("/").at(-1) ?? key]),
    };
  };
}
