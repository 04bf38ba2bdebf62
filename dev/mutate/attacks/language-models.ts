import { type JsonObject } from "../../../src/terraform/stack-json";
import { type Attack, edited, own } from "./attack";

const ENVIRONMENT = "language-models";

const CALLS = ["vllm-calls"];
const FOLDERS = ["vllm-folders"];
const VALUES = ["vllm-values"];
const SHARING = ["gpu-sharing"];

/** An edit of the pods of a model on one GPU. */
const ofPods = (id: string, danger: string, named: readonly string[], pod: JsonObject): Attack =>
  edited(
    "models",
    { id, danger, named, environment: ENVIRONMENT },
    { resource: { kubernetes_deployment_v1: { chat: { spec: { template: { spec: pod } } } } } },
  );

/** An edit of its container. */
const ofContainer = (id: string, danger: string, named: readonly string[], container: JsonObject): Attack =>
  ofPods(id, danger, named, { container: { 0: container } });

/** An edit of its variables. */
const ofVariables = (id: string, danger: string, named: readonly string[], data: JsonObject): Attack =>
  edited(
    "models",
    { id, danger, named, environment: ENVIRONMENT },
    { resource: { kubernetes_config_map_v1: { chat: { data } } } },
  );

/** Language models that call others, cannot start, or share what they need alone. */
export const LANGUAGE_MODEL_ATTACKS: readonly Attack[] = [
  ofContainer("llm-remote-code", "code of a repository of weights runs", CALLS, {
    args: { 2: "--trust-remote-code" },
  }),
  ofContainer("llm-traces", "prompts leave in traces", CALLS, {
    args: { 2: "--otlp-traces-endpoint=https://traces.example.com" },
  }),
  ofContainer("llm-hub-model", "weights of anybody", CALLS, { args: { 0: "stranger/model" } }),
  ofVariables("llm-statistics", "the server sends statistics", CALLS, { VLLM_NO_USAGE_STATS: null }),
  ofVariables("llm-hub", "the server asks a hub for files", CALLS, { HF_HUB_OFFLINE: "0" }),
  ofVariables("llm-kernels", "the server loads kernels from the internet", CALLS, {
    FLASHINFER_NO_DOWNLOAD: null,
  }),
  ofVariables("llm-other-store", "weights of another store", CALLS, {
    AWS_ENDPOINT_URL_S3: "https://storage.example.com",
  }),
  ofVariables("llm-home", "the server ends at its first write", FOLDERS, { HOME: "/home/vllm" }),
  ofPods("llm-memory", "the processes find no shared memory", FOLDERS, {
    volume: { 2: { empty_dir: { medium: null } } },
  }),
  ofContainer("llm-flag", "the server ends at an unknown flag", ["vllm-arguments"], {
    args: { 2: "--swap-space=4" },
  }),
  ofContainer("llm-length", "a sequence is longer than the context of the model", VALUES, {
    args: { 7: "--max-model-len=262144" },
  }),
  ofContainer("llm-other-files", "the server reads the files of another model", VALUES, {
    args: { 0: "s3://other-models/chat/" },
  }),
  ofContainer("llm-stop", "a rollout ends open answers", ["idle-timeout"], {
    args: { 9: "--shutdown-timeout=0" },
  }),
  ofContainer("llm-part", "the model has a part of a GPU", SHARING, {
    resources: { limits: { "nvidia.com/mig-1g.5gb": "1" } },
  }),
  own(
    "platform",
    "llm-time-slicing",
    "pods share a GPU",
    SHARING,
    `
resource "kubernetes_config_map_v1" "a" {
  metadata {
    name      = "device-plugin"
    namespace = "kube-system"
  }
  data = {
    any = "sharing: { timeSlicing: { resources: [{ name: nvidia.com/gpu, replicas: 8 }] } }"
  }
}`,
  ),
];
