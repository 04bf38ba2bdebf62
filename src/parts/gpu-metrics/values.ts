import { type EnvironmentConfig } from "../../environment/schema";
import { GPU_COUNTERS } from "../../facts/gpu-counters";
import { asResources } from "../part-requests";
import REQUESTS from "./requests.json";
import { NODE_LABELS } from "../../facts/labels";
import { shortHash } from "../../base/digests";
import { gpuNodesOf } from "../../environment/node-groups";
import { type References, type ReleaseValues } from "../../platform/contract";
import { GPU_TOLERATION } from "../../platform/pods";

/** Source for keys: values of chart 4.8.2 (read and rendered 2026-11-22). */
export const gpuMetricsValues = (
  { image }: References,
  { config }: { readonly config: EnvironmentConfig },
): ReleaseValues => ({
  image: image("exporter"),
  resources: asResources(REQUESTS["dcgm-exporter"]),
  // Without GPUs, the exporter ends at its start.
  nodeSelector: { [NODE_LABELS.gpu]: "true" },
  tolerations: [GPU_TOLERATION, ...gpuNodesOf(config).tolerations],
  customMetrics: COUNTERS,
  // Only profiling counters need SYS_ADMIN. The user stays root: the socket of the kubelet that
  // names the pods is root's.
  securityContext: { capabilities: { add: [] } },
  // The file of counters is mounted by subPath, which a running pod never reads again.
  podAnnotations: { "private-eks-inference/counters": shortHash(COUNTERS) },
});

/** The file of counters: name, type and help of each, without a header. */
const COUNTERS = Object.entries(GPU_COUNTERS)
  .map(([name, { type, meaning }]) => `${name}, ${type}, ${meaning}`)
  .join("\n");
