import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const RELEASE = "helm_release.keda";
const FILES = "kubernetes_config_map_v1.settings";
const CLASS = "kubernetes_storage_class_v1.gp3";

const release = (values: string) => ({ [RELEASE]: { name: "keda", chart: "keda", values: [values] } });
const files = (data: JsonObject) => ({
  [FILES]: { metadata: { name: "settings", namespace: "models" }, data },
});
const storage = (parameters: JsonObject) => ({
  [CLASS]: { metadata: { name: "gp3" }, storage_provisioner: "ebs.csi.aws.com", parameters },
});

/** Values of charts, files and variables of programs, and classes of volumes. */
export const SETTING_SENTENCES: readonly SentenceCase[] = [
  {
    layer: "platform",
    before: release('{"a":1}'),
    after: release('{ "a": 1 }'),
    lines: ["info: only the layout of values of helm_release.keda differs: its values are the same"],
  },
  {
    layer: "models",
    before: files({ "settings.json": '{"a":1}' }),
    after: files({ "settings.json": '{ "a": 1 }' }),
    lines: [
      'info: file settings.json of kubernetes_config_map_v1.settings: {"a":1} → { "a": 1 }',
      "info: only the layout of data.settings.json of kubernetes_config_map_v1.settings differs: its values are the same",
    ],
  },
  {
    layer: "models",
    before: files({ "settings.json": '{"days":28}' }),
    after: files({ "settings.json": '{"days":14}' }),
    lines: ["info: file settings.json.days of kubernetes_config_map_v1.settings: 28 → 14"],
  },
  {
    layer: "models",
    before: files({ API_TOKEN: "a" }),
    after: files({ API_TOKEN: "b" }),
    lines: [
      "attention: variable API_TOKEN of kubernetes_config_map_v1.settings: (sensitive value) → (sensitive value); it is named like a secret, and a ConfigMap keeps it in plain text",
    ],
  },
  {
    layer: "models",
    before: files({ WORKERS: "2" }),
    after: files({ WORKERS: "4" }),
    lines: ["info: variable WORKERS of kubernetes_config_map_v1.settings: 2 → 4"],
  },
  { layer: "platform", after: storage({ type: "gp3" }), lines: ["attention: new class of volumes gp3"] },
  {
    layer: "platform",
    before: storage({ type: "gp3" }),
    lines: [
      "attention: class gp3 is removed: new claims that name it wait for a volume, and existing volumes stay",
    ],
  },
  {
    layer: "platform",
    before: storage({ type: "gp3" }),
    after: storage({ type: "io2" }),
    lines: [
      "attention, replaced: class gp3 is replaced: new volumes follow the new one, and existing ones stay as they are",
    ],
  },
  {
    layer: "platform",
    before: storage({ kmsKeyId: "key-a" }),
    after: storage({ kmsKeyId: "key-b" }),
    lines: [
      "attention, replaced: class gp3 has another key for new volumes; existing ones keep the old key, and none of them attaches without a right on it",
    ],
  },
];
