import { DeploymentV1 } from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { PodDisruptionBudgetV1 } from "@cdktf/provider-kubernetes/lib/pod-disruption-budget-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { asResources } from "../../part-requests";
import { serverLabels, serverSelector } from "../labels";
import REQUESTS from "../requests.json";
import { MLFLOW_USER_ID, TMP } from "./image";
import { SERVER_PORT } from "../server-address";
import { DATABASE_ENGINES } from "../../../facts/databases";
import { PORT_NAME, probes, restricted, secretVolume, spread } from "../../../platform/pods";
import { type INamespace } from "../../../platform/namespace";

const SECRETS = "/mnt/secrets";

/** Name of the file with the secret of the database. */
export const SECRET_FILE = "database";

/** Certificate authorities of RDS in the image. */
const CERTIFICATES = "/etc/ssl/rds/global-bundle.pem";

/** Loading MLflow takes some ten seconds, and an upgrade of the schema comes before it. */
const STARTUP_SECONDS = 300;

const RESOURCES = asResources(REQUESTS.mlflow);

export interface MlflowServerProps {
  readonly name: string;
  readonly namespace: INamespace;
  readonly image: string;
  /** Disk for uploads that are not yet in S3, in GiB. */
  readonly uploadGiB: number;
  readonly database: { readonly host: string; readonly name: string };
  /** URI of the folder of artifacts. */
  readonly artifacts: string;
  readonly region: string;
  /** Host names of requests beside those of the Service. */
  readonly hosts: readonly string[];
  /** Origins of pages in browsers beside that of a forwarded port. */
  readonly origins: readonly string[];
  /** Resources that the pod needs from its start to its end. */
  readonly after: readonly ITerraformDependable[];
}

/** Host names of a Service, as pods of its own and of other namespaces write them. */
export const serviceHosts = (name: string, namespace: string): string[] => [
  name,
  `${name}.${namespace}`,
  `${name}.${namespace}.svc`,
  `${name}.${namespace}.svc.cluster.local`,
];

/** Two pods of the MLflow server, its Service, and a budget that keeps one of them while a node drains. */
export class MlflowPods extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: MlflowServerProps,
  ) {
    super(scope, id);
    const { name, namespace, after } = props;
    const labels = { ...serverLabels(name) };
    const metadata = { name, namespace: namespace.name, labels };
    new DeploymentV1(this, "Resource", {
      metadata,
      spec: {
        replicas: "2",
        selector: { matchLabels: { ...serverSelector(name) } },
        strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "0", maxSurge: "1" } },
        revisionHistoryLimit: 5,
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            terminationGracePeriodSeconds: 60,
            securityContext: restricted(MLFLOW_USER_ID).pod,
            topologySpreadConstraint: spread(serverSelector(name)),
            initContainer: [{ ...this.container("upgrade", ["upgrade"]) }],
            container: [this.server()],
            volume: [
              { name: "tmp", emptyDir: { sizeLimit: `${props.uploadGiB}Gi` } },
              secretVolume(name, SECRETS).volume,
            ],
          },
        },
      },
      // The first apply can run before the image is pushed.
      waitForRollout: false,
      dependsOn: [...after],
    });
    new ServiceV1(this, "Service", {
      metadata,
      spec: {
        type: "ClusterIP",
        selector: { ...serverSelector(name) },
        port: [{ name: PORT_NAME, port: 80, targetPort: PORT_NAME, protocol: "TCP" }],
      },
      dependsOn: [namespace.resource],
    });
    new PodDisruptionBudgetV1(this, "DisruptionBudget", {
      metadata,
      spec: { maxUnavailable: "1", selector: { matchLabels: { ...serverSelector(name) } } },
      dependsOn: [namespace.resource],
    });
  }

  private server() {
    const { artifacts, uploadGiB } = this.props;
    return {
      ...this.container("server", [
        "server",
        ...["--host", "0.0.0.0", "--port", String(SERVER_PORT), "--workers", "2"],
        ...["--serve-artifacts", "--artifacts-destination", artifacts],
      ]),
      resources: {
        requests: { ...RESOURCES.requests, "ephemeral-storage": `${uploadGiB}Gi` },
        limits: { ...RESOURCES.limits },
      },
      port: [{ name: PORT_NAME, containerPort: SERVER_PORT, protocol: "TCP" }],
      ...probes({ healthPath: "/health", startupSeconds: STARTUP_SECONDS }),
    };
  }

  /** A container of the image; `upgrade` brings the schema of the database to the version of the image. */
  private container(containerName: string, args: string[]) {
    const { name, namespace, image, database, region, hosts, origins } = this.props;
    const variables = {
      DATABASE_HOST: database.host,
      DATABASE_PORT: String(DATABASE_ENGINES.postgres.port),
      DATABASE_NAME: database.name,
      DATABASE_SECRET_FILE: `${SECRETS}/${SECRET_FILE}`,
      PGPASSFILE: `${TMP}/database-password`,
      PGSSLMODE: "verify-full",
      PGSSLROOTCERT: CERTIFICATES,
      MLFLOW_SERVER_ALLOWED_HOSTS: [
        ...serviceHosts(name, namespace.name),
        // Hosts of a forwarded port.
        ...["localhost:*", "127.0.0.1:*"],
        ...hosts,
      ].join(","),
      ...(origins.length > 0 ? { MLFLOW_SERVER_CORS_ALLOWED_ORIGINS: origins.join(",") } : {}),
      // The jobs of a server evaluate prompts and language models, with programs that the image does not have.
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
      MLFLOW_DISABLE_TELEMETRY: "true",
      AWS_REGION: region,
      HOME: TMP,
    };
    return {
      name: containerName,
      image,
      imagePullPolicy: "IfNotPresent",
      args,
      env: Object.entries(variables).map(([key, value]) => ({ name: key, value })),
      resources: { requests: { ...RESOURCES.requests }, limits: { ...RESOURCES.limits } },
      securityContext: restricted(MLFLOW_USER_ID).container,
      volumeMount: [{ name: "tmp", mountPath: TMP }, secretVolume(name, SECRETS).mount],
    };
  }
}
