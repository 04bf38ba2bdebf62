import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Json, type JsonObject, asObject } from "../../terraform-json/stack-json";
import { blocks, jsonIn, memoizePerPlan, texts } from "../blocks";

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

/** A role's trust policy, an identity-based policy, a resource-based policy, or an endpoint policy. */
export type PolicyKind = "trust" | "identity" | "resource" | "endpoint";

export interface Policy {
  readonly resource: PlannedResource;
  readonly kind: PolicyKind;
  /** Undefined if the policy is known after apply or is not valid JSON. */
  readonly statements: readonly Statement[] | undefined;
}

interface Place {
  readonly kind: PolicyKind;
  /** Attribute that holds the policy. */
  readonly attribute: string;
  /** True if the resource can have no policy. @default - the policy is required */
  readonly optional?: true;
}

const PLACES: Readonly<Record<string, Place>> = {
  aws_iam_role: { kind: "trust", attribute: "assume_role_policy" },
  aws_iam_role_policy: { kind: "identity", attribute: "policy" },
  aws_iam_policy: { kind: "identity", attribute: "policy" },
  aws_iam_user_policy: { kind: "identity", attribute: "policy" },
  aws_iam_group_policy: { kind: "identity", attribute: "policy" },
  aws_kms_key: { kind: "resource", attribute: "policy", optional: true },
  aws_kms_key_policy: { kind: "resource", attribute: "policy" },
  aws_s3_bucket_policy: { kind: "resource", attribute: "policy" },
  aws_sns_topic: { kind: "resource", attribute: "policy", optional: true },
  aws_sns_topic_policy: { kind: "resource", attribute: "policy" },
  aws_sqs_queue: { kind: "resource", attribute: "policy", optional: true },
  aws_sqs_queue_policy: { kind: "resource", attribute: "policy" },
  aws_backup_vault_policy: { kind: "resource", attribute: "policy" },
  aws_ecr_repository_policy: { kind: "resource", attribute: "policy" },
  aws_secretsmanager_secret_policy: { kind: "resource", attribute: "policy" },
  aws_cloudwatch_log_resource_policy: { kind: "resource", attribute: "policy_document" },
  aws_vpc_endpoint: { kind: "endpoint", attribute: "policy", optional: true },
  aws_vpc_endpoint_policy: { kind: "endpoint", attribute: "policy" },
};

/** IAM policies of all layers. */
export const policiesOf = memoizePerPlan((plan: EnvironmentPlan): readonly Policy[] =>
  Object.entries(PLACES).flatMap(([type, place]) =>
    plan.resources(type).flatMap((resource) => {
      const document = resource.config[place.attribute];
      if (document === undefined && place.optional) return [];
      return [{ resource, kind: place.kind, statements: statementsOf(document) }];
    }),
  ),
);

/** The readable policies of some kinds, with their statements. */
export const readPolicies = (plan: EnvironmentPlan, ...kinds: readonly PolicyKind[]) =>
  policiesOf(plan).flatMap(({ resource, kind, statements }) =>
    statements && kinds.includes(kind) ? [{ resource, statements }] : [],
  );

/** The statements of a policy document; undefined if it is not readable. */
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

function principals(json: Json | undefined): Principal[] {
  if (typeof json === "string") return [{ kind: "*", value: json }];
  return Object.entries(asObject(json)).flatMap(([kind, values]) =>
    texts(values).map((value) => ({ kind, value })),
  );
}
