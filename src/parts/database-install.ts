import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { DATABASE_ENGINES } from "../facts/databases";

export interface DatabaseProps {
  /** Name of the instance and its parts. */
  readonly name: string;
  readonly engine: keyof typeof DATABASE_ENGINES;
  /** Name of the database and of its owner. */
  readonly databaseName: string;
  readonly vpcId: string;
  /** Private subnets in at least two zones. */
  readonly subnetIds: readonly string[];
  /** Group of the nodes, whose pods connect. */
  readonly clientSecurityGroupId: string;
  readonly kmsKeyArn: string;
  readonly instanceClass: string;
  readonly storageGiB: number;
  /** GiB that RDS may add to the storage. 0 lets it never grow. */
  readonly growthGiB: number;
  /** Days that CloudWatch keeps its log of errors. */
  readonly logRetentionDays: number;
  readonly multiAz: boolean;
  readonly backupDays: number;
  /** Days between rotations of the password. */
  readonly passwordDays: number;
  readonly deletionProtection: boolean;
}

/** Names of the log groups of a database instance, with a `*` for the log. RDS sets them. */
export const databaseLogGroups = (name: string): string => `/aws/rds/instance/${name}/*`;

/** A private, encrypted database of RDS, which refuses connections without TLS. RDS makes its password and rotates it. */
export class Database extends Construct {
  readonly host: string;
  /** Secret with `username` and `password` as JSON. */
  readonly secretArn: string;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    const { name } = props;
    const engine = DATABASE_ENGINES[props.engine];
    const subnets = new DbSubnetGroup(this, "Subnets", {
      name,
      description: `Private subnets of ${name}`,
      subnetIds: [...props.subnetIds],
    });
    const parameters = new DbParameterGroup(this, "Parameters", {
      name,
      description: `Settings of ${name}`,
      family: engine.parameterFamily,
      parameter: engine.parameters.map((parameter) => ({ ...parameter })),
    });
    // RDS would create a missing group without key and retention.
    const logs = new CloudwatchLogGroup(this, "Logs", {
      name: databaseLogGroups(name).replace("*", engine.errorLog),
      retentionInDays: props.logRetentionDays,
      kmsKeyId: props.kmsKeyArn,
    });
    const instance = new DbInstance(this, "Resource", {
      identifier: name,
      engine: engine.engine,
      engineVersion: engine.engineVersion,
      autoMinorVersionUpgrade: true,
      instanceClass: props.instanceClass,
      storageType: "gp3",
      allocatedStorage: props.storageGiB,
      ...(props.growthGiB > 0 ? { maxAllocatedStorage: props.storageGiB + props.growthGiB } : {}),
      storageEncrypted: true,
      kmsKeyId: props.kmsKeyArn,
      dbName: props.databaseName,
      username: props.databaseName,
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: props.kmsKeyArn,
      port: engine.port,
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: [this.securityGroup(props)],
      parameterGroupName: parameters.name,
      publiclyAccessible: false,
      multiAz: props.multiAz,
      backupRetentionPeriod: props.backupDays,
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      deletionProtection: props.deletionProtection,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${name}-final`,
      enabledCloudwatchLogsExports: [engine.errorLog],
      dependsOn: [logs],
    });
    this.host = instance.address;
    this.secretArn = instance.masterUserSecret.get(0).secretArn;
    // Without it, RDS rotates every seven days. No function is needed, since RDS changes the password itself.
    new SecretsmanagerSecretRotation(this, "Rotation", {
      secretId: this.secretArn,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: props.passwordDays },
    });
  }

  /** A group that admits the nodes to the port, and sends nothing. */
  private securityGroup({ name, engine, vpcId, clientSecurityGroupId }: DatabaseProps): string {
    const { port } = DATABASE_ENGINES[engine];
    const groupName = `${name}-sg`;
    const { id } = new SecurityGroup(this, "Group", {
      vpcId,
      name: groupName,
      description: `Database ${name}`,
      tags: { Name: groupName },
    });
    const traffic = {
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      description: `pods to the database ${name}`,
    };
    new VpcSecurityGroupIngressRule(this, "from-nodes", {
      securityGroupId: id,
      referencedSecurityGroupId: clientSecurityGroupId,
      ...traffic,
      tags: { Name: `${name}-from-nodes` },
    });
    new VpcSecurityGroupEgressRule(this, "to-database", {
      securityGroupId: clientSecurityGroupId,
      referencedSecurityGroupId: id,
      ...traffic,
      tags: { Name: `nodes-to-${name}` },
    });
    return id;
  }
}
