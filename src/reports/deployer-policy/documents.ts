import { userError } from "../../base/errors";
import { type PolicyStatement } from "../../facts/iam";
import { type Grant } from "./grants";

/** Largest size of a managed policy, in characters without white space (AWS re:Post, "iam-increase-policy-size", read 2026-11-23). */
export const LARGEST_POLICY = 6144;

/** Managed policies that a role can have by default (the same page). */
export const MOST_POLICIES = 10;

export interface PolicyDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly PolicyStatement[];
}

/** Size that AWS compares with its limit. */
export const policySize = (document: PolicyDocument): number =>
  JSON.stringify(document).replace(/\s/g, "").length;

/** Puts permissions together: those with the same resources and conditions are one statement. */
export function asStatements(grants: readonly Grant[]): PolicyStatement[] {
  const byAction = new Map<
    string,
    { action: string; condition: Grant["condition"]; resources: Set<string> }
  >();
  for (const { action, condition, resources } of grants) {
    const key = JSON.stringify([action, condition]);
    const merged = byAction.get(key) ?? { action, condition, resources: new Set<string>() };
    for (const resource of resources) merged.resources.add(resource);
    byAction.set(key, merged);
  }
  const byPlace = new Map<
    string,
    { actions: Set<string>; resources: string[]; condition: Grant["condition"] }
  >();
  for (const { action, condition, resources } of byAction.values()) {
    const places = resources.has("*") ? ["*"] : [...resources].sort();
    const key = JSON.stringify([places, condition]);
    const statement = byPlace.get(key) ?? { actions: new Set<string>(), resources: places, condition };
    statement.actions.add(action);
    byPlace.set(key, statement);
  }
  return [...byPlace.values()]
    .map(({ actions, resources, condition }) => ({
      Effect: "Allow" as const,
      Action: [...actions].sort(),
      Resource: resources,
      ...(condition === undefined ? {} : { Condition: condition }),
    }))
    .sort((a, b) => (JSON.stringify(a.Action) < JSON.stringify(b.Action) ? -1 : 1));
}

/** Documents that one role can have. Throws where they are more than the quota: nothing is widened to make them fit. */
export function attachableOf(
  place: string,
  grants: readonly Grant[],
  denials: readonly PolicyStatement[] = [],
): PolicyDocument[] {
  const documents = documentsOf([...denials, ...asStatements(grants)]);
  refuseTooMany(place, documents);
  return documents;
}

/** Throws where documents are more than the quota of one role. */
export function refuseTooMany(place: string, documents: readonly PolicyDocument[]): void {
  if (documents.length <= MOST_POLICIES) return;
  throw userError({
    place,
    got: `permissions of ${documents.length} managed policies`,
    expected: `at most ${MOST_POLICIES}, the quota of a role`,
    fix: "let names of one kind begin with the prefix of the environment, or divide the environment",
  });
}

/** Documents of at most `largest` characters each. Throws where one statement with one action and resource is larger. */
export function documentsOf(
  statements: readonly PolicyStatement[],
  largest = LARGEST_POLICY,
): PolicyDocument[] {
  const documents: PolicyStatement[][] = [];
  let current: PolicyStatement[] = [];
  for (const statement of statements.flatMap((each) => fitting(each, largest))) {
    if (current.length > 0 && policySize(documentOf([...current, statement])) > largest) {
      documents.push(current);
      current = [];
    }
    current.push(statement);
  }
  if (current.length > 0) documents.push(current);
  return documents.map(documentOf);
}

/** A document in its shortest form: lists of one value are the value, since AWS counts each character. */
export const documentOf = (statements: readonly PolicyStatement[]): PolicyDocument => ({
  Version: "2012-10-17",
  Statement: statements.map((statement) => ({
    ...statement,
    Action: shortest(statement.Action),
    ...(statement.Resource === undefined ? {} : { Resource: shortest(statement.Resource) }),
  })),
});

const shortest = (values: string | readonly string[]): string | readonly string[] =>
  typeof values !== "string" && values.length === 1 ? (values[0] ?? values) : values;

/** A statement in parts that each fit a document: half of its actions or of its resources. */
function fitting(statement: PolicyStatement, largest: number): PolicyStatement[] {
  if (policySize(documentOf([statement])) <= largest) return [statement];
  // The longer list first: each part repeats the other one.
  const lists = (["Action", "Resource"] as const).map((key) => [key, [statement[key] ?? []].flat()] as const);
  lists.sort(([, a], [, b]) => b.join("").length - a.join("").length);
  for (const [key, values] of lists) {
    if (values.length < 2) continue;
    const half = Math.ceil(values.length / 2);
    return [values.slice(0, half), values.slice(half)].flatMap((part) =>
      fitting({ ...statement, [key]: part }, largest),
    );
  }
  throw new Error(`a statement with one action and one resource is larger than ${largest} characters`);
}

/** Whether a statement names kinds of objects, and no object. */
export const namesNoObject = ({ Resource = [] }: PolicyStatement): boolean =>
  [Resource].flat().some((arn) => arn === "*" || (KIND.test(arn) && !NAMED.test(arn)));

/** Every object of a kind, such as `arn:aws:ec2:eu-west-1:111122223333:network-acl/*`, and every secret of RDS. */
const KIND = /:[a-z0-9-]+[/:]\*$|:secret:rds!\*$/;
/** Subscriptions of one topic, and option groups of AWS. */
const NAMED = /^arn:[^:]+:sns:|:og:default:\*$/;
