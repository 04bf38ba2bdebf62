import { addressesOf } from "../../../base/cidr";
import { type IamCondition } from "../../identity-policies";
import { type Truth, every, not, some, unknown } from "../../../base/truth";
import { patternMatch } from "./pattern-match";

/** Known values of a request by key: IAM compares keys without case. An empty list is a key that is absent; a missing one is unknown. */
export type RequestKeys = Readonly<Record<string, readonly string[]>>;

/** Compares a value of the policy with one of the request. */
type Comparison = (stated: string, value: string) => Truth;

const text = (compare: (stated: string, value: string) => boolean): Comparison => {
  return (stated, value) => {
    if (stated === value) return true;
    return stated.includes("${") || value.includes("${") ? unknown(stated) : compare(stated, value);
  };
};

const ordered = (read: (value: string) => number, compare: (value: number, stated: number) => boolean) =>
  ((stated, value) => {
    const [limit, given] = [read(stated), read(value)];
    return Number.isNaN(limit) || Number.isNaN(given) ? unknown(stated) : compare(given, limit);
  }) satisfies Comparison;

/** The comparisons of numbers and dates, by the end of the operator's name. */
const ORDERS: Readonly<Record<string, (value: number, stated: number) => boolean>> = {
  Equals: (value, stated) => value === stated,
  LessThan: (value, stated) => value < stated,
  LessThanEquals: (value, stated) => value <= stated,
  GreaterThan: (value, stated) => value > stated,
  GreaterThanEquals: (value, stated) => value >= stated,
};

const orders = (prefix: string, read: (value: string) => number): [string, Comparison][] =>
  Object.entries(ORDERS).map(([name, compare]) => [`${prefix}${name}`, ordered(read, compare)]);

const sameWithoutCase = text((stated, value) => stated.toLowerCase() === value.toLowerCase());

/**
 * The operators that are evaluated; those with `Not` are the opposites of others. Every other operator is unknown.
 * Source: IAM user guide, "IAM JSON policy elements: Condition operators" (unconfirmed).
 */
const OPERATORS: ReadonlyMap<string, Comparison> = new Map<string, Comparison>([
  ["StringEquals", text(() => false)],
  ["StringEqualsIgnoreCase", sameWithoutCase],
  ["StringLike", patternMatch],
  ["ArnEquals", arnMatch],
  ["ArnLike", arnMatch],
  ["Bool", sameWithoutCase],
  ["IpAddress", addressMatch],
  ...orders("Numeric", (value) => (value.trim() === "" ? NaN : Number(value))),
  ...orders("Date", (value) => (/^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value))),
]);

/** Each of the six parts of an ARN is compared by itself: a wildcard does not reach into the next one. */
function arnMatch(stated: string, value: string): Truth {
  const [own, other] = [partsOf(stated), partsOf(value)];
  if (own.length !== 6 || other.length !== 6) return stated === value ? true : unknown(stated);
  return every(own.map((part, place) => patternMatch(part, other[place] ?? "")));
}

function partsOf(arn: string): string[] {
  const [partition, service, region, account, resource, ...rest] = arn.split(/(?<!\$\{[^}]*):/);
  const head = [partition, service, region, account, resource].filter((part) => part !== undefined);
  return rest.length === 0 ? head : [...head, rest.join(":")];
}

function addressMatch(stated: string, value: string): Truth {
  const [range, address] = [stated, value].map((each) =>
    addressesOf(each.includes("/") ? each : `${each}/32`),
  );
  if (!range || !address) return unknown(stated);
  return range.first <= address.first && address.last <= range.last;
}

/** Whether a condition holds for a request. */
export function conditionHolds({ operator, key, values }: IamCondition, context: RequestKeys): Truth {
  const given = Object.entries(context).find(([each]) => each.toLowerCase() === key.toLowerCase())?.[1];
  if (operator.toLowerCase() === "null") return isNull(key, values, given);
  const [, set, name = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/i.exec(operator) ?? [];
  if (given === undefined) return unknown(key);
  if (given.length === 0 && ifExists !== undefined) return true;
  const isNegated = /^(String|Numeric|Date|Arn)Not|^NotIp/i.test(name);
  const compare = comparisonOf(name.replace(/^(\w*?)Not(?=[A-Z])/, "$1"));
  if (compare === undefined) return unknown(`${operator} of ${key}`);
  const one = (value: string): Truth => {
    const matches = some(values.map((stated) => compare(stated, value)));
    return isNegated ? not(matches) : matches;
  };
  if (set?.toLowerCase() === "forallvalues") return every(given.map(one));
  if (set !== undefined) return some(given.map(one));
  if (given.length > 1) return unknown(`${key} with several values`);
  return given.length === 0 ? isNegated : every(given.map(one));
}

const comparisonOf = (name: string): Comparison | undefined =>
  [...OPERATORS].find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];

function isNull(key: string, values: readonly string[], given: readonly string[] | undefined): Truth {
  const wanted = new Set(values.map((each) => each.toLowerCase() === "true"));
  if (wanted.size === 2) return true;
  return given === undefined ? unknown(key) : wanted.has(given.length === 0);
}
