import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { isPossible, statementReach } from "./identity-decisions";
import { roleOfSession, withoutPath } from "./identity/role-arns";
import { type Identity, identitiesOf } from "./identities";
import { type Principal, type Statement } from "./identity-policies";
import { isDeny } from "./identity/iam/applies";
import { type RequestKeys } from "./identity/iam/conditions";
import { type IamPolicies, type IamRequest } from "./identity/iam/policies";
import { type ObjectPolicy, objectPolicies } from "./identity/object-policies";

/** A right that the policy of an object, a trust or a grant gives by itself. */
export interface ObjectRight {
  /** The block that gives it. */
  readonly by: PlannedResource;
  /** The block of the object. @default - the plan does not have it */
  readonly object?: PlannedResource;
  readonly isTrust: boolean;
  readonly principal: Principal;
  /** The role or user of the principal. @default - the plan does not have it */
  readonly identity?: Identity;
  /** The call, or the set of calls. */
  readonly request: IamRequest;
  /** Values of the request for which its conditions hold. */
  readonly contexts: readonly RequestKeys[];
}

/**
 * Rights by the policies of objects, for each principal. A boundary and a denial of the caller count:
 * a right that only may exist is one. What identities may do by their own policies is in `identitiesOf`.
 */
export const objectRightsOf = memoizePerPlan((plan: EnvironmentPlan): readonly ObjectRight[] =>
  objectPolicies(plan).flatMap((policy) =>
    policy.statements.flatMap((statement) => rightsBy(plan, policy, statement)),
  ),
);

function rightsBy(plan: EnvironmentPlan, policy: ObjectPolicy, statement: Statement): ObjectRight[] {
  if (isDeny(statement)) return [];
  const { by, object, isTrust, arns } = policy;
  const reach = statementReach(statement);
  const resources = reach.resources.flatMap((each) => (each === "*" ? arns : [each]));
  const contexts = contextsOf(statement);
  return callersIn(plan, statement).flatMap(({ principal, identity }) => {
    const own = identity?.decides;
    const policies: IamPolicies = {
      ...own,
      identity: (own?.identity ?? []).filter(isDeny),
      notRead: [],
      resource: [statement, ...policy.statements.filter(isDeny)],
    };
    return reach.actions.flatMap((action) =>
      resources.flatMap((resource): ObjectRight[] => {
        const request = { principal, action, resource, context: identity?.context ?? {} };
        const right = { by, isTrust, principal, request, contexts, ...(object ? { object } : {}) };
        return isPossible(policies, request) ? [{ ...right, ...(identity ? { identity } : {}) }] : [];
      }),
    );
  });
}

/** A caller that a statement can name. */
interface NamedCaller {
  readonly principal: Principal;
  readonly identity?: Identity;
}

/** The ARN of a role, user or session, or a reference to it. */
const ONE_IDENTITY = /^arn:[^:]*:(?:iam|sts)::\d*:(?!root$)[^*?]*$|^\$\{\w+\/aws_iam_(?:role|user)\./;

/** Keys of the network of a call, and of the service that makes it. Without another condition, `policy-principals` judges everyone. */
const OF_CALLS = ["aws:sourcevpc", "aws:sourcevpce", "aws:vpcsourceip", "aws:sourceip", "kms:viaservice"];

/**
 * Roles and users of the stacks, those that only the statement names, and `*` for everyone in a network or through a service. Root is none: the
 * policies of its identities decide.
 */
function callersIn(
  plan: EnvironmentPlan,
  { principals, notPrincipals, conditions }: Statement,
): NamedCaller[] {
  const isOpen = notPrincipals !== undefined || principals.some(({ value }) => value === "*");
  const arns = isOpen
    ? conditions.flatMap(({ operator, key, values }) =>
        key.toLowerCase() === "aws:principalarn" && !operator.includes("Not") ? values : [],
      )
    : [];
  const named = new Map(
    [...principals, ...arns.map((value) => ({ kind: "AWS", value }))].flatMap(({ kind, value }) => {
      const isOne = kind === "Service" || ONE_IDENTITY.test(value);
      const role = roleOfSession(value) ?? value;
      return isOne ? [[role, { kind, value: role }]] : [];
    }),
  );
  if (isOpen && arns.length === 0 && conditions.some(({ key }) => OF_CALLS.includes(key.toLowerCase())))
    named.set("*", { kind: "AWS", value: "*" });
  return [...named.values()].map((principal) => {
    const identity = identitiesOf(plan).all.find(
      ({ arn, resource }) =>
        withoutPath(arn) === withoutPath(principal.value) ||
        (resource && principal.value.startsWith(`\${${resource.layer}/${resource.address}.`)),
    );
    return { principal, ...(identity ? { identity } : {}) };
  });
}

/** Requests for which the conditions of a statement hold, one for each combination of their values. */
const contextsOf = ({ conditions }: Statement): RequestKeys[] =>
  conditions
    .filter(({ operator }) => /^(String|Arn)(Equals|Like)$|^Bool$/.test(operator))
    .reduce<RequestKeys[]>(
      (all, { key, values }) => all.flatMap((each) => values.map((value) => ({ ...each, [key]: [value] }))),
      [{}],
    );
