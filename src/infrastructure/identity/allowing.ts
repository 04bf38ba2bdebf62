import { MANAGED_POLICIES } from "../../evidence/managed-policies";
import { isPossible } from "../identity-decisions";
import { type Identity } from "../identities";
import { type Statement } from "../identity-policies";
import { type HeldPolicy, type IamRequest } from "./iam/policies";
import { appliesTo, isDeny } from "./iam/applies";

/**
 * Policies of an identity that may allow a request that it may make; none if others, or its boundary, deny it, and none
 * that AWS wrote for the service that alone uses the role.
 */
export function allowing(
  identity: Identity,
  request: IamRequest,
  isCounted: (held: HeldPolicy) => boolean = () => true,
): HeldPolicy[] {
  const { policies, decides } = identity;
  const denials = decides.identity.filter(isDeny);
  return policies.filter((held) => {
    const allows = (held.statements ?? []).filter(
      (each) => each.effect === "Allow" && appliesTo(each, request) !== false,
    );
    if (allows.length === 0 || !isCounted(held) || isServicePolicy(identity, held)) return false;
    return isPossible({ ...decides, identity: [...allows, ...denials], notRead: [] }, request);
  });
}

/** Statements without resources that a rule does not count; without a resource, the statement allows nothing. */
export const onlyOn = (
  statements: readonly Statement[],
  counts: (resource: string) => boolean,
): Statement[] =>
  statements.flatMap((each) => {
    if (each.effect !== "Allow" || each.notResources !== undefined) return [each];
    const resources = each.resources.filter(counts);
    return resources.length === 0 ? [] : [{ ...each, resources }];
  });

/** Whether AWS wrote a policy for the service that alone uses the role. */
function isServicePolicy({ trust }: Identity, { name }: HeldPolicy): boolean {
  const [, path] = /:aws:policy\/(.+)$/.exec(name) ?? [];
  const row =
    path === undefined ? undefined : MANAGED_POLICIES.servicePolicies.find(({ policy }) => policy.test(path));
  const principals = trust.flatMap((each) => each.principals);
  return (
    row !== undefined &&
    principals.length > 0 &&
    principals.every(({ kind, value }) => kind === "Service" && value === row.service)
  );
}
