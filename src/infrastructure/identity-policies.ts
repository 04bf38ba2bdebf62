import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
  type Value,
  valueOf,
} from "../terraform/environment-plan";
import { asObject, blocks, type Json, jsonIn, type JsonObject, texts } from "../terraform/stack-json";
import { text } from "../terraform/stack-json";
import { policyText } from "./identity/policy-documents";
import { type PolicyKind, policyPlaces } from "./identity/policy-places";

export interface Principal {
  /** `AWS`, `Service`, `Federated`; `*` for everyone. */
  readonly kind: string;
  readonly value: string;
}

export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A statement of an IAM policy; single strings are converted to lists. */
export interface Statement {
  /** @default - none */
  readonly sid?: string;
  readonly effect: string;
  readonly principals: readonly Principal[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
  /** The inverted elements of the statement: `NotPrincipal`, `NotAction`, `NotResource`. */
  readonly inverted: readonly string[];
  /** @default - no NotPrincipal */
  readonly notPrincipals?: readonly Principal[];
  /** @default - no NotAction */
  readonly notActions?: readonly string[];
  /** @default - no NotResource */
  readonly notResources?: readonly string[];
}

interface Policy {
  readonly resource: PlannedResource;
  readonly kind: PolicyKind;
  /** The policy as it is written; undefined where a required one is missing. */
  readonly document: Json | undefined;
  /** Undefined if the policy is known after apply or is not valid JSON. */
  readonly statements: readonly Statement[] | undefined;
}

/** IAM policies of all layers. */
export const policiesOf = memoizePerPlan((plan: EnvironmentPlan): readonly Policy[] =>
  plan.all.flatMap((resource) =>
    policyPlaces(resource).map(({ kind, document }) => ({
      resource,
      kind,
      document,
      statements: policyAt(plan, valueOf(resource, document)),
    })),
  ),
);

/** The readable policies of some kinds, with their statements. */
export const readPolicies = (plan: EnvironmentPlan, ...kinds: readonly PolicyKind[]) =>
  policiesOf(plan).flatMap(({ resource, kind, statements }) =>
    statements && kinds.includes(kind) ? [{ resource, statements }] : [],
  );

/** The statements of the policy that an argument has, also by a local value or a policy document; undefined if it is not readable. */
export const policyAt = (plan: EnvironmentPlan, written: Value): Statement[] | undefined =>
  statementsOf(policyText(plan, written));

/** The statements of a policy as JSON; undefined if it is not readable. */
export function statementsOf(document: Json | undefined): Statement[] | undefined {
  if (typeof document !== "string") return undefined;
  const parsed = asObject(jsonIn(document));
  if (parsed["Version"] !== "2012-10-17") return undefined;
  const statements = blocks(parsed["Statement"]);
  return statements.length === 0 ? undefined : statements.map(statement);
}

function statement(json: JsonObject): Statement {
  return {
    ...(typeof json["Sid"] === "string" ? { sid: json["Sid"] } : {}),
    effect: String(json["Effect"]),
    principals: principals(json["Principal"]),
    actions: texts(json["Action"]),
    resources: texts(json["Resource"]),
    conditions: Object.entries(asObject(json["Condition"])).flatMap(([operator, keys]) =>
      Object.entries(asObject(keys)).map(([key, values]) => ({ operator, key, values: texts(values) })),
    ),
    inverted: ["NotPrincipal", "NotAction", "NotResource"].filter((name) => json[name] !== undefined),
    ...(json["NotPrincipal"] === undefined ? {} : { notPrincipals: principals(json["NotPrincipal"]) }),
    ...(json["NotAction"] === undefined ? {} : { notActions: texts(json["NotAction"]) }),
    ...(json["NotResource"] === undefined ? {} : { notResources: texts(json["NotResource"]) }),
  };
}

/** A statement with each text as a function writes it, except its actions and the keys of its conditions. */
export function withTexts(statement: Statement, write: (value: string) => string): Statement {
  const principal = ({ kind, value }: Principal): Principal => ({ kind, value: write(value) });
  const { principals, resources, conditions, notPrincipals, notResources } = statement;
  return {
    ...statement,
    principals: principals.map(principal),
    resources: resources.map(write),
    conditions: conditions.map((each) => ({ ...each, values: each.values.map(write) })),
    ...(notPrincipals ? { notPrincipals: notPrincipals.map(principal) } : {}),
    ...(notResources ? { notResources: notResources.map(write) } : {}),
  };
}

function principals(json: Json | undefined): Principal[] {
  if (typeof json === "string") return [{ kind: "*", value: json }];
  return Object.entries(asObject(json)).flatMap(([kind, values]) =>
    texts(values).map((value) => ({ kind, value })),
  );
}

/** Actions and condition keys of a block that has a policy. */
interface PolicyTexts {
  readonly resource: PlannedResource;
  readonly actions: readonly string[];
  readonly keys: readonly string[];
}

/** Those of all policies, and of data sources that write one. */
export const policyTexts = memoizePerPlan((plan: EnvironmentPlan): readonly PolicyTexts[] => [
  ...policiesOf(plan).map(({ resource, statements = [] }) => ({
    resource,
    actions: statements.flatMap(({ actions }) => actions),
    keys: statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
  })),
  ...plan.resources("data.aws_iam_policy_document").map((resource) => {
    const statements = blocks(resource.config.statement);
    return {
      resource,
      actions: statements.flatMap((each) => [...texts(each.actions), ...texts(each.not_actions)]),
      keys: statements.flatMap((each) =>
        blocks(each.condition).flatMap((condition) => text(condition.variable) ?? []),
      ),
    };
  }),
]);
