import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { MLFLOW, PROMOTION, mlflowBucket, mlflowDatabase } from "./names";
import { rangesOf } from "../../environment/zones";
import { IrsaRole } from "../../platform/irsa-role";
import { promotionStatements, serverStatements } from "./resources/permissions";
import { serverLabels } from "./labels";
import { MlflowServer, SECRET_FILE } from "./resources/server";
import { Promotion } from "./resources/promotion";
import { ServerPolicies } from "./resources/server-policies";
import { limitNamespace } from "../../platform/limits";
import { namespaceLabels } from "../../platform/model-namespace";
import { s3Ranges } from "../../platform/s3-ranges";
import { type ClusterHost, type Install, type Installed } from "../../platform/install";
import { partSettings } from "../../platform/part-settings";
import { programData, snapshotCommand } from "../../platform/program-data-install";
import { REPOSITORY } from "./component";
import { SERVER_PORT } from "./server-address";
import { type MlflowSettings } from "./settings";
import { mountedPassword } from "../mounted-password-install";
import { podClientsOf } from "../pod-clients";
import { builtFor } from "../../platform/part-images";

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
    const image = `${builtFor(environment, REPOSITORY)}:${imageTag}`;
    const scope = new Construct(stack, MLFLOW);
    const namespace = {
      name: MLFLOW,
      resource: new NamespaceV1(scope, "Namespace", {
        metadata: {
          name: MLFLOW,
          labels: { ...namespaceLabels({ kubernetesVersion: environment.config.cluster.version }) },
        },
      }),
    };
    const clients = podClientsOf(environment, MLFLOW);
    const pages = clients.flatMap(({ host }) => host ?? []);
    limitNamespace(scope, namespace, quotaFor(promotes));
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
    const s3Cidrs = s3Ranges(scope, location.region);
    const policies = new ServerPolicies(scope, "Policies", {
      name: MLFLOW,
      namespace,
      serviceCidrs: rangesOf(environment).services,
      databaseCidrs: rangesOf(environment).cluster,
      s3Cidrs,
      clients: clients.map(({ pods, namespace: from }) => ({ pods, namespace: from })),
    });
    const secret = mountedPassword(scope, "Secret", host, {
      namespace,
      releaseName: `${MLFLOW}-secret`,
      name: MLFLOW,
      secretArn: cluster.text("mlflow_database_secret_arn"),
      file: SECRET_FILE,
    });
    new MlflowServer(scope, "Server", {
      name: MLFLOW,
      namespace,
      image,
      uploadGiB,
      database: { host: cluster.text("mlflow_database_host"), name: DATABASE },
      artifacts: `s3://${cluster.text("mlflow_bucket")}/${ARTIFACTS}`,
      region: location.region,
      hosts: [...hosts, ...pages],
      origins: pages.map((host) => `https://${host}`),
      after: [account, ...policies.resources, secret.release],
    });
    if (promotes.length > 0)
      new Promotion(scope, "promotion", {
        name: PROMOTION,
        namespace,
        image,
        roleArn: cluster.text("mlflow_promotion_role_arn"),
        bucket: cluster.text("model_bucket"),
        models: promotes,
        diskGiB: uploadGiB,
        region: location.region,
        serviceCidrs: rangesOf(environment).services,
        s3Cidrs,
      });
    return {};
  },
};

/** Two pods, a third during a rollout, and as many that end; the pod of a promotion, and one that ends. */
const quotaFor = (promotes: readonly string[]) => ({
  pods: promotes.length > 0 ? "8" : "6",
  "requests.nvidia.com/gpu": "0",
  "services.loadbalancers": "0",
  "services.nodeports": "0",
});

const settingsOf = ({ environment }: Pick<ClusterHost, "environment">): MlflowSettings =>
  partSettings(environment.config, MLFLOW) as MlflowSettings;

function commands(host: ClusterHost, databaseName: string): Installed {
  return {
    mlflow_image_repository: {
      value: builtFor(host.environment, REPOSITORY),
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
