import { type Construct } from "constructs";
import { EncryptionKey } from "../platform/encryption-key";
import { type Hosts } from "../platform/install";
import { Database, type DatabaseProps, databaseLogGroups } from "./database-install";
import { type DatabaseSettings, storageGrowth } from "./database-settings";
import { PrivateBucket } from "../platform/private-bucket";

interface ProgramDataProps {
  /** Name of the database instance, and of the alias of the key. */
  readonly name: string;
  /** Whose data it is, in descriptions. */
  readonly of: string;
  readonly engine: DatabaseProps["engine"];
  /** Name of the database, and of the user that owns it. */
  readonly databaseName: string;
  readonly bucketName: string;
  /** Settings of the part. */
  readonly settings: {
    readonly passwordDays: number;
    readonly database: DatabaseSettings;
  };
}

/** Database, password and artifacts of a program that has no other state, with one key. */
export function programData(
  scope: Construct,
  host: Hosts["cluster"],
  { name, of, engine, databaseName, bucketName, settings: { passwordDays, database } }: ProgramDataProps,
) {
  const { environment, location } = host;
  const key = new EncryptionKey(scope, "key", {
    location,
    alias: `alias/${name}`,
    description: `Database, password and artifacts of ${of} in ${environment.names.prefix}`,
    logGroups: [databaseLogGroups(name)],
    preventDestroy: true,
  });
  const { host: databaseHost, secretArn } = new Database(scope, "Database", {
    name,
    engine,
    databaseName,
    vpcId: host.network.text("vpc_id"),
    subnetIds: host.subnetIds,
    clientSecurityGroupId: host.network.text("eks_nodes_security_group_id"),
    kmsKeyArn: key.arn,
    logRetentionDays: environment.config.cluster.logRetentionDays,
    passwordDays,
    ...database,
    growthGiB: storageGrowth(database),
  });
  const bucket = new PrivateBucket(scope, "artifacts", {
    bucketName,
    kmsKeyArn: key.arn,
    intelligentTiering: true,
    ...(environment.config.accessLogs ? { logs: { bucketName: environment.names.logBucket } } : {}),
  });
  return { databaseHost, bucket, access: { bucketArn: bucket.arn, secretArn, kmsKeyArn: key.arn } };
}

/** Command that stores a snapshot of a database instance, with the time in its name. */
export const snapshotCommand = ({ location }: Hosts["cluster"], databaseName: string): string =>
  `aws rds create-db-snapshot --region ${location.region} --db-instance-identifier ${databaseName} --db-snapshot-identifier ${databaseName}-before-upgrade-$(date +%Y%m%d%H%M%S)`;
