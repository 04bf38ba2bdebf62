import { type Principal, type Statement } from "./identity-policies";
import { type Truth, every, not, some, unknown } from "../base/truth";
import { covers, haveCommonText } from "./identity-patterns";
import { patternMatch } from "./identity/iam/pattern-match";
import { type IamPolicies, type IamRequest } from "./identity/iam/policies";
import { appliesTo, isDeny } from "./identity/iam/applies";
import { roleOfSession, withoutPath } from "./identity/role-arns";

/** Statements that allow everything: the answer is then that of the other policies. */
export const EVERYTHING: readonly Statement[] = [
  { effect: "Allow", principals: [], actions: ["*"], resources: ["*"], conditions: [], inverted: [] },
];

/**
 * Whether IAM allows a request, or each request of a set: true, false for all of them, or unknown with what decides.
 * Source: IAM user guide, "Policy evaluation for requests within a single account" (read 2026-11-30).
 */
export function decide(policies: IamPolicies, request: IamRequest): Truth {
  const { identity, boundary, session, endpoint, resource = [], notRead = [], limitsNotRead = [] } = policies;
  const isNotDenied = not(
    some([
      ...[...identity, ...(boundary ?? []), ...(session ?? [])]
        .filter(isDeny)
        .map((each) => appliesTo(each, request)),
      ...resource.filter(isDeny).map((each) => deniesCaller(each, request, boundary !== undefined)),
      ...(endpoint ?? []).filter(isDeny).map((each) => isForCaller(each, request, "either")),
    ]),
  );
  if (isNotDenied === false) return false;
  const limit = every([boundary, session].map((each) => each === undefined || allowedBy(each, request)));
  const passesEndpoint =
    endpoint === undefined ||
    some(endpoint.filter(isAllow).map((each) => isForCaller(each, request, "either")));
  const byIdentity = every([
    some([allowedBy(identity, request), ...notRead.map((each) => unknown(each))]),
    limit,
  ]);
  return every([
    isNotDenied,
    passesEndpoint,
    grantedBy(policies, request, byIdentity, limit),
    ...[...notRead, ...limitsNotRead].map((each) => unknown(each)),
  ]);
}

function grantedBy(
  { resource = [], resourceMustAllow = false }: IamPolicies,
  request: IamRequest,
  byIdentity: Truth,
  limit: Truth,
): Truth {
  const allowing = resource.filter(isAllow);
  const direct = some(
    allowing.map((each) => every([namesDirectly(each, request.principal, limit), appliesTo(each, request)])),
  );
  if (!resourceMustAllow) return some([byIdentity, direct]);
  const byAccount = some(allowing.map((each) => isForCaller(each, request, "byAccount")));
  return some([direct, every([byAccount, byIdentity])]);
}

/**
 * Whether a statement gives its rights to the caller. The boundary and the policy of the session limit rights of the role,
 * and not those of a session or a user that the statement names. Which of them limit rights for everyone is not documented.
 * Source: IAM user guide, "Permissions boundaries for IAM entities" (read 2026-11-30; sessions unconfirmed).
 */
function namesDirectly(statement: Statement, caller: Principal | undefined, limit: Truth): Truth {
  const limited = limit === true ? true : unknown("the permissions boundary");
  if (statement.notPrincipals !== undefined) return every([namesCaller(statement, caller).directly, limited]);
  return some(
    statement.principals.map((each) => {
      const named = isCaller(each, caller);
      if (each.value === "*") return every([named, limited]);
      return /:(assumed-role|user)\//.test(each.value) ? named : every([named, limit]);
    }),
  );
}

/** `NotPrincipal` denies each caller with a boundary (IAM user guide, "NotPrincipal", read 2026-11-30). */
const deniesCaller = (statement: Statement, request: IamRequest, isBounded: boolean): Truth =>
  statement.notPrincipals !== undefined && isBounded
    ? appliesTo(statement, request)
    : isForCaller(statement, request, "either");

const isAllow = ({ effect }: Statement): boolean => effect === "Allow";

const allowedBy = (statements: readonly Statement[], request: IamRequest): Truth =>
  some(statements.filter(isAllow).map((each) => appliesTo(each, request)));

/** Whether a statement with principals is about a request. */
export function isForCaller(
  statement: Statement,
  request: IamRequest,
  how: "directly" | "byAccount" | "either",
): Truth {
  const { directly, byAccount } = namesCaller(statement, request.principal);
  const naming = how === "either" ? some([directly, byAccount]) : { directly, byAccount }[how];
  return naming === false ? false : every([naming, appliesTo(statement, request)]);
}

/** Whether some request of a set may be allowed: none that is possible is missed. */
export function isPossible(policies: IamPolicies, request: IamRequest): boolean {
  const { identity, resource = [], notRead = [] } = policies;
  const granting = [...identity, ...resource].filter(isAllow);
  const parts = granting.flatMap((statement) => partsOf(statement, request));
  return [...parts, ...(notRead.length > 0 ? [request] : [])].some(
    (part) => decide(policies, part) !== false,
  );
}

/** The parts of a set of requests that a statement is about: a denial has to cover a part, not the whole set. */
function partsOf(statement: Statement, request: IamRequest): IamRequest[] {
  const lower = request.action.toLowerCase();
  const reach = statementReach(statement);
  return reach.actions
    .map((each) => each.toLowerCase())
    .filter((each) => haveCommonText(each, lower))
    .flatMap((action) =>
      reach.resources
        .filter((each) => patternMatch(each, request.resource) !== false)
        .map((resource) => ({
          ...request,
          action: narrower(lower, action),
          resource: narrower(request.resource, resource),
        })),
    );
}

/** The common part of two patterns, or the first one where no pattern says it. */
const narrower = (asked: string, stated: string): string =>
  !stated.includes("$${") && covers(asked, stated) ? stated : asked;

/** Subjects of a statement: each action for one that leaves some out, and each resource for one that leaves some out, and for a trust. */
export const statementReach = ({ actions, notActions, resources, notResources }: Statement) => ({
  actions: notActions === undefined ? actions : ["*"],
  resources: notResources !== undefined || resources.length === 0 ? ["*"] : resources,
});

/** Whether a statement of a resource's policy, a trust policy or an endpoint's policy names the caller. */
interface Naming {
  /** The caller, a service that it is, or everyone. */
  readonly directly: Truth;
  /** Its account, whose own policies then decide. */
  readonly byAccount: Truth;
}

function namesCaller({ principals, notPrincipals }: Statement, principal?: Principal): Naming {
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
  if (value === principal.value) return true;
  const [stated, caller] = [roleOfSession(value), roleOfSession(principal.value)];
  // A role is some session of it, and each session is the role.
  if (stated !== undefined && stated === withoutPath(principal.value)) return unknown(value);
  if (caller !== undefined && caller === withoutPath(value)) return true;
  return value.includes("${") !== principal.value.includes("${") && unknown(value);
}

function isAccount({ kind, value }: Principal, principal: Principal | undefined): Truth {
  if (kind !== "AWS") return false;
  const account = /^\d{12}$/.exec(value)?.[0] ?? /^arn:[^:]+:iam::(\d{12}):root$/.exec(value)?.[1];
  if (principal === undefined) return account !== undefined && unknown("the principal");
  return account !== undefined && account === /^arn:[^:]+:(?:iam|sts)::(\d{12}):/.exec(principal.value)?.[1];
}
