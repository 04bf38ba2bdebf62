import { block, isTrue } from "../../terraform/stack-json";
import { type Conditions, type GrantScope } from "./grants";
import { type LayerNames } from "./layer-names";
import { clusterNames, clusterObjects } from "./named-objects";

/**
 * Objects of an action of EKS: the clusters of the layer and what is in them. What a call gives away has a condition or
 * names: access entries for the principals of the file with its policies, and an endpoint that is public only where the
 * file says so. What is taken away has none, since the file names it no more.
 */
export function clusterScopes(names: LayerNames, action: string): GrantScope[] {
  const resources = names.regional("eks", clusterObjects(names));
  const principals = names.of(["aws_eks_access_entry"], "principal_arn");
  const policies = names.of(["aws_eks_access_policy_association"], "policy_arn");
  if (action === "eks:CreateAccessEntry") return [{ resources, ...arns("eks:principalArn", principals) }];
  if (action === "eks:UpdateAccessEntry") return [{ resources: entries(names, principals) }];
  if (action === "eks:AssociateAccessPolicy")
    return [{ resources: entries(names, principals), ...arns("eks:policyArn", policies) }];
  // A call that changes something else does not carry the key.
  if (/^eks:(CreateCluster|UpdateClusterConfig)$/.test(action) && !isPublic(names))
    return [{ resources, condition: { BoolIfExists: { "eks:endpointPublicAccess": "false" } } }];
  return [{ resources }];
}

/** A condition on ARNs; none where one is known only after an apply, which the page beside the policies lists. */
const arns = (key: string, values: readonly string[]): { readonly condition?: Conditions } =>
  values.includes("*") ? {} : { condition: { ArnEquals: { [key]: values } } };

/**
 * Entries of principals, as in the ARN that EKS gives them (Amazon EKS user guide, "creating-access-entries";
 * unconfirmed for a path).
 */
const entries = (names: LayerNames, principals: readonly string[]): string[] =>
  names.regional(
    "eks",
    clusterNames(names).flatMap((cluster) =>
      principals.map((arn) => {
        const [, account, kind, name] = /^arn:[^:]+:iam::(\d+):(\w+)\/(.+)$/.exec(arn) ?? [];
        if (account === undefined) return `access-entry/${cluster}/*`;
        return `access-entry/${cluster}/${String(kind)}/${account}/${String(name).replace(/^.*\//, "*")}/*`;
      }),
    ),
  );

const isPublic = (names: LayerNames): boolean =>
  names
    .blocks()
    .filter(({ type, address }) => type === "aws_eks_cluster" && !address.startsWith("data."))
    .some(({ config }) => isTrue(block(config["vpc_config"])["endpoint_public_access"]));
