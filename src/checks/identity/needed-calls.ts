import { requestedRegion } from "../../evidence/service-regions";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { homeOf } from "../../infrastructure/text-references";
import { type decide } from "../../infrastructure/identity-decisions";
import { type Identity } from "../../infrastructure/identities";
import { type Statement } from "../../infrastructure/identity-policies";
import { trustedAccounts } from "../../infrastructure/identity-roles";

/** A call, or a set of calls, as IAM decides about it. */
export type NeededCall = Parameters<typeof decide>[1];

/** True for the role of a program: of pods, machines or a service. Only programs have needs that the stacks show. */
export const isOfProgram = ({ trust }: Identity): boolean =>
  trust.some(({ principals }) => principals.some(({ kind }) => kind === "Service" || kind === "Federated"));

/** Services whose programs call from the network of the stacks. */
const IN_THE_NETWORK = ["ec2.amazonaws.com", "eks-fargate-pods.amazonaws.com", "pods.eks.amazonaws.com"];

/** True for the role of pods, nodes and instances: their calls pass the endpoints of the VPC. */
export const callsFromNetwork = ({ trust }: Identity): boolean =>
  trustedAccounts(trust).length > 0 ||
  trust.some(({ principals }) => principals.some(({ value }) => IN_THE_NETWORK.includes(value)));

/**
 * The calls of a program: what its policies allow, since other checks compare them with what its authors publish, its
 * pods are configured with, and the file states. The conditions of the statement hold for such a call.
 */
export const neededCalls = (plan: EnvironmentPlan, identity: Identity): NeededCall[] =>
  identity.decides.identity
    .filter(({ effect, notActions, notResources }) => effect === "Allow" && !notActions && !notResources)
    .flatMap((statement) =>
      statement.actions.flatMap((action) =>
        statement.resources.map((resource) => ({
          principal: { kind: "AWS", value: identity.arn },
          action,
          resource,
          context: contextOf(plan, identity, statement, action),
        })),
      ),
    );

/**
 * The call by which pods get credentials of their role. It has no credentials, so that no principal but everyone and no
 * key of a principal is in it.
 * Source: AWS STS API, AssumeRoleWithWebIdentity; AWS PrivateLink guide, Endpoint policies (read 2026-11-26).
 */
export const exchangedTokens = (plan: EnvironmentPlan, { trust, arn }: Identity): NeededCall[] =>
  trustedAccounts(trust).length === 0
    ? []
    : [
        {
          action: "sts:AssumeRoleWithWebIdentity",
          resource: arn,
          context: {
            "aws:PrincipalAccount": [],
            "aws:PrincipalArn": [],
            "aws:PrincipalOrgID": [],
            "aws:RequestedRegion": [homeOf(plan).region],
            "aws:SecureTransport": ["true"],
          },
        },
      ];

function contextOf(
  plan: EnvironmentPlan,
  identity: Identity,
  { conditions }: Statement,
  action: string,
): NeededCall["context"] {
  const stated = conditions.flatMap(({ operator, key, values }) =>
    /^(ForAnyValue:)?(String(Equals|Like)|Arn(Equals|Like)|Bool)$/.test(operator) && values.length === 1
      ? [[key, values] as const]
      : [],
  );
  return {
    ...Object.fromEntries(stated),
    ...identity.context,
    "aws:RequestedRegion": [requestedRegion(action, homeOf(plan).region)],
    "aws:SecureTransport": ["true"],
    // Credentials of a program are of a role that it assumes without a device (IAM user guide,
    // aws:MultiFactorAuthPresent).
    "aws:MultiFactorAuthPresent": [],
    "aws:PrincipalType": ["AssumedRole"],
  };
}
