import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { asResources } from "../../part-requests";
import REQUESTS from "../requests.json";
import { Program } from "./program";
import { STEP_USER_ID } from "./steps";
import { restricted } from "../../../platform/pods";
import { type INamespace } from "../../../platform/namespace";
import RIGHTS from "./rights-of-programs.json";

const NAME = "workflow-controller";
const CONFIG = "workflow-controller-configmap";
const HEALTH_PORT = 6060;

/** Time for which a finished run stays in Kubernetes without the agent that stores its state, in seconds: a week. */
const KEPT_SECONDS = 604_800;

export interface WorkflowControllerProps {
  readonly namespace: INamespace;
  readonly image: string;
  /** Image of the containers that Argo adds to each step. */
  readonly executorImage: string;
  /** Variables of each step. One that the pipeline sets has priority. */
  readonly stepVariables: Readonly<Record<string, string>>;
  readonly after: readonly ITerraformDependable[];
}

/** Argo Workflows, which creates the pods of runs in its namespace. */
export class WorkflowController extends Construct {
  constructor(scope: Construct, id: string, props: WorkflowControllerProps) {
    super(scope, id);
    const { namespace, image, executorImage, stepVariables, after } = props;
    const data = settings(stepVariables);
    const config = new ConfigMapV1(this, "Config", {
      metadata: { name: CONFIG, namespace: namespace.name },
      data,
      dependsOn: [namespace.resource],
    });
    const httpGet = { path: "/healthz", port: "http", scheme: "HTTP" };
    new Program(this, "Program", {
      name: NAME,
      namespace,
      image,
      resources: asResources(REQUESTS["kubeflow-pipelines/workflow-controller"]),
      command: [NAME],
      args: ["--configmap", CONFIG, "--executor-image", executorImage, "--namespaced"],
      // One pod at a time leads; during a rollout, the second one waits for the lease.
      podNameVariable: "LEADER_ELECTION_IDENTITY",
      ports: { http: HEALTH_PORT },
      probes: {
        startupProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 12 },
        readinessProbe: { httpGet, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 },
        livenessProbe: { httpGet, periodSeconds: 60, timeoutSeconds: 30, failureThreshold: 3 },
      },
      rights: RIGHTS.workflowController,
      config: data,
      after: [config, ...after],
    });
  }
}

/** Settings of Argo. JSON is YAML, which it reads. */
function settings(stepVariables: WorkflowControllerProps["stepVariables"]): Record<string, string> {
  const env = Object.entries(stepVariables).map(([name, value]) => ({ name, value }));
  const values = {
    executor: {
      imagePullPolicy: "IfNotPresent",
      resources: asResources(REQUESTS["kubeflow-pipelines/executor"]),
      securityContext: executorContext(),
    },
    workflowDefaults: {
      spec: {
        ttlStrategy: { secondsAfterCompletion: KEPT_SECONDS },
        // Pods of a failed run stay, so that their logs can be read.
        podGC: { strategy: "OnWorkflowSuccess" },
      },
    },
    // Argo merges it with the container of each step.
    ...(env.length > 0 ? { mainContainer: { env } } : {}),
  };
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, JSON.stringify(value, null, 2)]),
  );
}

/** Security context of the containers that Argo adds, with numbers as the Kubernetes API has them. */
const executorContext = () => ({
  ...restricted(STEP_USER_ID).container,
  runAsUser: STEP_USER_ID,
  runAsGroup: STEP_USER_ID,
});
