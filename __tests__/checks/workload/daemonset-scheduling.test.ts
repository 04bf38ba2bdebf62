import { daemonsetScheduling } from "../../../src/checks/workload/daemonset-scheduling";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { foundBy, within } from "../../support/findings";
import { gpuMetricsPlan } from "../../support/gpu-metrics";
import { planOf } from "../../support/reference-plans";
import { editValues, gpuPlan } from "../images/plans";

const ML = "ml-inference-prod";

const afterEdit = (release: string, edit: (values: Editable) => void): string[] =>
  foundBy(
    daemonsetScheduling,
    altered(ML, ({ platform }) => within(platform.resource.helm_release[release].values, "0", edit)),
  );

test("daemonset-scheduling accepts an environment that mounts secrets", () => {
  const plan = environmentPlan(planOf(ML));
  expect(plan.resources("helm_release").map(({ address }) => address)).toContain(
    "helm_release.secrets_store_driver",
  );
  expect(foundBy(daemonsetScheduling, plan)).toEqual([]);
});

test.each<[what: string, release: string, edit: (values: Editable) => void, problem: string]>([
  [
    "a driver with the chart's priority",
    "secrets_store_driver",
    ({ linux }) => delete linux.priorityClassName,
    "its priority class is missing, expected system-node-critical",
  ],
  [
    "a provider with another priority",
    "secrets_store_aws_provider",
    (values) => (values["priorityClassName"] = "low"),
    "its priority class is low, expected system-node-critical",
  ],
  [
    "a driver that tolerates one taint only",
    "secrets_store_driver",
    ({ linux }) =>
      (linux.tolerations = [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }]),
    "it does not tolerate every taint",
  ],
  [
    "a provider with the chart's tolerations",
    "secrets_store_aws_provider",
    (values) => delete values["tolerations"],
    "it does not tolerate every taint",
  ],
  [
    "a driver with the chart's affinity",
    "secrets_store_driver",
    ({ linux }) => delete linux.affinity,
    "its affinity does not exclude Fargate nodes, whose taint it tolerates",
  ],
  [
    "a driver with an alternative term for any node",
    "secrets_store_driver",
    ({ linux }) =>
      linux.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.push({
        matchExpressions: [{ key: "type", operator: "NotIn", values: ["virtual-kubelet"] }],
      }),
    "its affinity does not exclude Fargate nodes, whose taint it tolerates",
  ],
  [
    "a provider whose affinity replaces the chart's",
    "secrets_store_aws_provider",
    (values) =>
      (values["affinity"] = {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: "kubernetes.io/os", operator: "In", values: ["linux"] }] },
            ],
          },
        },
      }),
    "its affinity does not exclude Fargate nodes, whose taint it tolerates",
  ],
  [
    "a provider without an affinity",
    "secrets_store_aws_provider",
    (values) => (values["affinity"] = null),
    "its affinity does not exclude Fargate nodes, whose taint it tolerates",
  ],
])("daemonset-scheduling finds %s", (_, release, edit, problem) => {
  expect(afterEdit(release, edit)).toEqual([
    `helm_release.${release}: DaemonSet for the mount of secrets: ${problem}`,
  ]);
});

test("daemonset-scheduling accepts the chart's default tolerations of the driver, which are for every taint", () => {
  expect(afterEdit("secrets_store_driver", ({ linux }) => delete linux.tolerations)).toEqual([]);
});

test.each([
  [
    "a toleration of another taint",
    (values: Editable) => (values["tolerations"] = [{ key: "other", operator: "Exists" }]),
    "the pods do not tolerate its taint nvidia.com/gpu=true:NoSchedule",
  ],
  [
    "the label of another architecture",
    (values: Editable) => (values["nodeSelector"]["kubernetes.io/arch"] = "arm64"),
    "its nodes have no label kubernetes.io/arch=arm64",
  ],
])("daemonset-scheduling finds a device plugin with %s, which runs on no GPU node", (_, edit, why) => {
  const plan = altered(gpuPlan(), ({ platform }) => {
    editValues(platform.resource.helm_release.gpu_device_plugin, edit);
  });
  expect(foundBy(daemonsetScheduling, plan)).toEqual([
    `helm_release.gpu_device_plugin: DaemonSet nvidia-device-plugin: it does not run on nodes of gpu_a, gpu_b: ${why}`,
  ]);
});

test("daemonset-scheduling finds an exporter of GPU counters that runs on nodes without GPUs, or not on those with them", () => {
  const edited = (edit: (values: Editable) => void): string[] =>
    foundBy(
      daemonsetScheduling,
      altered(gpuMetricsPlan(), ({ platform }) => {
        editValues(platform.resource.helm_release.gpu_metrics, edit);
      }),
    );
  expect(edited(() => undefined)).toEqual([]);
  expect(edited((values) => delete values["nodeSelector"])).toEqual([
    "helm_release.gpu_metrics: DaemonSet dcgm-exporter: it also runs on nodes of general_a, general_b, which have no GPUs",
  ]);
  expect(edited((values) => delete values["tolerations"])).toEqual([
    "helm_release.gpu_metrics: DaemonSet dcgm-exporter: it does not run on nodes of gpu_a, gpu_b: the pods do not tolerate its taint nvidia.com/gpu=true:NoSchedule",
  ]);
});

test("daemonset-scheduling reports a toleration with an unknown operator", () => {
  const plan = altered(gpuPlan(), ({ platform }) => {
    editValues(platform.resource.helm_release.gpu_device_plugin, (values) => {
      values.tolerations[0].operator = "Exist";
    });
  });
  // The chart has a second DaemonSet with the same tolerations, for nodes that share GPUs.
  expect(foundBy(daemonsetScheduling, plan)).toEqual(
    [1, 2].map(
      () =>
        expect.stringContaining('a toleration has the operator "Exist", expected Exists or Equal') as string,
    ),
  );
});
