import { asObject } from "../../terraform/stack-json";
import { type ChartWorkload } from "../kubernetes-charts";
import { type Amounts, amounts, most, NO_AMOUNTS, sum } from "./amounts";

/** Equal pods of an add-on, a chart or a DaemonSet. */
export interface CountedPod {
  readonly name: string;
  /** Number of pods; for a DaemonSet, one on each node or on each GPU node. */
  readonly count: number | "every-node" | "every-gpu-node";
  readonly requests: Amounts;
  readonly hostNetwork: boolean;
}

/** The pods of a workload. No node group has the label of nodes that share GPUs by MPS. */
export function podsOfWorkload({ facts, replicas = 1, containers }: ChartWorkload): CountedPod[] {
  if (facts.nodes === "mps") return [];
  const count =
    facts.nodes === undefined ? replicas : facts.nodes === "gpu" ? "every-gpu-node" : "every-node";
  return [
    { name: facts.name, count, requests: requestsOf(containers), hostNetwork: facts.hostNetwork ?? false },
  ];
}

/** Containers run together, and init containers one after another before them. */
function requestsOf(containers: readonly ChartWorkload["containers"][number][]): Amounts {
  const requests = (init: boolean): Amounts[] =>
    containers
      .filter(({ facts }) => (facts.init ?? false) === init)
      .map(({ resources }) => amounts(asObject(resources["requests"])));
  return most(requests(true).reduce(most, NO_AMOUNTS), requests(false).reduce(sum, NO_AMOUNTS));
}
