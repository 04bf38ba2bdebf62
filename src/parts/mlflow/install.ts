import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { MLFLOW, PROMOTION, mlflowBucket, mlflowDatabase } from "./names";
import { rangesOf } from "../../environment/zones";
import { IrsaRole } from "../../platform/irsa-role";
import { promotionStatements, serverStatements } from "./resources/permissions";
import { serverLabels, serverSelector } from "./labels";
import { MlflowPods, SECRET_FILE } from "./resources/server";
import { PromotionJob } from "./resources/promotion";
import { DATABASE_ENGINES } from "../../facts/databases";
import { type Environment } from "../../environment/environment";
import { DNS_RULE, type PodTraffic } from "../../platform/pod-traffic";
import { type Hosts, type Install } from "../../platform/install";
import { partSettings } from "../../platform/part-settings";
import { MLFLOW_REPOSITORY } from "./component";
import { SERVER_PORT } from "./server-address";
import { type MlflowSettings } from "./settings";
import { mountedPassword } from "../mounted-password-install";
import { podClientsOf } from "../pod-clients";
import { builtFor } from "../../platform/part-images";
import { programNamespace } from "../../platform/model-namespace";
import { ProgramPolicies, programPolicy, gatewayRanges } from "../../platform/network-policies";
import { programData, snapshotCommand } from "../program-data-install";

/** Folder of the artifacts in their bucket. */
const ARTIFACTS = "artifacts";

/** Name of the database, and of the user that owns it. */
const DATABASE = "mlflow";

/** Database, bucket, repository and role; then the server in its own namespace. */
export const install: Install = {
  cluster: (stack, host) => {
    const { environment, location } = host;
    const scope = new Construct(stack, MLFLOW);
    const name = mlflowDatabase(environment);
    const { databaseHost, bucket, access } = programData(scope, host, {
      name,
      of: "MLflow",
      engine: "postgres",
      databaseName: DATABASE,
      bucketName: mlflowBucket(environment),
      settings: settingsOf(host),
    });
    const role = new IrsaRole(scope, "Role", {
      roleName: name,
      description: "Lets MLflow store artifacts, and read the password of its database",
      oidc: host.oidc,
      serviceAccount: { namespace: MLFLOW, name: MLFLOW },
      statements: serverStatements(location, { ...access, folder: ARTIFACTS }),
    });
    const { promotes } = settingsOf(host);
    const promotion =
      promotes.length === 0
        ? {}
        : {
            mlflow_promotion_role_arn: {
              value: new IrsaRole(scope, "promotion", {
                roleName: `${environment.names.prefix}-${PROMOTION}`,
                description: "Lets a job write versions of models to the bucket of models",
                oidc: host.oidc,
                serviceAccount: { namespace: MLFLOW, name: PROMOTION },
                statements: promotionStatements(location, host.modelBucket, promotes),
              }).arn,
              description: "Role of the job that copies versions of models",
            },
          };
    return {
      ...promotion,
      mlflow_database_host: { value: databaseHost, description: "Host name of the database of MLflow" },
      mlflow_database_secret_arn: {
        value: access.secretArn,
        description: "Secret with the password of that database, which RDS rotates",
      },
      mlflow_role_arn: { value: role.arn, description: "Role of the MLflow server" },
      mlflow_bucket: { value: bucket.bucketName, description: "Bucket of the artifacts of MLflow" },
      ...commands(host, name),
    };
  },
  platform: (stack, host) => {
    const { environment, location, cluster } = host;
    const { imageTag, uploadGiB, hosts, promotes } = settingsOf(host);
    const image = `${builtFor(environment, MLFLOW_REPOSITORY)}:${imageTag}`;
    const scope = new Construct(stack, MLFLOW);
    const namespace = programNamespace(scope, {
      name: MLFLOW,
      kubernetesVersion: environment.config.cluster.version,
      quota: quotaFor(promotes),
    });
    const clients = podClientsOf(environment, MLFLOW);
    const pages = clients.flatMap(({ host }) => host ?? []);
    const account = new ServiceAccountV1(scope, "Account", {
      metadata: {
        name: MLFLOW,
        namespace: MLFLOW,
        labels: { ...serverLabels(MLFLOW) },
        annotations: { "eks.amazonaws.com/role-arn": cluster.text("mlflow_role_arn") },
      },
      automountServiceAccountToken: false,
      dependsOn: [namespace.resource],
    });
    const s3Cidrs = gatewayRanges(scope, location.region, "s3");
    // Closes the namespace; the server and the promotion have their own policies.
    const policies = new ProgramPolicies(scope, "Policies", { namespace, programs: [] });
    const ofServer = programPolicy(policies, "Resource", serverTraffic(environment, clients), {
      namespace,
      s3Cidrs,
    });
    const secret = mountedPassword(scope, "Secret", host, {
      namespace,
      releaseName: `${MLFLOW}-secret`,
      name: MLFLOW,
      secretArn: cluster.text("mlflow_database_secret_arn"),
      file: SECRET_FILE,
    });
    new MlflowPods(scope, "Server", {
      name: MLFLOW,
      namespace,
      image,
      uploadGiB,
      database: { host: cluster.text("mlflow_database_host"), name: DATABASE },
      artifacts: `s3://${cluster.text("mlflow_bucket")}/${ARTIFACTS}`,
      region: location.region,
      hosts: [...hosts, ...pages],
      origins: pages.map((host) => `https://${host}`),
      after: [account, ...policies.resources, ofServer, secret.release],
    });
    if (promotes.length > 0)
      new PromotionJob(scope, "promotion", {
        name: PROMOTION,
        namespace,
        image,
        roleArn: cluster.text("mlflow_promotion_role_arn"),
        bucket: cluster.text("model_bucket"),
        models: promotes,
        diskGiB: uploadGiB,
        region: location.region,
        serviceCidrs: rangesOf(environment).services("sts"),
        s3Cidrs,
      });
    return {};
  },
};

/**
 * Connections of the server: names, STS, S3 and its database, and its clients in the cluster. A forwarded port and the probes of the
 * kubelet come from the node of the pod, and need no rule.
 */
const serverTraffic = (environment: Environment, clients: ReturnType<typeof podClientsOf>): PodTraffic => ({
  name: MLFLOW,
  pods: serverSelector(MLFLOW),
  labels: serverLabels(MLFLOW),
  ingress: clients.length > 0 ? [{ peers: clients, ports: [SERVER_PORT] }] : [],
  egress: [
    DNS_RULE,
    {
      peers: rangesOf(environment)
        .services("sts")
        .map((cidr) => ({ cidr })),
      ports: [443],
    },
    {
      peers: rangesOf(environment).databases.map((cidr) => ({ cidr })),
      ports: [DATABASE_ENGINES.postgres.port],
    },
  ],
  reachesS3: true,
});

/** Two pods, a third during a rollout, and as many that end; the pod of a promotion, and one that ends. */
const quotaFor = (promotes: readonly string[]) => ({
  pods: promotes.length > 0 ? "8" : "6",
  "requests.nvidia.com/gpu": "0",
  "services.loadbalancers": "0",
  "services.nodeports": "0",
});

const settingsOf = ({ environment }: Pick<Hosts["cluster"], "environment">): MlflowSettings =>
  partSettings(environment.config, MLFLOW) as MlflowSettings;

function commands(host: Hosts["cluster"], databaseName: string) {
  return {
    mlflow_image_repository: {
      value: builtFor(host.environment, MLFLOW_REPOSITORY),
      description: "Repository to which the image of images/mlflow is pushed",
    },
    mlflow_port_forward_command: {
      value: `kubectl --namespace ${MLFLOW} port-forward service/${MLFLOW} ${SERVER_PORT}:80`,
      description: `Opens MLflow on http://localhost:${SERVER_PORT} of this machine`,
    },
    mlflow_snapshot_command: {
      value: snapshotCommand(host, databaseName),
      description: "Stores a snapshot of the database of MLflow, before its image changes",
    },
  };
}
