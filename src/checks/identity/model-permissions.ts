import { bucketArn } from "../../core/aws";
import { block, blocks, jsonIn, memoizePerPlan, combinedFinding, text, valueOf } from "../../analysis/blocks";
import { homeOf } from "../../analysis/home";
import { type Role, accountKey, rolesOf } from "../../analysis/identity/roles";
import { customObjectsOf } from "../../analysis/kubernetes/custom-objects";
import { type Pods, mainContainer, objectsOf } from "../../analysis/kubernetes/objects";
import { resolveReferences } from "../../analysis/references";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Json, asArray, asObject } from "../../terraform-json/stack-json";
import { type Check } from "../check";

export const modelPermissions: Check = {
  id: "model-permissions",
  severity: "error",
  title:
    "the role of a model reads exactly the bucket prefix and the secrets that its pods are configured with",
  why: "with fewer permissions the model cannot load; with more it can read the data of other models",
  fix: "match the role's policy with MODEL_BUCKET, MODEL_PREFIX and the SecretProviderClass of the model",
  source:
    "IAM user guide, grant least privilege; Secrets Manager guide, Use ASCP with IRSA (read 2026-11-20)",
  scannerRules: ["CKV_AWS_288", "CKV_AWS_355"],
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) => {
      const { owner, spec } = pods;
      const account = accountKey(owner.namespace, text(spec["service_account_name"]) ?? "default");
      const [role] = rolesOf(plan).trusting(account);
      const settings = settingsOf(plan, pods);
      if (!role) {
        const isUnneeded = settings.bucket === undefined && settings.secrets.length === 0;
        return combinedFinding(
          owner.resource,
          `pods of ${owner.name}`,
          isUnneeded ? [] : [`no role trusts ${account}, so they can read no files and no secrets`],
        );
      }
      return combinedFinding(role.resource, `permissions of ${role.name}`, problems(plan, role, settings));
    }),
};

/** Data that the pods of a model are configured with. */
interface Settings {
  readonly bucket: string | undefined;
  readonly prefix: string | undefined;
  /** Names of secrets in Secrets Manager. */
  readonly secrets: readonly string[];
}

/** One permission of a role: an action on a resource, under conditions. */
type Grant = string;

const grant = (action: string, resource: string, condition = ""): Grant =>
  `${action} on ${resource}${condition === "" ? "" : ` if ${condition}`}`;

function problems(plan: EnvironmentPlan, role: Role, settings: Settings): string[] {
  if (settings.bucket !== undefined && settings.prefix === undefined)
    return ["its pods have MODEL_BUCKET without MODEL_PREFIX"];
  const wanted = new Set(wantedGrants(plan, settings));
  const held = new Set(heldGrants(plan, role));
  const keys = settings.bucket === undefined ? undefined : bucketKeys(plan).get(settings.bucket);
  const optional = (each: Grant): boolean =>
    keys === undefined && /^kms:Decrypt on arn:[^*]+:key\/[^*]+$/.test(each);
  return [
    ...[...wanted].filter((each) => !held.has(each)).map((each) => `missing ${each}`),
    ...[...held]
      .filter((each) => !wanted.has(each) && !optional(each))
      .map((each) => `not needed by its pods: ${each}`),
    ...role.managed.map((policy) => `not needed by its pods: ${policy}`),
  ];
}

function wantedGrants(plan: EnvironmentPlan, { bucket, prefix = "", secrets }: Settings): Grant[] {
  const home = homeOf(plan);
  const secretArn = (name: string) =>
    `arn:${home.partition}:secretsmanager:${home.region}:${home.accountId}:secret:${name}-??????`;
  const arn = bucket === undefined ? "" : bucketArn(home, bucket);
  const key = bucket === undefined ? undefined : bucketKeys(plan).get(bucket);
  return [
    ...(bucket === undefined
      ? []
      : [
          grant("s3:GetObject", `${arn}/${prefix}*`),
          grant("s3:ListBucket", arn, `StringLike s3:prefix ${prefix}*`),
        ]),
    ...(key === undefined ? [] : [grant("kms:Decrypt", key)]),
    ...secrets.flatMap((name) =>
      ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"].map((action) =>
        grant(action, secretArn(name)),
      ),
    ),
  ];
}

function heldGrants(plan: EnvironmentPlan, role: Role): Grant[] {
  const { layer } = role.resource;
  return role.statements.flatMap(({ effect, actions, resources, conditions }) => {
    const where = conditions
      .map(({ operator, key, values }) => `${operator} ${key} ${values.join(",")}`)
      .join(" and ");
    return actions.flatMap((action) =>
      resources.map((resource) =>
        grant(
          effect === "Allow" ? action : `${effect} ${action}`,
          resolveReferences(plan, { layer, value: resource }),
          where,
        ),
      ),
    );
  });
}

/** The key of each bucket of this environment, by the bucket's name. */
const bucketKeys = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, string> => {
  const keys = new Map<string, string>();
  for (const each of plan.resources("aws_s3_bucket_server_side_encryption_configuration")) {
    const byDefault = block(block(each.config["rule"])["apply_server_side_encryption_by_default"]);
    const key = byDefault["kms_master_key_id"];
    if (key === undefined) continue;
    keys.set(
      resolveReferences(plan, valueOf(each, each.config["bucket"])),
      resolveReferences(plan, valueOf(each, key)),
    );
  }
  return keys;
});

function settingsOf(plan: EnvironmentPlan, pods: Pods): Settings {
  const { owner, spec } = pods;
  const variables = environmentOf(plan, pods);
  const classes = blocks(spec["volume"]).flatMap(
    (volume) => text(block(block(volume["csi"])["volume_attributes"])["secretProviderClass"]) ?? [],
  );
  const secrets = classes.flatMap((name) => secretNames(plan).get(`${owner.namespace}/${name}`) ?? []);
  return { bucket: variables["MODEL_BUCKET"], prefix: variables["MODEL_PREFIX"], secrets };
}

/** Environment variables of the main container with known values. */
function environmentOf(plan: EnvironmentPlan, pods: Pods): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  const config = mainContainer(pods)?.config ?? {};
  for (const from of blocks(config["env_from"])) {
    const name = text(block(from["config_map_ref"])["name"]) ?? "";
    const map = objectsOf(plan).find("config_map", pods.owner.namespace, name);
    for (const [key, value] of Object.entries(block(map?.resource.config["data"]))) {
      variables[key] = resolveReferences(plan, { layer: pods.owner.resource.layer, value });
    }
  }
  for (const variable of blocks(config["env"])) {
    const name = text(variable["name"]);
    if (name !== undefined && variable["value"] !== undefined)
      variables[name] = resolveReferences(plan, valueOf(pods.owner.resource, variable["value"]));
  }
  return variables;
}

/** Names of secrets in Secrets Manager, by namespace and name of their SecretProviderClass. */
const secretNames = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, readonly string[]> =>
    new Map(
      customObjectsOf(plan)
        .filter(({ kind }) => kind === "SecretProviderClass")
        .map(({ namespace, name, spec }) => [
          `${namespace}/${name}`,
          objectNames(asObject(spec["parameters"])["objects"]),
        ]),
    ),
);

const objectNames = (objects: Json | undefined): string[] =>
  asArray(jsonIn(objects)).flatMap((item) => text(asObject(item)["objectName"]) ?? []);
