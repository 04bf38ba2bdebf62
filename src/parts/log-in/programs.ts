import { PROMETHEUS } from "../../environment/prometheus";
import { ARGO_CD } from "../argo-cd/names";
import { programSelector } from "../kubeflow-pipelines/labels";
import { KUBEFLOW_PIPELINES, KUBEFLOW_PIPELINES_NAMESPACE } from "../kubeflow-pipelines/names";
import { MLFLOW } from "../mlflow/names";
import { MLFLOW_SERVER, MLFLOW_URI } from "../mlflow/server-address";
import { type TrafficRule } from "../../platform/pod-traffic";

/** A program with pages. */
export interface PagesOfProgram {
  readonly title: string;
  /** Part that installs it. */
  readonly part: string;
  /** Address of its Service. */
  readonly address: string;
  /** Its pods and their port. */
  readonly server: TrafficRule;
}

/** Programs to which people can log in, by their key below `programs`. */
export const LOG_IN_PROGRAMS = {
  mlflow: {
    title: "MLflow",
    part: MLFLOW,
    address: MLFLOW_URI,
    server: MLFLOW_SERVER,
  },
  "kubeflow-pipelines": {
    title: "Kubeflow Pipelines",
    part: KUBEFLOW_PIPELINES,
    address: `http://ml-pipeline-ui.${KUBEFLOW_PIPELINES_NAMESPACE}.svc.cluster.local`,
    server: {
      peers: [{ pods: programSelector("ml-pipeline-ui"), namespace: KUBEFLOW_PIPELINES_NAMESPACE }],
      ports: [3000],
    },
  },
  grafana: {
    title: "Grafana",
    part: "prometheus",
    address: `http://${PROMETHEUS.release}-grafana.${PROMETHEUS.namespace}.svc.cluster.local`,
    server: {
      peers: [
        {
          pods: { "app.kubernetes.io/name": "grafana", "app.kubernetes.io/instance": PROMETHEUS.release },
          namespace: PROMETHEUS.namespace,
        },
      ],
      ports: [3000],
    },
  },
  "argo-cd": {
    title: "Argo CD",
    part: "argo-cd",
    address: `http://argo-cd-argocd-server.${ARGO_CD.namespace}.svc.cluster.local`,
    server: {
      peers: [
        {
          pods: {
            "app.kubernetes.io/name": "argocd-server",
            "app.kubernetes.io/instance": ARGO_CD.release,
          },
          namespace: ARGO_CD.namespace,
        },
      ],
      ports: [8080],
    },
  },
} as const satisfies Readonly<Record<string, PagesOfProgram>>;

export type ProgramId = keyof typeof LOG_IN_PROGRAMS;
