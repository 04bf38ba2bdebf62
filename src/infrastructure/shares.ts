import { own } from "../base/own";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { block, blocks, isTrue, type Json, type JsonObject, text, texts } from "../terraform/stack-json";
import { type IamCondition, type Principal, type Statement } from "./identity-policies";
import ACLS from "./principals-of-acls.json";
import SHARING from "./sharing-arguments.json";

/** A block that lets others in by its arguments, with the statements that a policy would have for them. */
interface Share {
  readonly resource: PlannedResource;
  readonly statements: readonly Statement[];
}

type Reading = (config: JsonObject) => readonly (Statement | undefined)[];

/**
 * Types whose arguments let others in.
 * Source: arguments from the schema of provider aws 5.100.0; what they let in from its documentation (unconfirmed).
 */
const READINGS: Readonly<Record<string, Reading>> = {
  ...Object.fromEntries(
    Object.entries(SHARING.arguments).map(([type, names]) => [
      type,
      sharing(names, own(SHARING.rights, type)),
    ]),
  ),

  // Functions
  aws_lambda_permission: (config) => [
    statement([principal(config["principal"])], ["lambda:InvokeFunction"], {
      "aws:SourceAccount": config["source_account"],
      "aws:SourceArn": config["source_arn"],
      "aws:PrincipalOrgID": config["principal_org_id"],
    }),
  ],
  aws_lambda_layer_version_permission: (config) => [
    statement([principal(config["principal"])], ["lambda:GetLayerVersion"], {
      "aws:PrincipalOrgID": config["organization_id"],
    }),
  ],
  aws_lambda_function_url: ({ authorization_type: type }) => [
    type === "NONE" ? allowing("*", "lambda:InvokeFunctionUrl") : undefined,
  ],
  aws_cloudwatch_event_permission: (config) => {
    const { key, value } = block(config["condition"]);
    const conditions = text(key) === undefined ? {} : { [text(key) ?? ""]: value };
    return [statement([principal(config["principal"])], ["events:PutEvents"], conditions)];
  },

  // Files
  aws_s3_bucket: (config) => [canned(config["acl"]), ...blocks(config["grant"]).map(granted)],
  aws_s3_bucket_acl: (config) => [
    canned(config["acl"]),
    ...blocks(block(config["access_control_policy"])["grant"]).map((each) => granted(block(each["grantee"]))),
  ],
  aws_s3_bucket_logging: (config) =>
    blocks(config["target_grant"]).map((each) => granted(block(each["grantee"]))),
  aws_s3_object: (config) => [canned(config["acl"])],
  aws_s3_bucket_object: (config) => [canned(config["acl"])],
  aws_s3_object_copy: (config) => [canned(config["acl"]), ...blocks(config["grant"]).map(granted)],

  // Keys
  aws_kms_grant: (config) => {
    const { encryption_context_equals: equal, encryption_context_subset: subset } = block(
      config["constraints"],
    );
    const context = Object.entries({ ...block(equal), ...block(subset) }).map(
      ([key, value]) => [`kms:EncryptionContext:${key}`, value] as const,
    );
    const operations = texts(config["operations"]).map((each) => `kms:${each}`);
    return [
      statement([principal(config["grantee_principal"])], operations, Object.fromEntries(context)),
      text(config["retiring_principal"]) === undefined
        ? undefined
        : statement([principal(config["retiring_principal"])], ["kms:RetireGrant"]),
    ];
  },

  // Shares
  aws_ram_resource_share: (config) => [
    isTrue(config["allow_external_principals"])
      ? statement([{ kind: "Others", value: "accounts outside the organization" }], ["ram:*"])
      : undefined,
  ],
  aws_ssm_document: (config) =>
    (text(block(config["permissions"])["account_ids"]) ?? "")
      .split(",")
      .filter((id) => id !== "")
      .map((id) => sharedWith(id)),
};

/** Blocks of an environment that let others in by their arguments. */
export const sharesOf = memoizePerPlan((plan: EnvironmentPlan): readonly Share[] =>
  Object.entries(READINGS).flatMap(([type, read]) =>
    plan.resources(type).map((resource) => ({
      resource,
      statements: read(resource.config).filter((each) => each !== undefined),
    })),
  ),
);

const principal = (value: Json | undefined): Principal => {
  const name = text(value) ?? "";
  if (name === "*") return { kind: "*", value: name };
  return { kind: /\.amazon(aws)?\.com/.test(name) ? "Service" : "AWS", value: name };
};

/** A statement whose conditions compare the values that the block has. */
function statement(
  principals: readonly Principal[],
  actions: readonly string[],
  wanted: Readonly<Record<string, Json | undefined>> = {},
): Statement {
  const conditions = Object.entries(wanted).flatMap(([key, value]): IamCondition[] =>
    text(value) === undefined
      ? []
      : [{ operator: key === "aws:SourceArn" ? "ArnLike" : "StringEquals", key, values: texts(value) }],
  );
  return { effect: "Allow", principals, actions, resources: [], conditions, inverted: [] };
}

const allowing = (who: string, action: string): Statement => statement([principal(who)], [action]);

/** A share with each of the values of some arguments. */
function sharing(names: readonly string[], right?: string): Reading {
  return (config) => names.flatMap((name) => texts(config[name]).map((who) => sharedWith(who, right)));
}

/** A share with an account, an identity, an organization or a unit of it, or all accounts. */
function sharedWith(value: Json | undefined, right = "ram:UseShare"): Statement | undefined {
  const who = text(value);
  if (who === undefined || who === "") return undefined;
  if (/^all$/i.test(who)) return allowing("*", right);
  const [, kind, id = ""] = /^arn:[^:]+:organizations::\d+:(organization|ou)\/(.+)$/.exec(who) ?? [];
  if (kind === undefined) return allowing(who, right);
  const key = kind === "ou" ? "aws:PrincipalOrgPaths" : "aws:PrincipalOrgID";
  return statement([principal("*")], [right], { [key]: id });
}

/** Principals of ACLs, by names of groups and of canned ACLs. */
const { groups: GROUPS, canned: CANNED } = ACLS as Record<"groups" | "canned", Record<string, Principal>>;

/** The statement of a canned ACL. Source: Amazon S3 user guide, "Access control list (ACL) overview" (unconfirmed). */
function canned(acl: Json | undefined): Statement | undefined {
  const who = CANNED[text(acl) ?? ""];
  return who && statement([who], ["s3:GetObject"]);
}

/** The statement of a grantee of an ACL. */
function granted({ id, uri, email, email_address: address }: JsonObject): Statement | undefined {
  const group = GROUPS[(text(uri) ?? "").split("/").at(-1) ?? ""];
  if (group) return statement([group], ["s3:GetObject"]);
  const user = text(id) ?? text(email) ?? text(address);
  return user === undefined
    ? undefined
    : statement([{ kind: "CanonicalUser", value: user }], ["s3:GetObject"]);
}
