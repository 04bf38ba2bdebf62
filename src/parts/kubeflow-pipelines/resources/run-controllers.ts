import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { asResources } from "../../part-requests";
import REQUESTS from "../requests.json";
import type { Rights } from "./account";
import { type MountedVolume, Program } from "./program";
import { type INamespace } from "../../../platform/namespace";

/** Time for which a finished run stays in Kubernetes, in seconds: its result is in the database. */
const KEPT_SECONDS = 86_400;

/** The programs stop without the file, whose content a server for one team does not read. */
const tokenVolume = (file: string): MountedVolume => ({
  volume: {
    name: "token",
    projected: [
      {
        sources: [
          {
            serviceAccountToken: {
              path: file,
              audience: "pipelines.kubeflow.org",
              expirationSeconds: 3600,
            },
          },
        ],
      },
    ],
  },
  path: "/var/run/secrets/kubeflow/tokens",
  readOnly: true,
});

/** Port of the metrics of the controller of schedules. */
const METRICS_PORT = 9090;

const READ = ["get", "list", "watch"];

const REPORTS: readonly Rights[] = [
  { group: "argoproj.io", resources: ["workflows"], verbs: READ },
  { group: "kubeflow.org", resources: ["scheduledworkflows"], verbs: READ },
];

const SCHEDULES: readonly Rights[] = [
  // A recurring run of a fixed version has its workflow, which the controller creates itself.
  { group: "argoproj.io", resources: ["workflows"], verbs: [...READ, "create"] },
  { group: "kubeflow.org", resources: ["scheduledworkflows"], verbs: [...READ, "update"] },
  { group: "", resources: ["events"], verbs: ["create", "patch"] },
];

export interface RunControllersProps {
  readonly namespace: INamespace;
  readonly images: { readonly persistenceAgent: string; readonly schedules: string };
  readonly after: readonly ITerraformDependable[];
}

/** The agent that stores the state of runs in the database, and the controller that starts recurring runs. */
export class RunControllers extends Construct {
  constructor(scope: Construct, id: string, { namespace, images, after }: RunControllersProps) {
    super(scope, id);
    const httpGet = { path: "/metrics", port: "http", scheme: "HTTP" };
    new Program(this, "persistence-agent", {
      name: "persistence-agent",
      namespace,
      image: images.persistenceAgent,
      resources: asResources(REQUESTS["kubeflow-pipelines/persistence-agent"]),
      command: [
        "/bin/persistence_agent",
        "--logtostderr=true",
        "--logLevel=info",
        `--namespace=${namespace.name}`,
        `--ttlSecondsAfterWorkflowFinish=${KEPT_SECONDS}`,
        "--numWorker=2",
      ],
      volumes: [tokenVolume("persistenceagent-sa-token")],
      rights: REPORTS,
      after,
    });
    new Program(this, "schedules", {
      name: "schedules",
      isAlone: true,
      namespace,
      image: images.schedules,
      resources: asResources(REQUESTS["kubeflow-pipelines/schedules"]),
      command: [
        "/bin/controller",
        "--logtostderr=true",
        "--logLevel=info",
        `--namespace=${namespace.name}`,
        `--metricsPort=${METRICS_PORT}`,
      ],
      variables: { CRON_SCHEDULE_TIMEZONE: "UTC", BLOCK_V1_PIPELINES: "true" },
      ports: { http: METRICS_PORT },
      probes: {
        startupProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 30 },
        readinessProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
        livenessProbe: { httpGet, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6 },
      },
      volumes: [tokenVolume("scheduledworkflow-sa-token")],
      rights: SCHEDULES,
      after,
    });
  }
}
