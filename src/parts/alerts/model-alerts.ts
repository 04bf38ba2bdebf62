import { type Alert } from "./alert";
import { type AlertedModel } from "./alerted-model";
import { requestAlerts } from "./request-alerts";
import { NPX } from "../../base/program-name";

/** Alerts of one model. */
export function modelAlerts(model: AlertedModel): Alert[] {
  const { requests } = model;
  return [
    ...(requests === undefined ? [] : requestAlerts(model, requests)),
    ...ofPods(model),
    ...ofReplicas(model),
  ].map((alert) => ({ ...alert, model: model.name }));
}

function ofPods({ name, namespace, pods: { deployment, container } }: AlertedModel): Alert[] {
  const pods = `namespace="${namespace}",pod=~"${deployment}-[a-z0-9]+-[a-z0-9]+"`;
  // Only a container with the name of its model has a name of its own.
  const series =
    container === name
      ? `namespace="${namespace}",container="${container}"`
      : `${pods},container="${container}"`;
  return [
    {
      name: "ModelRestarts",
      severity: "warning",
      expression: `increase(kube_pod_container_status_restarts_total{${series}}[1h]) >= 3`,
      after: "0m",
      summary: `${name} restarts again and again in {{ $labels.pod }}`,
      runbook: `kubectl -n ${namespace} logs {{ $labels.pod }} --previous shows the last words, and kubectl -n ${namespace} describe pod {{ $labels.pod }} the reason, such as OOMKilled.`,
    },
    {
      name: "ModelMemoryNearLimit",
      severity: "warning",
      // A container that has just been replaced has two series.
      expression: `max by (pod) (container_memory_working_set_bytes{${series}}) / max by (pod) (kube_pod_container_resource_limits{${series},resource="memory"}) > 0.9`,
      after: "15m",
      summary: `{{ $labels.pod }} of ${name} uses more than 90 % of its memory limit, at which it is killed`,
      runbook: "Raise memoryRequest (and memoryLimit, if it is set) of the model, and apply.",
    },
    {
      name: "ModelPodWithoutNode",
      severity: "warning",
      expression: `max by (pod) (kube_pod_status_unschedulable{${pods}}) == 1`,
      after: "15m",
      summary: `No node has room for {{ $labels.pod }} of ${name}`,
      runbook: `kubectl -n ${namespace} describe pod {{ $labels.pod }} names the missing resource. Raise maxPerZone of its node group, or look at the log of the Cluster Autoscaler.`,
    },
    {
      name: "ModelImageNotPulled",
      severity: "critical",
      expression: `max by (pod) (kube_pod_container_status_waiting_reason{${pods},reason=~"ErrImagePull|ImagePullBackOff"}) == 1`,
      after: "10m",
      summary: `{{ $labels.pod }} of ${name} cannot pull an image: the tag is missing, or the endpoints of ECR or S3 fail`,
      runbook: `kubectl -n ${namespace} describe pod {{ $labels.pod }} has the error. "not found" is a missing tag; a timeout is an endpoint or its security group.`,
    },
  ];
}

function ofReplicas({
  name,
  namespace,
  scales,
  pods,
  scalerCommand = METRICS_SERVER,
}: AlertedModel): Alert[] {
  const deployment = `{namespace="${namespace}",deployment="${pods.deployment}"}`;
  const autoscaler = `{namespace="${namespace}",horizontalpodautoscaler="${name}"}`;
  const wantsPods = `kube_deployment_spec_replicas${deployment} > 0`;
  return [
    {
      name: "ModelUnavailable",
      severity: "critical",
      expression: `kube_deployment_status_replicas_available${deployment} == 0 and ${wantsPods}`,
      after: "5m",
      summary: `${name} has no pod that serves requests`,
      runbook: `kubectl -n ${namespace} get pods -l app.kubernetes.io/name=${name}, then describe one of them.`,
    },
    {
      name: "ModelRolloutStuck",
      severity: "warning",
      expression: `kube_deployment_status_condition{namespace="${namespace}",deployment="${pods.deployment}",condition="Progressing",status="false"} == 1`,
      after: "5m",
      summary: `The rollout of ${name} exceeded its deadline; its former pods still serve`,
      runbook: `kubectl -n ${namespace} rollout status deployment/${pods.deployment} and the events of its newest pod show why. Set the former tag and apply.`,
    },
    {
      name: "ModelAutoscalerFails",
      severity: "warning",
      expression: `kube_horizontalpodautoscaler_status_condition{namespace="${namespace}",horizontalpodautoscaler="${name}",condition="ScalingActive",status="false"} == 1 and on () ${wantsPods}`,
      after: "15m",
      summary: `The autoscaler of ${name} cannot read its metrics, so the number of pods does not follow the load`,
      runbook: `kubectl -n ${namespace} describe horizontalpodautoscaler ${name} has the reason; ${scalerCommand} shows its source.`,
    },
    ...(scales
      ? [
          {
            name: "ModelAtMaximum",
            severity: "warning" as const,
            expression: `kube_horizontalpodautoscaler_status_desired_replicas${autoscaler} >= kube_horizontalpodautoscaler_spec_max_replicas${autoscaler}`,
            after: "15m",
            summary: `${name} runs at replicas.max: more load makes it slow`,
            runbook: `Raise replicas.max if the node groups have room (${NPX} cost shows the capacity), or find the client behind the load.`,
          },
        ]
      : []),
  ];
}

const METRICS_SERVER = "kubectl -n kube-system get pods -l app.kubernetes.io/name=metrics-server";
