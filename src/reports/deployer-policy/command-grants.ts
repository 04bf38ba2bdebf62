import { COMMAND_CALLS, type CommandUse } from "./facts/command-calls";
import { type Layer } from "../../base/layers";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { homeOf } from "../../infrastructure/text-references";
import { promotedVersions } from "../../infrastructure/pinned-content";
import { serviceDomain } from "../../facts/aws";
import { roleBoundariesOf } from "../../deploy/role-boundary";
import { type Grant, type GrantScope } from "./grants";
import { LayerNames } from "./layer-names";
import { anyObject, scopesOf } from "./scopes";

/** Services without regions, which a condition on regions would refuse. */
const GLOBAL = /^(iam|route53|sts):/;

/** Permissions of the commands that call AWS without Terraform, for some layers of an environment. */
export function commandGrants(plan: EnvironmentPlan, layers: readonly Layer[], use: CommandUse): Grant[] {
  const names = new LayerNames(plan, layers);
  const grants = COMMAND_CALLS[use].flatMap(({ actions, lists }) =>
    actions.flatMap((action) =>
      (lists ? [anyObject(names, GLOBAL.test(action))] : scopes(action, names)).map((scope): Grant => ({
        action,
        isRead: true,
        ...scope,
      })),
    ),
  );
  return use === "operate" && layers.includes("models") ? [...grants, ...contentGrants(names)] : grants;
}

/** Verify reads manifests of promoted versions and the checksums of their objects, for which S3 uses the key of the bucket. */
const contentGrants = (names: LayerNames): Grant[] =>
  promotedVersions(names.plan).flatMap(({ bucket, prefix, digest, manifest }): Grant[] => {
    const home = homeOf(names.plan);
    const resources = [manifest, `${prefix}*`].map((key) => bucketArn(names, `${bucket}/${key}`));
    const condition = {
      StringEquals: { "kms:ViaService": `s3.${home.region}.${serviceDomain(home)}` },
      // The bucket with a bucket key, and the object without one.
      StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn(names, bucket), ...resources] },
    };
    const keys = { resources: names.regional("kms", ["key/*"]), condition };
    const calls = [
      { action: "s3:GetObject", resources },
      { action: "kms:Decrypt", ...keys },
    ];
    return digest === undefined ? [] : calls.map((each) => ({ ...each, isRead: true }));
  });

function scopes(action: string, names: LayerNames): readonly GrantScope[] {
  const own = OWN[action];
  return own === undefined
    ? scopesOf(action, names)
    : own(names).filter(({ resources }) => resources.length > 0);
}

/** Objects of the commands that differ from those of Terraform. */
const OWN: Readonly<Record<string, (names: LayerNames) => GrantScope[]>> = {
  // Deploy reads which states exist; the destruction of the state layer empties its buckets.
  "s3:GetObject": (names) => [
    {
      resources: names
        .ownStates()
        .flatMap(({ bucket, key }) =>
          [key, `${key}.tflock`].map((object) => bucketArn(names, `${bucket}/${object}`)),
        ),
    },
  ],
  // Deploy looks for the boundaries of the emitted roles.
  "iam:GetPolicy": ({ plan }) => [{ resources: roleBoundariesOf(plan) }],
  "s3:DeleteObject": (names) => [
    { resources: stateBuckets(names).map((bucket) => bucketArn(names, `${bucket}/*`)) },
  ],
  "s3:DeleteObjectVersion": (names) => [
    { resources: stateBuckets(names).map((bucket) => bucketArn(names, `${bucket}/*`)) },
  ],
  // Retained repositories are in no state; a teardown looks for the folder of the environment.
  "ecr:DeleteRepository": (names) => [
    { resources: names.regional("ecr", [`repository/${names.plan.name}/*`]) },
  ],
  // Groups that EKS, the agent and RDS make.
  "logs:DeleteLogGroup": (names) => [
    {
      resources: names.regional("logs", [
        ...names
          .of(["aws_eks_cluster"], "name")
          .flatMap((name) => [`log-group:/aws/eks/${name}/*`, `log-group:/aws/containerinsights/${name}/*`]),
        ...names.of(["aws_db_instance"], "identifier").map((name) => `log-group:/aws/rds/instance/${name}/*`),
      ]),
    },
  ],
  // Public parameters of AWS with the newest releases of nodes.
  "ssm:GetParameter": (names) => [
    {
      resources: names.regions.map(
        (region) => `arn:${names.partition}:ssm:${region}::parameter/aws/service/*`,
      ),
    },
  ],
};

const bucketArn = (names: LayerNames, object: string): string => `arn:${names.partition}:s3:::${object}`;

/** Buckets of the state layer, and that of the states. */
const stateBuckets = (names: LayerNames): string[] => [
  ...new Set([
    ...names.ownStates().map(({ bucket }) => bucket),
    ...names.plan
      .resources("aws_s3_bucket")
      .filter(({ layer }) => layer === "state")
      .map(({ config }) => String(config.bucket)),
  ]),
];
