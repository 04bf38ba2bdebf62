import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../terraform/environment-plan";
import { asObject, blocks, type Json, jsonIn, type JsonObject, texts } from "../terraform/stack-json";
import { distinct } from "../base/lists";
import { actionsOf } from "../evidence/service-actions";
import { policyText } from "./identity/policy-documents";
import { type PolicyKind, policyPlaces } from "./identity/policy-places";

export interface Principal {
  /** `AWS`, `Service`, `Federated`; `*` for everyone. */
  readonly kind: string;
  readonly value: string;
}

export interface IamCondition {
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
  readonly conditions: readonly IamCondition[];
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
      statements: policyAt(plan, inLayer(resource, document)),
    })),
  ),
);

/** The readable policies of some kinds, with their statements. */
export const readPolicies = (plan: EnvironmentPlan, ...kinds: readonly PolicyKind[]) =>
  policiesOf(plan).flatMap(({ resource, kind, statements }) =>
    statements && kinds.includes(kind) ? [{ resource, statements }] : [],
  );

/** The statements of the policy that an argument has, also by a local value or a policy document; undefined if it is not readable. */
export const policyAt = (plan: EnvironmentPlan, written: InLayer): Statement[] | undefined =>
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
    actions: distinct(texts(json["Action"]).map(asDocumented)),
    resources: distinct(texts(json["Resource"])),
    conditions: Object.entries(asObject(json["Condition"])).flatMap(([operator, keys]) =>
      Object.entries(asObject(keys)).map(([key, values]) => ({
        operator,
        key,
        values: conditionValues(values),
      })),
    ),
    inverted: ["NotPrincipal", "NotAction", "NotResource"].filter((name) => json[name] !== undefined),
    ...(json["NotPrincipal"] === undefined ? {} : { notPrincipals: principals(json["NotPrincipal"]) }),
    ...(json["NotAction"] === undefined ? {} : { notActions: texts(json["NotAction"]).map(asDocumented) }),
    ...(json["NotResource"] === undefined ? {} : { notResources: texts(json["NotResource"]) }),
  };
}

/** IAM reads a number and a boolean of JSON as its text. */
const conditionValues = (values: Json): string[] =>
  [values].flat().flatMap((each: Json) => (each === null || typeof each === "object" ? [] : [String(each)]));

/** An action as AWS documents it, since IAM ignores the case of its letters; a pattern and an unknown name as they are written. */
function asDocumented(action: string): string {
  const [prefix = "", name = ""] = action.split(":");
  const documented = actionsOf(prefix)?.actions.get(name.toLowerCase());
  return documented ? `${prefix.toLowerCase()}:${documented.name}` : action;
}

function principals(json: Json | undefined): Principal[] {
  if (typeof json === "string") return [{ kind: "*", value: json }];
  return Object.entries(asObject(json)).flatMap(([kind, values]) =>
    texts(values).map((value) => ({ kind, value })),
  );
}
