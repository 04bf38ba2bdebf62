import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { asResources } from "../../part-requests";
import REQUESTS from "../requests.json";
import { programLabels } from "../labels";
import {
  AUTHORITIES_MIB,
  AUTHORITIES_PATH,
  DATABASE_PORT,
  DATABASE_VOLUMES,
  PASSWORD_PATH,
  PASSWORD_UNCHANGED,
  REMEMBER_PASSWORD,
  authorities,
} from "./database-client";
import { Program } from "./program";
import { METADATA_PORT, METADATA_PROXY, METADATA_PROXY_PORT, METADATA_SERVICE } from "./metadata-ports";
import { proxyConfig } from "./metadata-proxy-config";
import { type INamespace } from "../../../platform/namespace";

/** Database in the instance, which the store creates. */
const DATABASE = "metadb";

const CONFIG = "/tmp/store.textproto";

/**
 * Only a file can have the options of TLS, and arguments would show the password. The connection is encrypted, and the
 * server is not verified: with `verify_server_cert`, version 1.14.0 refuses every certificate (run with the packages of
 * that version on 2026-11-22).
 */
const START = [
  "umask 077",
  REMEMBER_PASSWORD,
  `password="$(sed 's/[\\\\"]/\\\\&/g' ${PASSWORD_PATH})"`,
  `cat > ${CONFIG} <<END`,
  "connection_config {",
  "  mysql {",
  '    host: "$DATABASE_HOST"',
  "    port: $DATABASE_PORT",
  '    database: "$DATABASE_NAME"',
  '    user: "$DATABASE_USER"',
  '    password: "$password"',
  `    ssl_options { ca: "${AUTHORITIES_PATH}" }`,
  "  }",
  "}",
  "migration_options { enable_upgrade_migration: true }",
  "END",
  `exec /bin/metadata_store_server --grpc_port=${METADATA_PORT} --metadata_store_server_config_file=${CONFIG}`,
].join("\n");

export interface MetadataProps {
  readonly namespace: INamespace;
  readonly image: string;
  readonly proxyImage: string;
  /** Image with the authorities of RDS. */
  readonly stepsImage: string;
  readonly database: { readonly host: string; readonly user: string };
  readonly roleArn: string;
  readonly after: readonly ITerraformDependable[];
}

/** The store of metadata of artifacts and runs, and the proxy by which the user interface reads it. */
export class Metadata extends Construct {
  constructor(scope: Construct, id: string, props: MetadataProps) {
    super(scope, id);
    const { namespace, image, proxyImage, stepsImage, database, roleArn, after } = props;
    new Program(this, "Store", {
      name: METADATA_SERVICE,
      namespace,
      image,
      // Its authors publish no image for ARM (google/ml-metadata, pull request 188, read 2026-11-23).
      architecture: "amd64",
      resources: asResources(REQUESTS["kubeflow-pipelines/metadata-grpc"]),
      command: ["/bin/sh", "-ec", START],
      variables: {
        DATABASE_HOST: database.host,
        DATABASE_PORT: String(DATABASE_PORT),
        DATABASE_NAME: DATABASE,
        DATABASE_USER: database.user,
      },
      ports: { http: METADATA_PORT },
      probes: {
        startupProbe: { tcpSocket: [{ port: "http" }], periodSeconds: 10, failureThreshold: 30 },
        readinessProbe: { tcpSocket: [{ port: "http" }], periodSeconds: 5, failureThreshold: 2 },
        livenessProbe: {
          exec: { command: ["/bin/sh", "-ec", PASSWORD_UNCHANGED] },
          periodSeconds: 20,
          timeoutSeconds: 10,
          failureThreshold: 3,
        },
      },
      volumes: DATABASE_VOLUMES,
      diskMiB: AUTHORITIES_MIB,
      initContainers: [authorities(stepsImage, asResources(REQUESTS["kubeflow-pipelines/authorities"]))],
      roleArn,
      after,
    });
    const data = { "envoy.json": JSON.stringify(proxyConfig(), null, 2) };
    const config = new ConfigMapV1(this, "ProxyConfig", {
      metadata: {
        name: METADATA_PROXY,
        namespace: namespace.name,
        labels: { ...programLabels(METADATA_PROXY) },
      },
      data,
      dependsOn: [namespace.resource],
    });
    const tcpSocket = [{ port: "http" }];
    new Program(this, "proxy", {
      name: METADATA_PROXY,
      namespace,
      image: proxyImage,
      resources: asResources(REQUESTS["kubeflow-pipelines/metadata-proxy"]),
      args: ["/etc/envoy/envoy.json"],
      ports: { http: METADATA_PROXY_PORT },
      probes: {
        startupProbe: { tcpSocket, periodSeconds: 10, failureThreshold: 12 },
        readinessProbe: { tcpSocket, periodSeconds: 5, failureThreshold: 2 },
        livenessProbe: { tcpSocket, periodSeconds: 20, failureThreshold: 3 },
      },
      volumes: [
        {
          volume: { name: "config", configMap: { name: METADATA_PROXY } },
          path: "/etc/envoy",
          readOnly: true,
        },
      ],
      config: data,
      after: [config, ...after],
    });
  }
}
