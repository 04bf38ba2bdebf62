import { type AwsLocation } from "../facts/aws";
import { ORGANIZATION_KEYS } from "../evidence/service-regions";
import { isForCaller } from "./identity-decisions";
import { type Statement } from "./identity-policies";
import { isDeny } from "./identity/iam/applies";
import { type RequestKeys } from "./identity/iam/conditions";

/** Known values of a call that an identity of the account sends to a resource of an account. */
export const ownCallKeys = ({ accountId }: AwsLocation, owner = accountId): RequestKeys => ({
  "aws:PrincipalAccount": [accountId],
  "kms:CallerAccount": [accountId],
  "aws:ResourceAccount": [owner],
  "s3:ResourceAccount": [owner],
  "aws:SecureTransport": ["true"],
  "aws:PrincipalIsAWSService": ["false"],
});

const AWS_ITSELF = ["AWS"];

/** Known values of a call to a bucket of AWS: neither its caller nor its owner is of the account or its organization. */
export const CALL_OF_AWS: RequestKeys = {
  "aws:PrincipalAccount": AWS_ITSELF,
  "aws:ResourceAccount": AWS_ITSELF,
  "s3:ResourceAccount": AWS_ITSELF,
  ...Object.fromEntries(ORGANIZATION_KEYS.map((key) => [key, AWS_ITSELF])),
  "aws:SecureTransport": ["true"],
};

/** The actions on a resource that statements certainly deny to everyone of the account, and what decides on each other one. */
export function deniedToAll(
  home: AwsLocation,
  statements: readonly Statement[],
  calls: readonly { readonly action: string; readonly resource: string }[],
) {
  const { partition, accountId } = home;
  const principal = { kind: "AWS", value: `arn:${partition}:iam::${accountId}:root` };
  const context = { ...ownCallKeys(home), "kms:ViaService": [], "aws:ViaAWSService": ["false"] };
  const denials = statements.filter((each) => isDeny(each) && !leavesOutSomeone(each, accountId));
  const answers = calls.flatMap(({ action, resource }) =>
    denials.map(({ notPrincipals, ...each }) => {
      const everyone = notPrincipals === undefined ? each : { ...each, principals: EVERYONE };
      return { action, truth: isForCaller(everyone, { principal, action, resource, context }, "either") };
    }),
  );
  const denied = new Set(answers.flatMap(({ action, truth }) => (truth === true ? [action] : [])));
  const dependsOn = answers.flatMap(({ truth }) => (typeof truth === "boolean" ? [] : truth.dependsOn));
  return { denied: [...denied], dependsOn: [...new Set(dependsOn)] };
}

const EVERYONE: Statement["principals"] = [{ kind: "*", value: "*" }];

/** Whether a statement with NotPrincipal leaves out an identity of the account, or one that a stack creates. */
const leavesOutSomeone = ({ notPrincipals = [] }: Statement, account: string): boolean =>
  notPrincipals.some(
    ({ kind, value }) => kind === "AWS" && (value.includes("${") || value.includes(account)),
  );
