import { type PolicyStatement, policyDocument } from "../../../facts/iam";

/**
 * Trust policy for exactly one service account of one cluster, for tokens with the audience STS.
 *
 * Both conditions are necessary: without `sub`, any pod of the cluster could assume the role; without `aud`,
 * so could the holder of a token for another audience.
 */
export function podTrust(oidc: IOidcProvider, serviceAccount: ServiceAccountRef): string {
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

/** The cluster's OIDC provider in IAM. */
export interface IOidcProvider {
  readonly arn: string;
  /** Without `https://`. */
  readonly issuer: string;
}

/** A Kubernetes service account. */
export interface ServiceAccountRef {
  readonly namespace: string;
  readonly name: string;
}
