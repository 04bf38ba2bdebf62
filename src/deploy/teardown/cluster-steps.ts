import { asObject } from "../../terraform/stack-json";
import { type RdsInstance, type TeardownFacts } from "./facts";
import { type Look, UNPROVEN, proofOf, tagsOf } from "./look";
import { type Item, type Step } from "./step";
import { wordsOf } from "./texts";

const CLUSTER = { layer: "cluster", needs: "aws" } as const;

/** Steps of the layer `cluster` in AWS, in their order. */
export const clusterSteps = (facts: TeardownFacts): Step[] => [
  ...(facts.databases.length > 0 ? [databases(facts)] : []),
  ...(facts.vaults.length > 0 ? [recoveryPoints(facts)] : []),
  ...(facts.buckets.length > 0 ? [buckets(facts)] : []),
  repositories(facts),
  ...(facts.cluster === undefined ? [] : [logGroups(facts), volumes(facts)]),
  secrets(facts),
];

const databases = (facts: TeardownFacts): Step => ({
  ...CLUSTER,
  id: "databases",
  moment: "before the plan",
  title: "protected databases",
  why: "RDS refuses to delete a database with deletion protection, or while a snapshot has the name of its last one",
  look: facts.databases.map(
    ({ name }) =>
      `aws rds describe-db-instances --region ${facts.region} --db-instance-identifier ${name} --query 'DBInstances[].DeletionProtection'`,
  ),
  find: async (look) => (await Promise.all(facts.databases.map((each) => ofDatabase(look, each)))).flat(),
});

async function ofDatabase(look: Look, database: RdsInstance): Promise<Item[]> {
  const { name, finalSnapshot } = database;
  if (!(await look.hasNamed(database))) return [];
  const [instance] = await look.listUnless(
    /DBInstanceNotFound/,
    "DBInstances",
    "rds describe-db-instances --db-instance-identifier",
    name,
  );
  const { region } = look.facts;
  const found: Item[] = [];
  if (instance?.["DeletionProtection"] === true)
    found.push({
      kind: "database",
      id: name,
      treatment: "block",
      because: `deletion protection; set deletionProtection: false of its component in the YAML and apply cluster, or run the command`,
      remove: wordsOf(
        "aws rds modify-db-instance --region",
        ...[region, "--db-instance-identifier", name, "--no-deletion-protection", "--apply-immediately"],
      ),
    });
  const snapshots =
    finalSnapshot === undefined || instance === undefined
      ? []
      : await look.listUnless(
          /DBSnapshotNotFound/,
          "DBSnapshots",
          "rds describe-db-snapshots --db-snapshot-identifier",
          finalSnapshot,
        );
  if (finalSnapshot !== undefined && snapshots.length > 0)
    found.push({
      kind: "database snapshot",
      id: finalSnapshot,
      treatment: "block",
      because: `the destroy of ${name} stores a snapshot of this name; ${UNPROVEN}; copy it under another name if it is needed`,
      remove: wordsOf(
        "aws rds delete-db-snapshot --region",
        region,
        "--db-snapshot-identifier",
        finalSnapshot,
      ),
    });
  return found;
}

const recoveryPoints = ({ vaults, region }: TeardownFacts): Step => ({
  ...CLUSTER,
  id: "recovery-points",
  moment: "before the plan",
  title: "recovery points in the vault of backups",
  why: "AWS refuses to delete a vault with recovery points; docs/parts/backups.md says how to keep or to delete them",
  look: vaults.map(
    ({ name }) =>
      `aws backup list-recovery-points-by-backup-vault --region ${region} --backup-vault-name ${name}`,
  ),
  find: async (look) => {
    const found: Item[] = [];
    for (const vault of vaults) {
      if (!(await look.hasNamed(vault))) continue;
      const command = "backup list-recovery-points-by-backup-vault --backup-vault-name";
      const errors = /ResourceNotFound|AccessDenied.*does not exist/;
      for (const point of await look.listUnless(errors, "RecoveryPoints", command, vault.name)) {
        const arn = String(point["RecoveryPointArn"]);
        found.push({
          kind: "recovery point",
          id: arn,
          treatment: "block",
          because: `a backup of ${String(point["ResourceArn"])} in ${vault.name}; no command of this project deletes it`,
          remove: wordsOf(
            "aws backup delete-recovery-point --region",
            ...[region, "--backup-vault-name", vault.name, "--recovery-point-arn", arn],
          ),
        });
      }
    }
    return found;
  },
});

const buckets = ({ buckets: names, region }: TeardownFacts): Step => ({
  ...CLUSTER,
  id: "buckets",
  moment: "before the plan",
  title: "buckets with objects",
  why: "AWS refuses to delete a bucket with a version of an object, and the destroy would stop in its middle",
  look: names.map(
    ({ name }) => `aws s3api list-object-versions --region ${region} --bucket ${name} --max-items 1`,
  ),
  find: async (look) => {
    const found: Item[] = [];
    for (const bucket of names) {
      if (!(await look.hasNamed(bucket))) continue;
      const answer = await look.aws.try(
        "s3api list-object-versions --bucket",
        bucket.name,
        "--max-items",
        "1",
      );
      if ("error" in answer && /NoSuchBucket/.test(answer.error)) continue;
      const { Versions, DeleteMarkers } = asObject("value" in answer ? answer.value : null);
      if ("value" in answer && Versions === undefined && DeleteMarkers === undefined) continue;
      found.push({
        kind: "bucket",
        id: bucket.name,
        treatment: "block",
        because:
          "value" in answer
            ? "it has objects; copy what is needed, and delete every version, or remove the bucket from the state"
            : `it cannot be listed: ${answer.error.split("\n").at(-1) ?? ""}`,
        remove: ["aws", "s3api", "list-object-versions", "--region", region, "--bucket", bucket.name],
      });
    }
    return found;
  },
});

const repositories = ({ environment, region }: TeardownFacts): Step => ({
  ...CLUSTER,
  id: "repositories",
  moment: "before the apply",
  title: "repositories with images",
  why: "ECR refuses to delete a repository with images; retained repositories are in no state",
  look: [
    `aws ecr describe-repositories --region ${region} --query "repositories[?starts_with(repositoryName, '${environment}/')].repositoryName"`,
  ],
  find: async (look) => {
    const all = await look.list("repositories", "ecr", "describe-repositories");
    const named = all.filter((each) => String(each["repositoryName"]).startsWith(`${environment}/`));
    const recorded = await look.recorded();
    return named.map(({ repositoryName, repositoryArn }): Item => {
      const name = String(repositoryName);
      const isOwn = recorded.has(String(repositoryArn));
      return {
        kind: "repository",
        id: name,
        treatment: isOwn ? "delete" : "name",
        because: isOwn ? "the state names its ARN, with all images" : `its name fits; ${UNPROVEN}`,
        remove: ["aws", "ecr", "delete-repository", "--region", region, "--repository-name", name, "--force"],
      };
    });
  },
});

const logGroups = ({ cluster, region, databases: known, logGroups: declared }: TeardownFacts): Step => {
  const prefixes = [
    `/aws/eks/${String(cluster)}/`,
    `/aws/containerinsights/${String(cluster)}/`,
    ...known.map(({ name }) => `/aws/rds/instance/${name}/`),
  ];
  return {
    ...CLUSTER,
    id: "log-groups",
    moment: "after the destroy",
    title: "log groups that AWS created after Terraform",
    why: "EKS, the agent and RDS create their log group where it is missing, without retention, and it stays on the bill",
    look: prefixes.map(
      (prefix) => `aws logs describe-log-groups --region ${region} --log-group-name-prefix ${prefix}`,
    ),
    find: async (look) => {
      // While the layer exists, Terraform destroys the groups that it declares.
      const exists = await look.hasResources("cluster");
      const found: Item[] = [];
      for (const prefix of prefixes)
        for (const group of await look.list(
          "logGroups",
          "logs describe-log-groups --log-group-name-prefix",
          prefix,
        )) {
          const name = String(group["logGroupName"]);
          if (declared.includes(name) && exists) continue;
          const isOwn = look.facts.recorded?.has(name) === true;
          found.push({
            kind: "log group",
            id: name,
            treatment: isOwn ? "delete" : "name",
            because: isOwn ? "the destroyed state named it" : `its name fits; ${UNPROVEN}`,
            remove: ["aws", "logs", "delete-log-group", "--region", region, "--log-group-name", name],
          });
        }
      return found;
    },
  };
};

const volumes = ({ cluster, environment, region }: TeardownFacts): Step => ({
  ...CLUSTER,
  id: "volumes",
  moment: "after the destroy",
  title: "volumes of claims",
  why: "a volume whose class keeps it, or whose claim ended without the driver, stays on the bill with its data",
  look: [
    `aws ec2 describe-volumes --region ${region} --filters Name=tag:ebs.csi.aws.com/cluster,Values=true Name=tag:environment,Values=${environment}`,
  ],
  find: async (look) => {
    const filter = ["--filters", "Name=tag:ebs.csi.aws.com/cluster,Values=true"];
    return (await look.list("Volumes", "ec2", "describe-volumes", ...filter)).flatMap((volume): Item[] => {
      const known = tagsOf(volume["Tags"]);
      const proof = proofOf(look.facts, known, [`kubernetes.io/cluster/${String(cluster)}`]);
      const isOfOthers = Object.keys(known).some((key) => key.startsWith("kubernetes.io/cluster/"));
      if (proof === undefined && (isOfOthers || known["environment"] !== environment)) return [];
      const id = String(volume["VolumeId"]);
      return [
        {
          kind: "volume",
          id,
          treatment: "name",
          because: `an EBS driver made it (${proof ?? `tag environment=${environment}; ${UNPROVEN}`}); it has data`,
          remove: ["aws", "ec2", "delete-volume", "--region", region, "--volume-id", id],
        },
      ];
    });
  },
});

const secrets = ({ environment, region }: TeardownFacts): Step => ({
  ...CLUSTER,
  id: "secrets",
  moment: "after the destroy",
  title: "secrets in their recovery window",
  why: "a deleted secret keeps its name for 7 to 30 days, so that a new one of this name is refused",
  look: [
    `aws secretsmanager list-secrets --region ${region} --include-planned-deletion --filters Key=tag-key,Values=environment Key=tag-value,Values=${environment}`,
  ],
  find: async (look) => {
    const filters = ["--filters", "Key=tag-key,Values=environment", `Key=tag-value,Values=${environment}`];
    const call = "secretsmanager list-secrets --include-planned-deletion";
    const found = await look.list("SecretList", call, ...filters);
    return found.flatMap((secret): Item[] => {
      if (tagsOf(secret["Tags"])["environment"] !== environment) return [];
      const isOwn = look.facts.recorded?.has(String(secret["ARN"])) === true;
      const proof = isOwn ? "the destroyed state named it" : `tag environment=${environment}; ${UNPROVEN}`;
      return [
        {
          kind: "secret",
          id: String(secret["Name"]),
          treatment: "name",
          because:
            secret["DeletedDate"] === undefined
              ? `it is not deleted (${proof})`
              : `its recovery window runs since ${String(secret["DeletedDate"])} (${proof})`,
          remove: [
            ...["aws", "secretsmanager", isOwn ? "delete-secret" : "describe-secret", "--region", region],
            ...["--secret-id", String(secret["ARN"])],
            ...(isOwn ? ["--force-delete-without-recovery"] : []),
          ],
        },
      ];
    });
  },
});
