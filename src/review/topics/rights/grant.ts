import { covers } from "../../../infrastructure/identity-patterns";
import { type IamCondition } from "../../../infrastructure/identity-policies";
import { type Layer } from "../../../base/layers";
import { type Phrase } from "../../stages/phrase";
import { groupBy } from "../../../base/group-by";

/** A pattern, or everything except some patterns. */
export type Pattern = string | { readonly except: readonly string[] };

/** One right: an action on a target for a principal. */
export interface Given {
  readonly layer: Layer;
  /** The block that gives it. */
  readonly address: string;
  readonly kind: "identity" | "trust" | "resource" | "cluster";
  /** Key of who has it, the same on both sides also if names change. */
  readonly holder: string;
  readonly who: Phrase;
  readonly effect: "Allow" | "Deny";
  readonly action: Pattern;
  readonly target: Pattern;
  readonly principal: Pattern;
  readonly conditions: readonly IamCondition[];
  /** Action and the rest in words. */
  readonly words: { readonly action: string; readonly on: Phrase };
}

/** Grants of one side that no grant of the other side includes: the same rights in other statements are no difference. */
export function notIncluded(grants: readonly Given[], others: readonly Given[]): Given[] {
  const same = new Set(others.map(keyOfGrant));
  const byHolder = groupBy(others, holderOf);
  return grants.filter(
    (grant) =>
      !same.has(keyOfGrant(grant)) &&
      !(byHolder.get(holderOf(grant)) ?? []).some((other) => includes(other, grant)),
  );
}

const holderOf = ({ kind, holder, effect }: Given): string => JSON.stringify([kind, holder, effect]);

const keyOfGrant = (grant: Given): string => {
  const { action, target, principal, conditions } = grant;
  return JSON.stringify([holderOf(grant), action, target, principal, conditions]);
};

/** Whether a grant includes another one of the same holder. Grants that no single other one includes count as different. */
const includes = (wide: Given, narrow: Given): boolean =>
  isWithin(wide.action, narrow.action) &&
  isWithin(wide.target, narrow.target) &&
  isWithin(wide.principal, narrow.principal) &&
  wide.conditions.every((condition) => narrow.conditions.some((other) => isStricter(other, condition)));

function isWithin(wide: Pattern, narrow: Pattern): boolean {
  if (typeof wide === "object")
    return typeof narrow === "object" && wide.except.every((each) => narrow.except.includes(each));
  return covers(wide, typeof narrow === "object" ? "*" : narrow);
}

/** Operators that hold if a value matches; with those of others, fewer values are not stricter. */
const POSITIVE = /^(ForAnyValue:)?(StringEquals|StringLike|ArnEquals|ArnLike|IpAddress)(IfExists)?$/;
const WITH_PATTERNS = /(StringLike|ArnEquals|ArnLike)/;
const SAME_PATTERNS = /^(ForAnyValue:)?(?:String(?:Equals|Like)|Arn(?:Equals|Like))(IfExists)?$/;

/** Whether a condition holds for no request for which another one does not. */
function isStricter(strict: IamCondition, loose: IamCondition): boolean {
  if (strict.key.toLowerCase() !== loose.key.toLowerCase()) return false;
  const isSame = strict.operator === loose.operator;
  if (
    !isSame &&
    !(familyOf(strict.operator) === familyOf(loose.operator) && WITH_PATTERNS.test(loose.operator))
  )
    return false;
  if (!POSITIVE.test(loose.operator))
    return isSame && [...strict.values].sort().join("\n") === [...loose.values].sort().join("\n");
  const matches = WITH_PATTERNS.test(loose.operator) ? covers : (one: string, other: string) => one === other;
  return strict.values.every((value) => loose.values.some((each) => matches(each, value)));
}

/** Operators of one family differ in whether they read `*`; undefined operators are in none. */
const familyOf = (operator: string): string => {
  const [, any = "", exists = ""] = SAME_PATTERNS.exec(operator) ?? [];
  return SAME_PATTERNS.test(operator)
    ? `${any}${operator.includes("Arn") ? "Arn" : "String"}${exists}`
    : operator;
};
