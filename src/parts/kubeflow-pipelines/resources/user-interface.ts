import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { asResources } from "../../part-requests";
import REQUESTS from "../requests.json";
import type { Rights } from "./account";
import { API_PORTS, API_SERVER } from "./api-server";
import { METADATA_PROXY, METADATA_PROXY_PORT } from "./metadata-ports";
import { Program } from "./program";
import { type INamespace } from "../../../platform/namespace";

/** Name of its Service, and port of the container. */
export const USER_INTERFACE = "ml-pipeline-ui";
export const USER_INTERFACE_PORT = 3000;

const RIGHTS: readonly Rights[] = [
  { group: "", resources: ["pods", "pods/log"], verbs: ["get"] },
  { group: "", resources: ["events"], verbs: ["list"] },
  { group: "argoproj.io", resources: ["workflows"], verbs: ["get"] },
];

export interface UserInterfaceProps {
  readonly namespace: INamespace;
  readonly image: string;
  readonly artifacts: { readonly endpoint: string; readonly region: string };
  readonly roleArn: string;
  readonly after: readonly ITerraformDependable[];
}

/** The pages of Kubeflow Pipelines. They ask for no login, so only a forwarded port leads to them. */
export class UserInterface extends Construct {
  constructor(scope: Construct, id: string, props: UserInterfaceProps) {
    super(scope, id);
    const { namespace, image, artifacts, roleArn, after } = props;
    const httpGet = { path: "/apis/v2beta1/healthz", port: "http", scheme: "HTTP" };
    new Program(this, "Program", {
      name: USER_INTERFACE,
      namespace,
      image,
      resources: asResources(REQUESTS["kubeflow-pipelines/ml-pipeline-ui"]),
      command: ["node", "dist/server.js", "../client/", String(USER_INTERFACE_PORT)],
      variables: {
        ML_PIPELINE_SERVICE_HOST: API_SERVER,
        ML_PIPELINE_SERVICE_PORT: String(API_PORTS.http),
        METADATA_ENVOY_SERVICE_SERVICE_HOST: METADATA_PROXY,
        METADATA_ENVOY_SERVICE_SERVICE_PORT: String(METADATA_PROXY_PORT),
        FRONTEND_SERVER_NAMESPACE: namespace.name,
        DISABLE_GKE_METADATA: "true",
        ALLOW_CUSTOM_VISUALIZATIONS: "false",
        AWS_REGION: artifacts.region,
        AWS_S3_ENDPOINT: artifacts.endpoint,
        AWS_SSL: "true",
      },
      ports: { http: USER_INTERFACE_PORT },
      servicePorts: { http: 80 },
      probes: {
        startupProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 12 },
        readinessProbe: { httpGet, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 2 },
        livenessProbe: { httpGet, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
      },
      roleArn,
      rights: RIGHTS,
      after,
    });
  }
}
