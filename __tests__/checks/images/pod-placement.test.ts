import { podPlacement } from "../../../src/checks/images/pod-placement";
import { type Editable, altered } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { WITH_GPU, gpuPlan } from "./plans";

const LABEL = "private-eks-inference/node-group";

const podSpec = (models: Editable): Editable =>
  models.resource.kubernetes_deployment_v1.vision.spec.template.spec;

test.each<readonly [string, (spec: Editable) => void, string]>([
  [
    "selects nodes without GPUs",
    (spec) => (spec["node_selector"][LABEL] = "general"),
    "its nodes have no GPU driver",
  ],
  [
    "does not tolerate the taint of its group",
    (spec) => delete spec["toleration"],
    "do not tolerate its taint nvidia.com/gpu",
  ],
  ["selects a group that does not exist", (spec) => (spec["node_selector"][LABEL] = "gpus"), "no label"],
  [
    "selects another architecture",
    (spec) => (spec["node_selector"]["kubernetes.io/arch"] = "arm64"),
    "fit no node group",
  ],
])("pod-placement finds a GPU model that %s", (_, edit, problem) => {
  const plan = altered(gpuPlan(), ({ models }) => edit(podSpec(models)));
  expect(foundBy(podPlacement, plan)).toEqual([expect.stringContaining(problem)]);
});

test("pod-placement names the group that the pod selects first", () => {
  const many = planWith("ml-inference-prod", {
    ...WITH_GPU,
    cluster: { nodeGroups: { general: {}, more: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
  });
  const plan = altered(many, ({ models }) => delete podSpec(models).toleration);
  expect(foundBy(podPlacement, plan)).toEqual([
    expect.stringContaining("fit no node group: gpu_a: the pods do not tolerate its taint"),
  ]);
});

test("pod-placement finds pods whose node group has lost its label", () => {
  const plan = altered(gpuPlan(), ({ cluster }) => {
    for (const group of ["gpu_a", "gpu_b"]) delete cluster.resource.aws_eks_node_group[group].labels;
  });
  expect(foundBy(podPlacement, plan)).toHaveLength(1);
});

test("pod-placement finds Fargate pods with GPUs or a CSI volume", () => {
  const plan = altered("mlapp", ({ models }) => {
    const { spec } = models.resource.kubernetes_deployment_v1.model_service.spec.template;
    spec.container[0].resources.limits["nvidia.com/gpu"] = "1";
    spec.volume.push({ name: "secrets", csi: { driver: "secrets-store.csi.k8s.io" } });
  });
  expect(foundBy(podPlacement, plan)).toEqual([
    expect.stringContaining("run on Fargate, which does not support GPUs or a CSI volume"),
  ]);
});

test("pod-placement accepts selectors on the labels that nodes have by default", () => {
  const plan = altered("ml-inference-prod", ({ models }) => {
    models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template.spec.node_selector = {
      "kubernetes.io/os": "linux",
      "kubernetes.io/arch": "amd64",
      "node.kubernetes.io/instance-type": "t3.medium",
      "topology.kubernetes.io/zone": "ap-southeast-2b",
      "eks.amazonaws.com/nodegroup": "general-b",
      "eks.amazonaws.com/capacityType": "ON_DEMAND",
    };
  });
  expect(foundBy(podPlacement, plan)).toEqual([]);
});

test.each<readonly [string, object, string]>([
  [
    "every taint",
    { operator: "Exists" },
    "tolerate every taint, so they also start on nodes of other groups, and stay on nodes that do not answer",
  ],
  ["nothing", {}, "have a toleration without a key, which needs the operator Exists"],
])("pod-placement finds pods that tolerate %s", (_, toleration, problem) => {
  const plan = altered(gpuPlan(), ({ models }) => podSpec(models)["toleration"].push(toleration));
  expect(foundBy(podPlacement, plan)).toEqual([expect.stringContaining(problem)]);
});

test.each<readonly [string, string | undefined]>([
  ["windows", "run on windows, and no node group has it"],
  ["stranger", "run on stranger, expected linux or windows"],
  ["linux", undefined],
])("pod-placement reads the operating system %s of pods", (name, problem) => {
  const plan = altered(gpuPlan(), ({ models }) => (podSpec(models)["os"] = { name }));
  expect(foundBy(podPlacement, plan)).toEqual(
    problem === undefined ? [] : [expect.stringContaining(problem)],
  );
});
