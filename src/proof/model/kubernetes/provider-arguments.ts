import { own } from "../../../shared/values/own";
import { type Json, type JsonObject } from "../../terraform-json/stack-json";

/** Lists of the Kubernetes API whose items are blocks of the Terraform provider, with another name. */
const BLOCKS: Readonly<Record<string, string>> = {
  containers: "container",
  imagePullSecrets: "image_pull_secrets",
  initContainers: "init_container",
  metrics: "metric",
  nodeSelectorTerms: "node_selector_term",
  ports: "port",
  sysctls: "sysctl",
  tolerations: "toleration",
  topologySpreadConstraints: "topology_spread_constraint",
  volumeMounts: "volume_mount",
  volumes: "volume",
};

/** Mappings whose keys are the user's. */
const MAPPINGS: ReadonlySet<string> = new Set([
  "annotations",
  "binaryData",
  "data",
  "labels",
  "limits",
  "matchLabels",
  "nodeSelector",
  "requests",
  "volumeAttributes",
]);

/** Numbers that the provider has as text. */
const TEXTS: ReadonlySet<string> = new Set(["fsGroup", "runAsGroup", "runAsUser"]);

/** Fields of an object of the Kubernetes API as arguments of the Terraform provider. */
export const providerArguments = (fields: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      own(BLOCKS, name) ?? snakeCase(name),
      converted(name, value),
    ]),
  );

function converted(name: string, value: Json): Json {
  if (MAPPINGS.has(name)) return value;
  return TEXTS.has(name) ? String(value) : providerValue(value);
}

function providerValue(value: Json): Json {
  if (Array.isArray(value)) return value.map(providerValue);
  return value !== null && typeof value === "object" ? providerArguments(value as JsonObject) : value;
}

const snakeCase = (name: string): string =>
  name.replace(
    /[A-Z]+(?![a-z])|[A-Z]/g,
    (letters, index: number) => `${index > 0 ? "_" : ""}${letters.toLowerCase()}`,
  );
