import { type Statement } from "./policies";
import { type IamRequest, actionsOf, appliesTo, namesCaller, resourcesOf } from "./statements";
import { type Truth, every, not, some, unknown } from "./truth";
import { covers, haveCommonText, patternMatch } from "./wildcards";

/** The policies that decide on a request of one account. */
export interface IamPolicies {
  /** Statements of the caller, with references resolved. */
  readonly identity: readonly Statement[];
  /** Names of policies of the caller that no file shows. They can allow and deny. @default - none */
  readonly notRead?: readonly string[];
  /** Statements of the permissions boundary. @default - no boundary */
  readonly boundary?: readonly Statement[];
  /** Statements of the VPC endpoint. @default - the call passes no endpoint, or one that allows everything */
  readonly endpoint?: readonly Statement[];
  /** Names of boundaries and of policies of endpoints that no file shows. They take rights. @default - none */
  readonly limitsNotRead?: readonly string[];
  /** Statements of the resource. @default - it has no policy */
  readonly resource?: readonly Statement[];
  /** True if the policy of the resource has to allow the call too: a key of KMS, the trust of a role. @default false */
  readonly resourceMustAllow?: boolean;
}

/** Statements that allow everything: the answer is then that of the other policies. */
export const EVERYTHING: readonly Statement[] = [
  { effect: "Allow", principals: [], actions: ["*"], resources: ["*"], conditions: [], inverted: [] },
];

/**
 * Whether IAM allows a request, or each request of a set: true, false for all of them, or unknown with what decides.
 * Source: IAM user guide, "Policy evaluation logic" (unconfirmed).
 */
export function decide(policies: IamPolicies, request: IamRequest): Truth {
  const { identity, boundary, endpoint, resource = [], notRead = [], limitsNotRead = [] } = policies;
  const isNotDenied = not(
    some([
      ...[...identity, ...(boundary ?? [])].filter(isDeny).map((each) => appliesTo(each, request)),
      ...[...resource, ...(endpoint ?? [])].filter(isDeny).map((each) => named(each, request, "either")),
    ]),
  );
  if (isNotDenied === false) return false;
  const limit = boundary === undefined || allowedBy(boundary, request);
  const passesEndpoint =
    endpoint === undefined || some(endpoint.filter(isAllow).map((each) => named(each, request, "either")));
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
  // A boundary takes what the policy of a resource gives to a role, and not what it gives to a session of it.
  const direct = every([
    some(allowing.map((each) => named(each, request, "directly"))),
    limit === true ? true : unknown("the permissions boundary"),
  ]);
  if (!resourceMustAllow) return some([byIdentity, direct]);
  const byAccount = some(allowing.map((each) => named(each, request, "byAccount")));
  return some([direct, every([byAccount, byIdentity])]);
}

const isAllow = ({ effect }: Statement): boolean => effect === "Allow";
export const isDeny = ({ effect }: Statement): boolean => effect === "Deny";

const allowedBy = (statements: readonly Statement[], request: IamRequest): Truth =>
  some(statements.filter(isAllow).map((each) => appliesTo(each, request)));

/** Whether a statement with principals is about a request. */
function named(statement: Statement, request: IamRequest, how: "directly" | "byAccount" | "either"): Truth {
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
  return actionsOf(statement)
    .map((each) => each.toLowerCase())
    .filter((each) => haveCommonText(each, lower))
    .flatMap((action) =>
      resourcesOf(statement)
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
