import { accountOf, secretObjectsOf } from "../../../infrastructure/kubernetes-pods";
import {
  decryptGrant,
  grant,
  grantProblems,
  type GrantText,
  heldGrants,
} from "../../../infrastructure/identity-grants";
import { type Role, accountKey, rolesOf } from "../../../infrastructure/identity-roles";
import { items } from "../../../infrastructure/kubernetes-api";
import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asArray, asObject, type JsonObject, text, texts } from "../../../terraform/stack-json";
import { type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { logInProxiesOf } from "../model/proxies";
import TEXTS from "./texts.json";

export const logInSecret: Check = {
  ...ruleOf(TEXTS, "log-in-secret"),
  run: (plan) => logInProxiesOf(plan).flatMap(({ pods }) => findings(plan, pods)),
};

function findings(plan: EnvironmentPlan, pods: Pods): Finding[] {
  const { owner } = pods;
  const account = accountKey(owner.namespace, accountOf(plan, pods));
  const [role] = rolesOf(plan).trusting(account);
  const objects = objectsOfMounts(plan, pods);
  return [
    ...combinedFinding(owner.resource, `pods of ${owner.name}`, [
      ...(role ? [] : [`no role trusts ${account}, so they mount no secret`]),
      ...missingFiles(pods, objects),
    ]),
    ...(role
      ? combinedFinding(
          role.resource,
          `permissions of ${role.name}`,
          grantProblems(plan, role, wantedGrants(plan, role, objects)),
        )
      : []),
  ];
}

/** The file of the environment names the key of the secret, which no stack shows. */
function wantedGrants(plan: EnvironmentPlan, role: Role, objects: readonly JsonObject[]): GrantText[] {
  return [
    ...objects.flatMap(({ objectName }) =>
      ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"].map((action) =>
        grant(action, text(objectName) ?? ""),
      ),
    ),
    ...heldGrants(plan, role)
      .filter((each) => each === decryptGrant(plan, ONE_KEY.exec(each)?.[1] ?? "", "secretsmanager"))
      .slice(0, 1),
  ];
}

const ONE_KEY = /^kms:Decrypt on (arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+) if /;

/** Objects of Secrets Manager that pods mount. */
const objectsOfMounts = (plan: EnvironmentPlan, { owner, spec }: Pods): JsonObject[] =>
  items(spec.volumes).flatMap((volume) => secretObjectsOf(plan, owner.namespace, volume));

/** Files that arguments name and no mount has. */
function missingFiles({ containers }: Pods, objects: readonly JsonObject[]): string[] {
  const aliases = objects.flatMap(({ jmesPath }) =>
    asArray(jmesPath).flatMap((each) => text(asObject(each)["objectAlias"]) ?? []),
  );
  return containers.flatMap(({ config }) => {
    const files = items(config.volumeMounts).flatMap(({ mountPath }) =>
      aliases.map((alias) => `${text(mountPath) ?? ""}/${alias}`),
    );
    return texts(config.args)
      .flatMap((each) => /^--(?:client|cookie)-secret-file=(.*)$/.exec(each)?.[1] ?? [])
      .filter((file) => !files.includes(file))
      .map((file) => `no mounted secret is the file ${file}`);
  });
}
