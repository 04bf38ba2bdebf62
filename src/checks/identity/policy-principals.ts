import { type Principal, readPolicies, type Statement } from "../../infrastructure/identity-policies";
import { type Judged, outsidersOf } from "../../infrastructure/identity-outsiders";
import { namedRoles, settledStatement, shown } from "../../infrastructure/identity-principals";
import { sharesOf } from "../../infrastructure/shares";
import { trustedValues } from "../../infrastructure/stated";
import { type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding } from "../check";
import TEXTS from "./texts.json";

export const policyPrincipals: Check = {
  id: "policy-principals",
  severity: "error",
  ...TEXTS["policy-principals"],
  run: (plan, { statedOf }) => {
    const stated = statedOf(plan.name);
    const named = namedRoles(plan, stated);
    const trusted = trustedValues(stated.names, "account");
    const found = (
      what: string,
      isTrust: boolean,
      {
        resource,
        statements,
      }: { readonly resource: PlannedResource; readonly statements: readonly Statement[] },
    ): Finding[] => {
      const scene = { plan, named, isTrust, trusted: isTrust ? NOBODY : trusted };
      return combinedFinding(resource, what, problemsOf(scene, resource, statements));
    };
    return [
      ...readPolicies(plan, "trust").flatMap((each) => found("policy", true, each)),
      ...readPolicies(plan, "resource").flatMap((each) => found("policy", false, each)),
      ...sharesOf(plan).flatMap((each) => found("share", false, each)),
    ];
  },
};

/** Of the trust of a role: an entry of `trusted` says that an account uses resources, and not that it assumes roles. */
const NOBODY: ReadonlySet<string> = new Set();

function problemsOf(
  scene: Omit<Judged, "statements">,
  { layer }: PlannedResource,
  written: readonly Statement[],
): string[] {
  const statements = written.map((each) => settledStatement(scene.plan, layer, each));
  const judged = { ...scene, statements };
  const problems = statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => [
      ...sharedProblems(statement.principals),
      ...outsidersOf(judged, statement).map((words) => `it allows ${words}`),
      ...(statement.notPrincipals ? ["NotPrincipal allows everyone except the listed"] : []),
    ]);
  return [...new Set(problems)];
}

/** A condition on the source of a service refuses every other principal, or does not bind it. */
function sharedProblems(principals: readonly Principal[]): string[] {
  const [service] = principals.filter(({ kind }) => kind === "Service");
  const others = principals.filter(({ kind, value }) => kind !== "Service" || value !== service?.value);
  return service === undefined
    ? []
    : others.map(({ value }) => `a statement for ${service.value} also allows ${shown(value)}`);
}
