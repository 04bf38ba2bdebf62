/** Trust policy of a role that only the pods of one service account can assume. */
export function podTrust(namespace: string, serviceAccount: string): string {
  const cluster = "data.terraform_remote_state.cluster.outputs";
  const issuer = `\${${cluster}.oidc_issuer}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: `\${${cluster}.oidc_provider_arn}` },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            [`${issuer}:aud`]: "sts.amazonaws.com",
            [`${issuer}:sub`]: `system:serviceaccount:${namespace}:${serviceAccount}`,
          },
        },
      },
    ],
  });
}
