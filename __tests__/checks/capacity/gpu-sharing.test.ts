import { gpuSharing } from "../../../src/checks/capacity/gpu-sharing";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { container, editValues, gpuPlan } from "../images/plans";

const found = (edit: Edit): string[] => newlyFound([gpuSharing], gpuPlan(), edit);

const requesting =
  (resource: string): Edit =>
  ({ models }) => {
    container(models, "vision")["resources"].limits[resource] = "1";
  };

const withPluginValues =
  (values: object): Edit =>
  ({ platform }) => {
    editValues(platform.resource.helm_release.gpu_device_plugin, (each) => Object.assign(each, values));
  };

const withConfigMap =
  (data: object): Edit =>
  ({ platform }) => {
    platform.resource.kubernetes_config_map_v1 = {
      ...platform.resource.kubernetes_config_map_v1,
      plugin: { metadata: { name: "plugin", namespace: "kube-system" }, data },
    };
  };

const PART = "MIG divides a GPU";
const SHARED = "time-slicing and MPS give several pods one GPU, and none of them its whole memory";
const NEURON = "Neuron runs compiled models with an image and a device plugin of its own";

test("gpu-sharing finds nothing where pods have whole GPUs", () => {
  expect(foundBy(gpuSharing, environmentPlan(gpuPlan()))).toEqual([]);
});

test.each<readonly [string, Edit, string]>([
  [
    "a part of a GPU",
    requesting("nvidia.com/mig-1g.5gb"),
    `container vision requests nvidia.com/mig-1g.5gb: ${PART}`,
  ],
  [
    "a shared GPU",
    requesting("nvidia.com/gpu.shared"),
    `container vision requests nvidia.com/gpu.shared: ${SHARED}`,
  ],
  [
    "a Neuron device",
    requesting("aws.amazon.com/neuron"),
    `container vision requests aws.amazon.com/neuron: ${NEURON}`,
  ],
  [
    "Neuron cores",
    requesting("aws.amazon.com/neuroncore"),
    `container vision requests aws.amazon.com/neuroncore: ${NEURON}`,
  ],
  [
    "the strategy of MIG",
    withPluginValues({ migStrategy: "mixed" }),
    `its value migStrategy is mixed: ${PART}`,
  ],
  [
    "time-slicing in values",
    withPluginValues({
      config: {
        map: {
          default:
            "version: v1\nsharing:\n  timeSlicing:\n    resources:\n    - {name: nvidia.com/gpu, replicas: 4}\n",
        },
      },
    }),
    `its value config.map.default has timeSlicing: ${SHARED}`,
  ],
  [
    "MPS in values",
    withPluginValues({ config: { map: { default: "sharing:\n  mps:\n    resources: []\n" } } }),
    `its value config.map.default has mps: ${SHARED}`,
  ],
  [
    "time-slicing in values of another chart",
    ({ platform }) => {
      platform.resource.helm_release.operator = {
        chart: "gpu-operator",
        name: "gpu-operator",
        namespace: "kube-system",
        values: [JSON.stringify({ mig: { strategy: "single" } })],
      };
    },
    `its value mig.strategy is single: ${PART}`,
  ],
  [
    "time-slicing in a ConfigMap",
    withConfigMap({ any: "sharing:\n  timeSlicing:\n    resources: []\n" }),
    `config map plugin: its value any has timeSlicing: ${SHARED}`,
  ],
  [
    "the variable of MIG",
    ({ models }) => {
      container(models, "vision")["env"] = [{ name: "MIG_STRATEGY", value: "single" }];
    },
    `container vision: its variable MIG_STRATEGY is single: ${PART}`,
  ],
  [
    "an argument of MIG",
    ({ models }) => {
      container(models, "vision")["args"] = ["--mig-strategy=mixed"];
    },
    `container vision: its argument --mig-strategy is mixed: ${PART}`,
  ],
  [
    "nodes with a configuration of MIG",
    ({ cluster }) => {
      cluster.resource.aws_eks_node_group.gpu_a.labels["nvidia.com/mig.config"] = "all-1g.5gb";
    },
    `its label nvidia.com/mig.config is all-1g.5gb: ${PART}`,
  ],
  [
    "nodes with a configuration of the device plugin",
    ({ cluster }) => {
      cluster.resource.aws_eks_node_group.gpu_a.labels["nvidia.com/device-plugin.config"] = "shared";
    },
    `its label nvidia.com/device-plugin.config is shared: ${SHARED}`,
  ],
])("gpu-sharing finds %s", (_, edit, problem) => {
  expect(found(edit)).toEqual([expect.stringContaining(problem)]);
});

test.each<readonly [string, Edit]>([
  ["a whole GPU", requesting("nvidia.com/gpu")],
  ["MIG that is off", withPluginValues({ migStrategy: "none" })],
  ["a ConfigMap about other things", withConfigMap({ any: "sharing: none" })],
])("gpu-sharing accepts %s", (_, edit) => {
  expect(found(edit)).toEqual([]);
});

test("gpu-sharing names settings of the device plugin that no stack has", () => {
  expect(found(withPluginValues({ config: { name: "elsewhere" } }))).toEqual([
    expect.stringContaining("not judged: ConfigMap elsewhere, whose settings the device plugin reads"),
  ]);
});
