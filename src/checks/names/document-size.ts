import { DOCUMENT_SIZES } from "../../facts/quotas";
import { groupBy } from "../../base/group-by";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { asObject, type Json } from "../../terraform/stack-json";
import { at, type Check, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const documentSize: Check = {
  ...ruleOf(TEXTS, "document-size"),
  run: (plan) => [...documents(plan), ...rolePolicies(plan), ...objects(plan)],
};

interface DocumentKind {
  readonly attribute: string;
  readonly most: number;
  readonly size: (text: string) => number;
}

/** Assumed length of an expression that is known after apply: about the length of an ARN. */
const EXPRESSION_LENGTH = 80;

const withValues = (text: string): string => text.replace(/\$\{[^{}]*\}/g, "x".repeat(EXPRESSION_LENGTH));

const characters = (text: string): number => withValues(text).length;

/** Length as IAM counts it, without white space. */
const withoutSpace = (text: string): number => withValues(text).replace(/\s/g, "").length;

const decoded = (text: string): number => Buffer.from(text, "base64").length;

const DOCUMENTS: Readonly<Record<string, DocumentKind>> = {
  aws_iam_role: { attribute: "assume_role_policy", most: DOCUMENT_SIZES.trustPolicy, size: withoutSpace },
  aws_iam_policy: { attribute: "policy", most: DOCUMENT_SIZES.managedPolicy, size: withoutSpace },
  aws_vpc_endpoint: { attribute: "policy", most: DOCUMENT_SIZES.endpointPolicy, size: characters },
  aws_s3_bucket_policy: { attribute: "policy", most: DOCUMENT_SIZES.bucketPolicy, size: characters },
  aws_kms_key: { attribute: "policy", most: DOCUMENT_SIZES.keyPolicy, size: characters },
  aws_launch_template: { attribute: "user_data", most: DOCUMENT_SIZES.userData, size: decoded },
};

const tooLong = (
  resource: PlannedResource,
  what: string,
  size: number,
  most: number,
  unit: "characters" | "bytes",
): Finding[] =>
  size > most
    ? [{ ...at(resource), message: `${what} has about ${size} ${unit}, more than the maximum of ${most}` }]
    : [];

function documents(plan: EnvironmentPlan): Finding[] {
  return Object.entries(DOCUMENTS).flatMap(([type, { attribute, most, size }]) =>
    plan.resources(type).flatMap((resource) => {
      const text = resource.config[attribute];
      return typeof text === "string"
        ? tooLong(resource, attribute, size(text), most, size === decoded ? "bytes" : "characters")
        : [];
    }),
  );
}

/** Findings on inline policies, whose sizes count together for each role. */
function rolePolicies(plan: EnvironmentPlan): Finding[] {
  const byRole = groupBy(plan.resources("aws_iam_role_policy"), ({ layer, config }) =>
    plan.identity({ layer, value: config.role }),
  );
  return [...byRole.values()].flatMap((policies) => {
    const [first] = policies as [PlannedResource];
    const size = policies.reduce((sum, { config }) => sum + withoutSpace(String(config.policy ?? "")), 0);
    return tooLong(
      first,
      "the total of the role's inline policies",
      size,
      DOCUMENT_SIZES.rolePolicies,
      "characters",
    );
  });
}

const bytes = (values: Readonly<Record<string, Json>>): number =>
  Object.entries(values).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(String(value)),
    0,
  );

function objects(plan: EnvironmentPlan): Finding[] {
  return objectsOf(plan).all.flatMap(({ kind, resource, annotations }) => [
    ...(kind === "config_map"
      ? tooLong(
          resource,
          "the data",
          bytes(asObject(resource.config["data"])),
          DOCUMENT_SIZES.objectData,
          "bytes",
        )
      : []),
    ...tooLong(
      resource,
      "the total of the annotations",
      bytes(annotations),
      DOCUMENT_SIZES.objectAnnotations,
      "bytes",
    ),
  ]);
}
