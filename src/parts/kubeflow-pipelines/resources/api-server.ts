import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { DATABASE_ENGINES } from "../../../facts/databases";
import { asResources } from "../../part-requests";
import REQUESTS from "../requests.json";
import {
  AUTHORITIES_FOLDER,
  AUTHORITIES_MIB,
  DATABASE_PORT,
  DATABASE_VOLUMES,
  PASSWORD_PATH,
  PASSWORD_UNCHANGED,
  REMEMBER_PASSWORD,
  authorities,
} from "./database-client";
import { Program } from "./program";
import { STEP_USER_ID } from "./steps";
import { type INamespace } from "../../../platform/namespace";
import RIGHTS from "./rights-of-programs.json";

/** Name of its Service, which Kubeflow Pipelines expects. */
export const API_SERVER = "ml-pipeline";

export const API_PORTS = { http: 8888, grpc: 8887 } as const;

/** It creates its database, and connects for up to six minutes, before it listens. */
const STARTUP_SECONDS = 420;

const HEALTH = `/apis/v2beta1/healthz`;

/**
 * The whole configuration is in variables. A file is required, and that of the image names a server of MLflow, which each run
 * would wait for.
 */
const CONFIG = { name: "pipelines-api-server", path: "/config", file: "config.json" } as const;

const START = [
  REMEMBER_PASSWORD,
  `export DBCONFIG_MYSQLCONFIG_PASSWORD="$(cat ${PASSWORD_PATH})"`,
  `exec /bin/apiserver --config=${CONFIG.path} -logtostderr=true --logLevel=info`,
].join("\n");

export interface ApiServerProps {
  readonly namespace: INamespace;
  readonly image: string;
  /** Images that it writes into each run. */
  readonly runImages: { readonly driver: string; readonly launcher: string };
  /** Image with the authorities of RDS. */
  readonly stepsImage: string;
  readonly database: { readonly host: string; readonly name: string; readonly user: string };
  readonly artifacts: { readonly bucket: string; readonly endpoint: string; readonly region: string };
  readonly roleArn: string;
  readonly after: readonly ITerraformDependable[];
}

/** The server of the API of Kubeflow Pipelines, whose clients are the user interface, the SDK and the steps. */
export class ApiServer extends Construct {
  constructor(scope: Construct, id: string, props: ApiServerProps) {
    super(scope, id);
    const { namespace, image, stepsImage, roleArn, after } = props;
    const data = { [CONFIG.file]: "{}" };
    const config = new ConfigMapV1(this, "Config", {
      metadata: { name: CONFIG.name, namespace: namespace.name },
      data,
      dependsOn: [namespace.resource],
    });
    new Program(this, "Program", {
      name: API_SERVER,
      namespace,
      image,
      resources: asResources(REQUESTS["kubeflow-pipelines/ml-pipeline"]),
      command: ["/bin/sh", "-ec", START],
      variables: variablesOf(props),
      ports: API_PORTS,
      probes: {
        startupProbe: {
          httpGet: { path: HEALTH, port: "http", scheme: "HTTP" },
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: STARTUP_SECONDS / 10,
        },
        readinessProbe: {
          httpGet: { path: HEALTH, port: "http", scheme: "HTTP" },
          periodSeconds: 5,
          timeoutSeconds: 3,
          failureThreshold: 2,
        },
        livenessProbe: {
          exec: {
            command: [
              ...["/bin/sh", "-ec"],
              `${PASSWORD_UNCHANGED}\nwget --quiet --output-document=/dev/null http://127.0.0.1:${API_PORTS.http}${HEALTH}`,
            ],
          },
          periodSeconds: 20,
          timeoutSeconds: 10,
          failureThreshold: 3,
        },
      },
      tmpMiB: 1024,
      diskMiB: AUTHORITIES_MIB,
      volumes: [
        ...DATABASE_VOLUMES,
        {
          volume: { name: "config", configMap: { name: CONFIG.name } },
          path: CONFIG.path,
          readOnly: true,
        },
      ],
      initContainers: [authorities(stepsImage, asResources(REQUESTS["kubeflow-pipelines/authorities"]))],
      roleArn,
      rights: RIGHTS.apiServer,
      config: data,
      after: [config, ...after],
    });
  }
}

const variablesOf = ({
  namespace,
  runImages,
  database,
  artifacts,
}: ApiServerProps): Record<string, string> => ({
  DBDRIVERNAME: DATABASE_ENGINES.mysql.engine,
  DBCONFIG_MYSQLCONFIG_HOST: database.host,
  DBCONFIG_MYSQLCONFIG_PORT: String(DATABASE_PORT),
  DBCONFIG_MYSQLCONFIG_DBNAME: database.name,
  DBCONFIG_MYSQLCONFIG_USER: database.user,
  DBCONFIG_MYSQLCONFIG_GROUPCONCATMAXLEN: "4194304",
  DBCONFIG_MYSQLCONFIG_EXTRAPARAMS: JSON.stringify({ tls: "true" }),
  DBCONFIG_CONMAXLIFETIME: "120s",
  INITCONNECTIONTIMEOUT: "6m",
  // Go trusts the authorities in both folders.
  SSL_CERT_DIR: `/etc/ssl/certs:${AUTHORITIES_FOLDER}`,
  OBJECTSTORECONFIG_BUCKETNAME: artifacts.bucket,
  OBJECTSTORECONFIG_HOST: artifacts.endpoint,
  OBJECTSTORECONFIG_REGION: artifacts.region,
  OBJECTSTORECONFIG_SECURE: "true",
  OBJECTSTORECONFIG_PIPELINEPATH: "pipelines",
  POD_NAMESPACE: namespace.name,
  // It stops without these variables, and calls the program for a request of version 1 only. It is not installed.
  ML_PIPELINE_VISUALIZATIONSERVER_SERVICE_HOST: "ml-pipeline-visualizationserver",
  ML_PIPELINE_VISUALIZATIONSERVER_SERVICE_PORT: "8888",
  V2_DRIVER_IMAGE: runImages.driver,
  V2_LAUNCHER_IMAGE: runImages.launcher,
  PUBLISH_LOGS: "true",
  BLOCK_V1_PIPELINES: "true",
  DEFAULT_SECURITY_CONTEXT_RUN_AS_NON_ROOT: "true",
  DEFAULT_SECURITY_CONTEXT_RUN_AS_USER: String(STEP_USER_ID),
  DEFAULT_SECURITY_CONTEXT_RUN_AS_GROUP: String(STEP_USER_ID),
});
