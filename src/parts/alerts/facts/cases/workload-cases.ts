import facts from "./series-of-workloads.json";
import { type FaultCase, type RecordedSeries, always, series } from "./fault-case";

/** Kinds of workloads whose pods run until they are removed. */
export type WorkloadKind = "Deployment" | "StatefulSet" | "DaemonSet";

export interface RecordedWorkload {
  readonly kind: WorkloadKind;
  readonly namespace: string;
  readonly name: string;
}

/**
 * Series of kube-state-metrics with the pods of a workload that are available, and with those that it wants. Beside
 * `namespace`, they have a label that is the kind in small letters.
 */
const SERIES: Readonly<Record<WorkloadKind, { readonly available: string; readonly wanted: string }>> =
  facts.series;

const labelsOf = ({ kind, namespace, name }: RecordedWorkload): RecordedSeries["labels"] => ({
  namespace,
  [kind.toLowerCase()]: name,
});

/** Series of a workload whose pods all run. */
export const healthyWorkload = (workload: RecordedWorkload): RecordedSeries[] => {
  const { available, wanted } = SERIES[workload.kind];
  return [always(available, labelsOf(workload), 2), always(wanted, labelsOf(workload), 2)];
};

/** Faults of a workload of the platform. */
export function workloadCase(workload: RecordedWorkload): FaultCase {
  const { kind, namespace, name } = workload;
  const { available, wanted } = SERIES[kind];
  const labels = labelsOf(workload);
  const atZero = kind === "DaemonSet" ? "no node is for its pods" : "it is scaled to zero";
  return {
    fault: `no pod of the ${kind} ${name} in ${namespace} runs`,
    severity: "critical",
    minutes: 20,
    object: labels,
    series: [always(available, labels, 0)],
    quiet: {
      "one of two pods runs": [always(available, labels, 1)],
      [atZero]: [always(available, labels, 0), always(wanted, labels, 0)],
      "its only pod moves to another node in five minutes": [
        series(available, labels, "1x5 0x4 1x400"),
        always(wanted, labels, 1),
      ],
    },
  };
}
