import { type FaultCase, always, missing, series } from "./fault-case";
import { GIB, type RecordedModel, healthyModel, seriesLabels } from "./model-series";
import { requestCases } from "./request-cases";

/**
 * Faults of a model. Series and labels are those of kube-state-metrics and the kubelet.
 *
 * Sources: kubernetes/kube-state-metrics v2.20.0, docs/metrics/workload (deployment, pod, horizontalpodautoscaler); kubernetes.io,
 * "Metrics For Kubernetes System Components" (read 2026-11-26). Times are those in which a person can still act: a model without a
 * pod answers nobody, and the others degrade.
 */
export function modelCases(model: RecordedModel): FaultCase[] {
  return [...podCases(model), ...replicaCases(model), ...(model.server ? requestCases(model) : [])].map(
    (each) => ({ ...each, model: model.name }),
  );
}

function podCases(model: RecordedModel): FaultCase[] {
  const { name } = model;
  const { pod, container } = seriesLabels(model);
  const restarts = "kube_pod_container_status_restarts_total";
  const memory = "container_memory_working_set_bytes";
  const unschedulable = "kube_pod_status_unschedulable";
  const waiting = "kube_pod_container_status_waiting_reason";
  return [
    {
      fault: `a container of ${name} restarts again and again`,
      severity: "warning",
      minutes: 60,
      series: [series(restarts, container, "0x10 1x10 2x10 3x10 4x10 5x400")],
      quiet: { "it restarted once": [series(restarts, container, "0x20 1x400")] },
      toldBy: { amountAbove: [1, 5] },
    },
    {
      fault: `a container of ${name} nears its memory limit`,
      severity: "warning",
      minutes: 30,
      // After a restart, the kubelet reports the former container for a while.
      series: [
        always(memory, container, 0.96 * GIB),
        always(memory, { ...container, id: "former" }, 0.1 * GIB),
      ],
      quiet: { "it uses half of its limit": [always(memory, container, 0.5 * GIB)] },
      toldBy: { shareAbove: [0.5, 0.95] },
    },
    {
      fault: `no node has room for a pod of ${name}`,
      severity: "warning",
      minutes: 30,
      series: [always(unschedulable, pod, 1)],
      quiet: { "a node comes within ten minutes": [series(unschedulable, pod, "1x10 stale _x400")] },
    },
    {
      fault: `a pod of ${name} cannot pull its image`,
      severity: "critical",
      minutes: 30,
      series: [
        series(waiting, { ...container, reason: "ErrImagePull" }, "1x5 stale _x3 1x5 stale _x400"),
        always(waiting, { ...container, reason: "ImagePullBackOff" }, 1),
      ],
      quiet: {
        "its container is created": [always(waiting, { ...container, reason: "ContainerCreating" }, 1)],
      },
    },
  ];
}

function replicaCases(model: RecordedModel): FaultCase[] {
  const { name, autoscales, scales } = model;
  const { deployment, autoscaler } = seriesLabels(model);
  const available = "kube_deployment_status_replicas_available";
  const wanted = "kube_deployment_spec_replicas";
  const progress = { ...deployment, condition: "Progressing", status: "false" };
  const scaling = { ...autoscaler, condition: "ScalingActive", status: "false" };
  const desired = "kube_horizontalpodautoscaler_status_desired_replicas";
  // A model at rest has no pods, no targets and no autoscaler that works.
  const atRest = [
    always(wanted, deployment, 0),
    always(available, deployment, 0),
    ...(autoscales ? [always("kube_horizontalpodautoscaler_status_condition", scaling, 1)] : []),
    ...healthyModel(model)
      .filter(({ metric }) => /^(up$|model_)/.test(metric))
      .map(missing),
  ];
  return [
    {
      fault: `no pod of ${name} serves`,
      severity: "critical",
      minutes: 15,
      series: [always(available, deployment, 0)],
      quiet: {
        "one of two pods serves": [always(available, deployment, 1)],
        "the model rests": atRest,
        "it lasts three minutes": [series(available, deployment, "2x8 0x3 2x400")],
      },
    },
    {
      fault: `a rollout of ${name} stops`,
      severity: "warning",
      minutes: 30,
      series: [always("kube_deployment_status_condition", progress, 1)],
      quiet: {},
    },
    ...(autoscales
      ? [
          {
            fault: `the autoscaler of ${name} fails`,
            severity: "warning" as const,
            minutes: 45,
            series: [always("kube_horizontalpodautoscaler_status_condition", scaling, 1)],
            quiet: { "the model rests": atRest },
          },
        ]
      : []),
    ...(scales
      ? [
          {
            fault: `${name} runs at its most replicas`,
            severity: "warning" as const,
            minutes: 45,
            series: [always(desired, autoscaler, 10)],
            quiet: {
              "one more pod is possible": [always(desired, autoscaler, 9)],
              "a peak lasts ten minutes": [series(desired, autoscaler, "2x20 10x10 2x400")],
            },
          },
        ]
      : []),
  ];
}
