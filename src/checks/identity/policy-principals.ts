import { judgedStatements } from "../../infrastructure/identity-outsiders";
import { type Principal, readPolicies } from "../../infrastructure/identity-policies";
import { readable } from "../../infrastructure/identity-settled-texts";
import { sharesOf } from "../../infrastructure/shares";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const policyPrincipals: Check = {
  ...ruleOf(TEXTS, "policy-principals"),
  run: (plan, { statedOf }) =>
    [
      ...readPolicies(plan, "trust").map((policy) => ({ ...policy, what: "policy", isTrust: true })),
      ...readPolicies(plan, "resource").map((policy) => ({ ...policy, what: "policy", isTrust: false })),
      ...sharesOf(plan).map((policy) => ({ ...policy, what: "share", isTrust: false })),
    ].flatMap(({ what, isTrust, ...policy }) => {
      const judged = judgedStatements(plan, statedOf(plan.name), isTrust, policy);
      return combinedFinding(policy.resource, what, [...new Set(judged.flatMap(problemsOf))]);
    }),
};

const problemsOf = ({ statement, outsiders }: ReturnType<typeof judgedStatements>[number]): string[] => [
  ...sharedProblems(statement.principals),
  ...outsiders.map((words) => `it allows ${words}`),
  ...(statement.notPrincipals ? ["NotPrincipal allows everyone except the listed"] : []),
];

/** A condition on the source of a service refuses every other principal, or does not bind it. */
function sharedProblems(principals: readonly Principal[]): string[] {
  const [service] = principals.filter(({ kind }) => kind === "Service");
  const others = principals.filter(({ kind, value }) => kind !== "Service" || value !== service?.value);
  return service === undefined
    ? []
    : others.map(({ value }) => `a statement for ${service.value} also allows ${readable(value)}`);
}
