import type { IOidcProvider, ServiceAccountRef } from "../../stack-outputs/cluster";
import { type PolicyStatement, policyDocument } from "../../core/iam";

/**
 * Trust in exactly one service account of one cluster, for tokens made out to STS.
 *
 * Both conditions are needed: without `sub` any pod of the cluster could take the role, without `aud` a token
 * that was made out to somebody else could be used.
 */
export function irsaTrust(oidc: IOidcProvider, serviceAccount: ServiceAccountRef): string {
  const statement: PolicyStatement = {
    Effect: "Allow",
    Principal: { Federated: oidc.arn },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: {
        [`${oidc.issuer}:aud`]: "sts.amazonaws.com",
        [`${oidc.issuer}:sub`]: `system:serviceaccount:${serviceAccount.namespace}:${serviceAccount.name}`,
      },
    },
  };
  return policyDocument([statement]);
}
