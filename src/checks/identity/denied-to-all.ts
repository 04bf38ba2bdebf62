import { type AwsLocation } from "../../facts/aws";
import { isForCaller } from "../../infrastructure/identity-decisions";
import { ownCallKeys } from "../../infrastructure/identity-own-calls";
import { type Statement } from "../../infrastructure/identity-policies";

/** The actions on a resource that statements certainly deny to everyone of the account, and what decides on each other one. */
export function deniedToAll(
  home: AwsLocation,
  statements: readonly Statement[],
  calls: readonly { readonly action: string; readonly resource: string }[],
) {
  const { partition, accountId } = home;
  const principal = { kind: "AWS", value: `arn:${partition}:iam::${accountId}:root` };
  const context = { ...ownCallKeys(home), "kms:ViaService": [], "aws:ViaAWSService": ["false"] };
  const denials = statements.filter((each) => each.effect === "Deny" && !leavesOutSomeone(each, accountId));
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
