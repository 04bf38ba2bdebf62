import { type Layer } from "../../../src/base/layers";
import { type SynthesizedResource } from "../../../src/terraform/stack-json";
import { type MutableObject } from "../../mutate/edits";
import { bodyAt, objectAt, type StackChange, type Stacks } from "../change";

/** Types of objects with what another principal must not do with them. */
const OBJECTS: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:PutBucketPolicy", "s3:ListBucket"],
  aws_kms_key: [
    ...["kms:Decrypt", "kms:ScheduleKeyDeletion", "kms:PutKeyPolicy", "kms:CreateGrant", "kms:DisableKey"],
    ...["kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:RevokeGrant", "kms:DisableKeyRotation"],
  ],
  aws_ecr_repository: ["ecr:PutImage", "ecr:BatchDeleteImage", "ecr:SetRepositoryPolicy"],
  aws_sns_topic: ["sns:SetTopicAttributes", "sns:DeleteTopic", "sns:Subscribe"],
};

interface Principal {
  readonly layer: Layer;
  readonly address: string;
  readonly arn: string;
  readonly title: string;
  /** Text of its own policies, in which the names of its objects are. */
  readonly policies: string;
}

/** Rights on objects by their own policies for roles whose policies do not name the object, and nodes that read every object. */
export function entitlementDangers(stacks: Stacks): StackChange[] {
  const principals = principalsOf(stacks);
  const objects = stacks.flatMap(({ layer, stack }) =>
    Object.keys(OBJECTS).flatMap((type) => stack.resources(type).map((object) => ({ layer, object }))),
  );
  return [
    ...objects.flatMap(({ layer, object }) =>
      principals
        .filter(
          ({ policies }) => !policies.includes(nameOf(object)) && !policies.includes(`${object.address}.`),
        )
        .flatMap((principal) => [
          ...rightsOf(layer, object, principal, stacks),
          ...(object.type === "aws_kms_key" ? ownRightsOn(layer, object, principal) : []),
        ]),
    ),
    ...stacks.flatMap(({ layer, stack }) =>
      stack.resources("aws_iam_role").flatMap((role) => wideReads(layer, role)),
    ),
    ...stacks.flatMap(servicesOnLogKeys),
  ];
}

/** Services that use a key of log groups alone, each for its own account. */
const servicesOnLogKeys = ({ layer, stack }: Stacks[number]): StackChange[] =>
  stack
    .resources("aws_kms_key")
    .filter(({ address }) => {
      const users = stack
        .resources()
        .filter(
          ({ type, config }) => type !== "aws_kms_alias" && JSON.stringify(config).includes(`${address}.`),
        );
      return users.length > 0 && users.every(({ type }) => type === "aws_cloudwatch_log_group");
    })
    .flatMap(({ address, config }) => {
      const account = /arn:aws[\w-]*:iam::(\d{12}):/.exec(String(config["policy"]))?.[1] ?? "";
      return ["sns", "cloudtrail", "lambda", "ec2"].flatMap((service) =>
        ["kms:Decrypt", "kms:GenerateDataKey"].map((action) => ({
          layer,
          address,
          change: `give ${service} ${action}`,
          edit: (json: MutableObject) =>
            void extend(bodyAt(json, address), {
              Effect: "Allow",
              Principal: { Service: `${service}.amazonaws.com` },
              Action: action,
              Resource: "*",
              Condition: { StringEquals: { "aws:SourceAccount": account } },
            }),
        })),
      );
    });

const nameOf = ({ config, address }: SynthesizedResource): string =>
  String(config["bucket"] ?? config["name"] ?? address);

function principalsOf(stacks: Stacks): Principal[] {
  const account = /arn:aws[\w-]*:iam::(\d{12}):/.exec(
    JSON.stringify(stacks.map(({ stack }) => stack.json)),
  )?.[1];
  return stacks.flatMap(({ layer, stack }) =>
    stack.resources("aws_iam_role").flatMap((role) => {
      const trust = String(role.config["assume_role_policy"]);
      const isOfPods = /Federated|pods\.eks|ec2\.amazonaws/.test(trust);
      if (!isOfPods || account === undefined) return [];
      const policies = ["aws_iam_role_policy", "aws_iam_policy"]
        .flatMap((type) => stack.resources(type))
        .filter(({ config }) => String(config["role"]).includes(`${role.address}.`))
        .map(({ config }) => String(config["policy"]));
      return [
        {
          layer,
          address: role.address,
          arn: `arn:aws:iam::${account}:role/${String(role.config["name"])}`,
          title: role.name,
          policies: policies.join(),
        },
      ];
    }),
  );
}

function rightsOf(
  layer: Layer,
  object: SynthesizedResource,
  { arn, title }: Principal,
  stacks: Stacks,
): StackChange[] {
  const { type, address, name } = object;
  const stack = stacks.find((each) => each.layer === layer)?.stack;
  return (OBJECTS[type] ?? []).map((action) => {
    const bucket = String(object.config["bucket"]);
    const statement = {
      Sid: "Another",
      Effect: "Allow",
      Principal: { AWS: arn },
      Action: action,
      ...resourceOf(type, action, bucket, address),
    };
    const words = `give ${title} ${action}`;
    if (type === "aws_kms_key")
      return { layer, address, change: words, edit: (json) => void extend(bodyAt(json, address), statement) };
    const policyType = type === "aws_s3_bucket" ? "aws_s3_bucket_policy" : `${type}_policy`;
    const own = stack
      ?.resources(policyType)
      .find(({ config }) => JSON.stringify(config).includes(`${address}.`));
    if (own)
      return {
        layer,
        address: own.address,
        change: words,
        edit: (json) => void extend(bodyAt(json, own.address), statement),
      };
    return {
      layer,
      address: `${policyType}.${name}`,
      change: words,
      edit: (json) => {
        const all = objectAt(json, "resource", policyType);
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        all[`${name}_another`] = { ...holderOf(type, address), policy };
      },
    };
  });
}

/** The same rights by a policy of the role, for a key of its layer. */
const ownRightsOn = (layer: Layer, key: SynthesizedResource, principal: Principal): StackChange[] =>
  principal.layer !== layer
    ? []
    : (OBJECTS["aws_kms_key"] ?? []).map((action) => ({
        ...ownRight(principal, "key", action, `\${${key.address}.arn}`),
        change: `let ${principal.title} call ${action} on ${key.address}`,
      }));

/** A right by another policy of a role. */
const ownRight = (
  { layer, address, title }: Pick<Principal, "layer" | "address" | "title">,
  name: string,
  action: string,
  resource: string,
): StackChange => ({
  layer,
  address: `aws_iam_role_policy.${title}_${name}`,
  change: `give ${title} ${action} on ${resource}`,
  edit: (json) =>
    void (objectAt(json, "resource", "aws_iam_role_policy")[`${title}_${name}`] = {
      name,
      role: `\${${address}.name}`,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: action, Resource: resource }],
      }),
    }),
});

const holderOf = (type: string, address: string): MutableObject =>
  type === "aws_s3_bucket"
    ? { bucket: `\${${address}.id}` }
    : type === "aws_ecr_repository"
      ? { repository: `\${${address}.name}` }
      : { arn: `\${${address}.arn}` };

function resourceOf(type: string, action: string, bucket: string, address: string): MutableObject {
  if (type === "aws_ecr_repository") return {};
  if (type === "aws_s3_bucket")
    return { Resource: /Object$/.test(action) ? `arn:aws:s3:::${bucket}/*` : `arn:aws:s3:::${bucket}` };
  return { Resource: type === "aws_kms_key" ? "*" : `\${${address}.arn}` };
}

/** Adds a statement to the policy of a block. */
function extend(block: MutableObject, statement: MutableObject): void {
  const policy = JSON.parse(String(block["policy"])) as MutableObject;
  policy["Statement"] = [...[policy["Statement"] ?? []].flat(), statement] as MutableObject[];
  block["policy"] = JSON.stringify(policy);
}

/** Rights of a role on all objects of a kind. */
const WIDE: readonly (readonly [action: string, resource: string])[] = [
  ["s3:GetObject", "*"],
  ["s3:GetObject", "arn:aws:s3:::*/*"],
  ["s3:*", "arn:aws:s3:::*"],
  ["secretsmanager:GetSecretValue", "*"],
  ["kms:Decrypt", "*"],
  ["ssm:GetParameter", "*"],
  ["ecr:PutImage", "*"],
  ["sqs:ReceiveMessage", "*"],
  ["dynamodb:Scan", "*"],
];

const wideReads = (layer: Layer, { address, name }: SynthesizedResource): StackChange[] =>
  WIDE.map(([action, resource]) => ownRight({ layer, address, title: name }, "wide", action, resource));
