import {
  decryptGrant,
  fileGrants,
  grant,
  grantProblems,
  type GrantText,
  statedGrants,
} from "../../infrastructure/identity-grants";
import { type Statement } from "../../infrastructure/identity-policies";
import { accountKey, type Role, rolesOf } from "../../infrastructure/identity-roles";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { pinnedContent } from "../../infrastructure/pinned-content";
import { hasRecord, OF_THE_FILE, type StatedModel } from "../../infrastructure/stated";
import { claims } from "../../infrastructure/claims";
import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { asArray, asObject, type Json, jsonIn, text } from "../../terraform/stack-json";
import { type Check, type CheckProblem, combinedFinding, ruleOf } from "../check";
import { items } from "../../infrastructure/kubernetes-api";
import { accountOf, variablesOf } from "../../infrastructure/kubernetes-pods";
import { homeOf } from "../../infrastructure/text-references";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";
import { platformProgramsOf } from "../../infrastructure/kubernetes-programs";
import { groupBy } from "../../base/group-by";
import TEXTS from "./texts.json";

type StatedPermission = StatedModel["permissions"][number];

export const modelPermissions: Check = {
  ...ruleOf(TEXTS, "model-permissions"),
  run: (plan, { statedOf }) =>
    objectsOf(plan).pods.flatMap((pods) => {
      // `tracking-permissions` and `pipeline-permissions` have their own.
      if (platformProgramsOf(plan).of(pods)) return [];
      const { owner } = pods;
      const account = accountKey(owner.namespace, accountOf(plan, pods));
      const [role] = rolesOf(plan).trusting(account);
      const ofFile = statedOf(plan.name);
      const settings = {
        ...settingsOf(plan, pods),
        stated: ofFile.models.get(owner.programName)?.permissions ?? [],
        isJudged: ({ sid = "" }: Statement): boolean => hasRecord(ofFile) || !OF_THE_FILE.test(sid),
      };
      if (!role) {
        const isUnneeded =
          settings.bucket === undefined && settings.secrets.length === 0 && settings.stated.length === 0;
        return combinedFinding(
          owner.resource,
          `pods of ${owner.name}`,
          isUnneeded ? [] : [`no role trusts ${account}, so they can read no files and no secrets`],
        );
      }
      return combinedFinding(
        role.resource,
        `permissions of ${role.name}`,
        roleProblems(plan, role, settings),
      );
    }),
};

/** Data that the pods of a model are configured with. */
interface Settings {
  readonly bucket: string | undefined;
  readonly prefix: string | undefined;
  /** The manifest with which an init container compares the files, or none. */
  readonly named: string[];
  /** Names of secrets in Secrets Manager. */
  readonly secrets: readonly string[];
  /** Statements that the file of the environment adds. */
  readonly stated: readonly StatedPermission[];
  /** Whether a statement is judged. */
  readonly isJudged: (statement: Statement) => boolean;
}

function roleProblems(plan: EnvironmentPlan, role: Role, settings: Settings): CheckProblem[] {
  if (settings.bucket !== undefined && settings.prefix === undefined)
    return ["its pods have MODEL_BUCKET without MODEL_PREFIX"];
  const judged = { ...role, statements: role.statements.filter(settings.isJudged) };
  return [
    ...settings.secrets
      .filter((name) => secretKeys(plan).get(name) === undefined)
      .map((name) => `no plan verifies the key of secret ${name}`),
    ...grantProblems(plan, judged, wantedGrants(plan, settings)),
  ];
}

function wantedGrants(
  plan: EnvironmentPlan,
  { bucket, prefix = "", named, secrets, stated }: Settings,
): GrantText[] {
  const home = homeOf(plan);
  const secretArn = (name: string) =>
    `arn:${home.partition}:secretsmanager:${home.region}:${home.accountId}:secret:${name}-??????`;
  const byKey = groupBy(secrets, (name) => secretKeys(plan).get(name));
  return [
    ...(bucket === undefined ? [] : fileGrants(plan, prefix, { bucket, named })),
    ...[...byKey].flatMap(([secretKey, names]) =>
      secretKey === undefined || secretKey === DEFAULT_KEY
        ? []
        : [decryptGrant(plan, secretKey, "secretsmanager", { SecretARN: names.map(secretArn) })],
    ),
    ...secrets.flatMap((name) =>
      ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"].map((action) =>
        grant(action, secretArn(name)),
      ),
    ),
    ...statedGrants(stated),
  ];
}

/** The AWS managed key of Secrets Manager, which every role of the account may use. */
const DEFAULT_KEY = "alias/aws/secretsmanager";

/**
 * The key of each secret, by the secret's name: the one that a postcondition verifies. Secrets without such a postcondition
 * are missing.
 */
const secretKeys = memoizePerPlan((plan: EnvironmentPlan): ReadonlyMap<string, string> => {
  const { partition, region, accountId } = homeOf(plan);
  const keys = new Map<string, string>();
  for (const { config } of plan.resources("data.aws_secretsmanager_secret")) {
    const name = text(config.name);
    if (name === undefined) continue;
    for (const parts of claims(config, `contains(KEYS, coalesce(self.kms_key_id, "${DEFAULT_KEY}"))`)) {
      const [key = "", second, ...others] = parts
        .items("KEYS")
        .map((each) => (each.kind === "constant" ? String(each.value) : ""));
      const id = /:key\/([^/]+)$/.exec(key)?.[1];
      const isDefault =
        key === DEFAULT_KEY && second === `arn:${partition}:kms:${region}:${accountId}:${DEFAULT_KEY}`;
      // An id without an account is a key of this account.
      const isOwn = key.startsWith(`arn:${partition}:kms:${region}:${accountId}:key/`);
      const isKey = id !== undefined && (second === undefined || (isOwn && second === id));
      if (others.length === 0 && (isDefault || isKey)) keys.set(name, key);
    }
  }
  return keys;
});

function settingsOf(plan: EnvironmentPlan, pods: Pods): Omit<Settings, "stated" | "isJudged"> {
  const { owner, spec } = pods;
  const variables = variablesOf(plan, pods);
  const classes = items(spec.volumes).flatMap(
    (volume) => text(asObject(volume.csi?.volumeAttributes)["secretProviderClass"]) ?? [],
  );
  const secrets = classes.flatMap((name) => secretNames(plan).get(`${owner.namespace}/${name}`) ?? []);
  const manifest = pinnedContent(plan, pods)?.manifest;
  const named = manifest === undefined ? [] : [manifest];
  return { bucket: variables["MODEL_BUCKET"], prefix: variables["MODEL_PREFIX"], named, secrets };
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
