import { type Principal, type Statement } from "./policies";
import { type Context, conditionHolds } from "./identity/iam/conditions";
import { type Truth, every, not, some, unknown } from "./truth";
import { patternMatch } from "./wildcards";

/** A call, or a set of calls: action and resource may be patterns of IAM. */
export interface IamRequest {
  /** The caller. @default - nobody that a policy of a resource names is known */
  readonly principal?: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** Whether a statement of an identity, a boundary or a resource is about a request, without its principals. */
export function appliesTo(statement: Statement, request: IamRequest): Truth {
  const { actions, notActions, resources, notResources, conditions } = statement;
  const matched = every([
    notActions === undefined ? named(actions, request.action) : not(named(notActions, request.action)),
    notResources === undefined ? onResource(resources, request) : not(onResource(notResources, request)),
  ]);
  if (matched === false) return false;
  return every([matched, ...conditions.map((each) => conditionHolds(each, request.context))]);
}

/** Actions of a statement; each action for one that leaves some out. */
export const actionsOf = ({ actions, notActions }: Statement): readonly string[] =>
  notActions === undefined ? actions : ["*"];

/** Resources of a statement; each one for a statement that leaves some out, and for a trust. */
export const resourcesOf = ({ resources, notResources }: Statement): readonly string[] =>
  notResources !== undefined || resources.length === 0 ? ["*"] : resources;

const named = (patterns: readonly string[], action: string): Truth =>
  some(patterns.map((pattern) => patternMatch(pattern.toLowerCase(), action.toLowerCase())));

/** A trust policy has no resource: it is that of its role. */
const onResource = (patterns: readonly string[], { resource }: IamRequest): Truth =>
  patterns.length === 0 || some(patterns.map((pattern) => patternMatch(pattern, resource)));

/** Whether a statement of a resource's policy, a trust policy or an endpoint's policy names the caller. */
export interface Naming {
  /** The caller, a service that it is, or everyone. */
  readonly directly: Truth;
  /** Its account, whose own policies then decide. */
  readonly byAccount: Truth;
}

export function namesCaller({ principals, notPrincipals }: Statement, principal?: Principal): Naming {
  if (notPrincipals === undefined) {
    return {
      directly: some(principals.map((each) => isCaller(each, principal))),
      byAccount: some(principals.map((each) => isAccount(each, principal))),
    };
  }
  const caller = some(notPrincipals.map((each) => isCaller(each, principal)));
  const account = some(notPrincipals.map((each) => isAccount(each, principal)));
  // A statement that leaves out a role and not its account still names the role (IAM user guide, NotPrincipal).
  const isLeftOut =
    caller === true && account !== true && principal?.kind === "AWS"
      ? unknown("NotPrincipal without the account")
      : caller;
  return { directly: not(isLeftOut), byAccount: false };
}

function isCaller({ kind, value }: Principal, principal: Principal | undefined): Truth {
  if (value === "*" && (kind === "*" || kind === "AWS")) return true;
  if (principal === undefined) return unknown("the principal");
  if (kind !== principal.kind) return false;
  return (
    value === principal.value || (value.includes("${") !== principal.value.includes("${") && unknown(value))
  );
}

function isAccount({ kind, value }: Principal, principal: Principal | undefined): Truth {
  if (kind !== "AWS") return false;
  const account = /^\d{12}$/.exec(value)?.[0] ?? /^arn:[^:]+:iam::(\d{12}):root$/.exec(value)?.[1];
  if (principal === undefined) return account !== undefined && unknown("the principal");
  return account !== undefined && account === /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(principal.value)?.[1];
}
