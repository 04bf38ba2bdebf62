import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  KUBEFLOW_PIPELINES,
  KUBEFLOW_PIPELINES_NAMESPACE,
  kubeflowPipelinesBucket,
  kubeflowPipelinesDatabase,
} from "./names";
import { rangesOf } from "../../environment/zones";
import { CustomResources } from "../../platform/custom-resources";
import { IrsaRole } from "../../platform/irsa-role";
import { API_SERVER, ApiServer, type ApiServerProps } from "./resources/api-server";
import { definitions } from "./resources/definitions";
import { DATABASE_PORT, PASSWORD_CLASS, PASSWORD_FILE } from "./resources/database-client";
import { Metadata } from "./resources/metadata";
import { METADATA_SERVICE } from "./resources/metadata-ports";
import { kubeflowPipelinesStatements } from "./resources/permissions";
import { RunControllers } from "./resources/run-controllers";
import { STEPS_ACCOUNT, STEP_DEFAULTS, Steps } from "./resources/steps";
import { USER_INTERFACE, UserInterface } from "./resources/user-interface";
import { WorkflowController } from "./resources/workflow-controller";
import { serviceDomain } from "../../facts/aws";
import { MLFLOW_SERVER, MLFLOW_URI } from "../mlflow/server-address";
import { type Hosts, type Install } from "../../platform/install";
import { partSettings } from "../../platform/part-settings";
import { STEPS_REPOSITORY } from "./component";
import { type KubeflowPipelinesSettings } from "./settings";
import { pipelinesTraffic } from "./traffic";
import { mountedPassword } from "../mounted-password-install";
import { podPeersOf } from "../pod-clients";
import { builtFor, pulledImage } from "../../platform/part-images";
import { programNamespace } from "../../platform/model-namespace";
import { ProgramPolicies, gatewayRanges } from "../../platform/network-policies";
import { programData, snapshotCommand } from "../program-data-install";

/** Name of the database of the API server, and of the user that owns it. */
const DATABASE = "mlpipeline";

/** Roles in IAM, by the name of the service account. */
const ROLES = [
  {
    statements: "api",
    account: API_SERVER,
    description: "Lets Kubeflow Pipelines read artifacts and its password",
  },
  {
    statements: "metadata",
    account: METADATA_SERVICE,
    description: "Lets the store of metadata read its password",
  },
  {
    statements: "ui",
    account: USER_INTERFACE,
    description: "Lets the pages of Kubeflow Pipelines read artifacts",
  },
  {
    statements: "steps",
    account: STEPS_ACCOUNT,
    description: "Lets steps of pipelines read and write artifacts",
  },
] as const;

/** Database, bucket, repository and roles; then the programs in their own namespace. */
export const install: Install = {
  cluster: (stack, host) => {
    const { environment, location } = host;
    const scope = new Construct(stack, KUBEFLOW_PIPELINES);
    const name = kubeflowPipelinesDatabase(environment);
    const { databaseHost, bucket, access } = programData(scope, host, {
      name,
      of: "pipelines",
      engine: "mysql",
      databaseName: DATABASE,
      bucketName: kubeflowPipelinesBucket(environment),
      settings: settingsOf(host),
    });
    const allowed = kubeflowPipelinesStatements(location, access, settingsOf(host).stepsReach.buckets);
    const roles = Object.fromEntries(
      ROLES.map(({ statements, account, description }) => [
        `kubeflow_pipelines_${statements}_role_arn`,
        {
          value: new IrsaRole(scope, statements, {
            roleName: `${name}-${statements}`,
            description,
            oidc: host.oidc,
            serviceAccount: { namespace: KUBEFLOW_PIPELINES_NAMESPACE, name: account },
            statements: allowed[statements],
          }).arn,
          description: `Role of ${account}`,
        },
      ]),
    );
    return {
      kubeflow_pipelines_database_host: {
        value: databaseHost,
        description: "Host name of the database of Kubeflow Pipelines",
      },
      kubeflow_pipelines_database_secret_arn: {
        value: access.secretArn,
        description: "Secret with the password of that database, which RDS rotates",
      },
      kubeflow_pipelines_bucket: {
        value: bucket.bucketName,
        description: "Bucket of the artifacts of pipelines",
      },
      ...roles,
      ...commands(host, name),
    };
  },
  platform: (stack, host) => {
    const { environment, location, cluster, apiServerIp } = host;
    const { config } = environment;
    const settings = settingsOf(host);
    const { stepsReach } = settings;
    const scope = new Construct(stack, KUBEFLOW_PIPELINES);
    const namespace = programNamespace(scope, {
      name: KUBEFLOW_PIPELINES_NAMESPACE,
      kubernetesVersion: config.cluster.version,
      quota: quotaOf(settings),
      defaults: STEP_DEFAULTS,
    });
    const policies = new ProgramPolicies(scope, "Policies", {
      namespace,
      programs: pipelinesTraffic({
        serviceCidrs: rangesOf(environment).services("sts"),
        databaseCidrs: rangesOf(environment).databases,
        apiServerIp: apiServerIp(),
        databasePort: DATABASE_PORT,
        ofSteps: stepsReach.mlflow ? [MLFLOW_SERVER] : [],
        ofPages: podPeersOf(environment, KUBEFLOW_PIPELINES),
      }),
      s3Cidrs: gatewayRanges(scope, location.region, "s3"),
    });
    const kinds = new CustomResources(scope, "definitions", {
      releaseName: `${KUBEFLOW_PIPELINES}-definitions`,
      namespace: namespace.name,
      resources: definitions(),
      dependsOn: [namespace.resource],
    });
    const password = mountedPassword(scope, "password", host, {
      namespace,
      releaseName: `${KUBEFLOW_PIPELINES}-password`,
      name: PASSWORD_CLASS,
      secretArn: cluster.text("kubeflow_pipelines_database_secret_arn"),
      file: "database",
      fields: { password: PASSWORD_FILE },
    });
    const database = {
      host: cluster.text("kubeflow_pipelines_database_host"),
      name: DATABASE,
      user: DATABASE,
    };
    const artifacts = {
      bucket: kubeflowPipelinesBucket(environment),
      endpoint: `s3.${location.region}.${serviceDomain(location)}`,
      region: location.region,
    };
    const after = [...policies.resources, kinds.release];
    createPrograms(scope, host, { namespace, database, artifacts, after, password: password.release });
    return {};
  },
};

/** The programs, after the policies of their network and the kinds of their objects. */
function createPrograms(
  scope: Construct,
  { environment, cluster }: Hosts["platform"],
  { namespace, database, artifacts, after, password }: ProgramsProps,
): void {
  const { stepsImageTag, stepsReach } = settingsOf({ environment });
  const image = (role: string) => pulledImage(environment, KUBEFLOW_PIPELINES, role);
  const stepsImage = `${builtFor(environment, STEPS_REPOSITORY)}:${stepsImageTag}`;
  const shared = { namespace, after };
  const ofDatabase = { stepsImage, after: [...after, password] };
  const steps = new Steps(scope, "steps", {
    namespace,
    artifacts,
    roleArn: cluster.text("kubeflow_pipelines_steps_role_arn"),
  });
  new Metadata(scope, "metadata", {
    ...shared,
    ...ofDatabase,
    image: image("metadata"),
    proxyImage: image("metadata-proxy"),
    database,
    roleArn: cluster.text("kubeflow_pipelines_metadata_role_arn"),
  });
  new ApiServer(scope, "api-server", {
    ...shared,
    ...ofDatabase,
    image: image("api-server"),
    runImages: { driver: image("driver"), launcher: image("launcher") },
    database,
    artifacts,
    roleArn: cluster.text("kubeflow_pipelines_api_role_arn"),
  });
  new RunControllers(scope, "RunControllers", {
    ...shared,
    images: { persistenceAgent: image("persistence-agent"), schedules: image("schedules") },
  });
  new WorkflowController(scope, "workflow-controller", {
    ...shared,
    image: image("workflow-controller"),
    executorImage: image("executor"),
    stepVariables: stepsReach.mlflow ? { MLFLOW_TRACKING_URI: MLFLOW_URI } : {},
    after: [...after, ...steps.ready],
  });
  new UserInterface(scope, "user-interface", {
    ...shared,
    image: image("frontend"),
    artifacts,
    roleArn: cluster.text("kubeflow_pipelines_ui_role_arn"),
  });
}

interface ProgramsProps extends Pick<ApiServerProps, "namespace" | "database" | "artifacts" | "after"> {
  /** The release that mounts the password of the database. */
  readonly password: ITerraformDependable;
}

const quotaOf = ({ maxPods, maxCpu, maxMemoryGiB, maxGpus }: KubeflowPipelinesSettings) => ({
  pods: String(maxPods),
  "requests.cpu": String(maxCpu),
  "requests.memory": `${maxMemoryGiB}Gi`,
  "requests.nvidia.com/gpu": String(maxGpus),
  // Also for claims of ephemeral volumes, which a controller of Kubernetes creates without a right of the step.
  persistentvolumeclaims: "0",
  "services.loadbalancers": "0",
  "services.nodeports": "0",
});

const settingsOf = ({ environment }: Pick<Hosts["platform"], "environment">): KubeflowPipelinesSettings =>
  partSettings(environment.config, KUBEFLOW_PIPELINES) as KubeflowPipelinesSettings;

function commands(host: Hosts["cluster"], databaseName: string) {
  return {
    kubeflow_pipelines_steps_repository: {
      value: builtFor(host.environment, STEPS_REPOSITORY),
      description: "Repository to which the image of images/pipeline-steps is pushed",
    },
    kubeflow_pipelines_port_forward_command: {
      value: `kubectl --namespace ${KUBEFLOW_PIPELINES_NAMESPACE} port-forward service/${USER_INTERFACE} 8080:80`,
      description:
        "Opens Kubeflow Pipelines on http://localhost:8080 of this machine, for browsers and the SDK",
    },
    kubeflow_pipelines_snapshot_command: {
      value: snapshotCommand(host, databaseName),
      description: "Stores a snapshot of the database of Kubeflow Pipelines, before its version changes",
    },
  };
}
