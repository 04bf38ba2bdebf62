import { pipelineQuota } from "../../../../src/parts/kubeflow-pipelines/checks/pipeline-quota";
import { NOTHING_STATED, type Stated, statedIn } from "../../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { type Edit, foundBy } from "../../../support/findings";
import { settingsFor } from "../../../support/recorded-causes";

const ENVIRONMENT = "ml-inference-prod";
const GPU = "requests.nvidia.com/gpu";
const changeWith = (maxGpus: number, nodeGroups: object) => ({
  components: { "kubeflow-pipelines": { stepsImageTag: "2.17.0-2", maxGpus } },
  cluster: { nodeGroups },
});
const GPU_NODES = { general: {}, gpu: { instanceTypes: ["g5.xlarge"], minPerZone: 1, maxPerZone: 2 } };
const WITH = changeWith(2, GPU_NODES);
const WITHOUT = changeWith(0, { general: {} });

const statedFor = (change: object): Stated => statedIn(settingsFor(configWith(ENVIRONMENT, change)));
const found = (change: object, edit: Edit, stated = statedFor(change)): string[] =>
  foundBy(pipelineQuota, altered(planWith(ENVIRONMENT, change), edit), { statedOf: () => stated });
const hard =
  (edit: (all: Editable) => void): Edit =>
  ({ platform }) =>
    edit(platform.resource.kubernetes_resource_quota_v1.kubeflow_pipelines.spec.hard as Editable);

test.each([
  ["with GPUs", WITH],
  ["without GPUs", WITHOUT],
])("pipeline-quota accepts steps %s", (_, change) => {
  const plan = environmentPlan(planWith(ENVIRONMENT, change));
  expect(foundBy(pipelineQuota, plan, { statedOf: () => statedFor(change) })).toEqual([]);
});

test.each<readonly [string, object, Edit, string]>([
  [
    "more GPUs than the file states",
    WITH,
    hard((all) => (all[GPU] = "3" as unknown as Editable)),
    `${GPU} is 3, expected 2, as the file states in components.kubeflow-pipelines.maxGpus`,
  ],
  [
    "GPUs that the file does not state",
    WITHOUT,
    hard((all) => (all[GPU] = "1" as unknown as Editable)),
    `${GPU} is 1, expected 0, as the file states in components.kubeflow-pipelines.maxGpus`,
  ],
  [
    "claims",
    WITH,
    hard((all) => (all["persistentvolumeclaims"] = "4" as unknown as Editable)),
    "persistentvolumeclaims is 4",
  ],
  [
    "any number of claims",
    WITHOUT,
    hard((all) => delete all["persistentvolumeclaims"]),
    "persistentvolumeclaims is not limited",
  ],
  [
    "GPUs without nodes that have them",
    WITH,
    ({ cluster }) => {
      const groups = cluster.resource.aws_eks_node_group as Editable;
      const kept = Object.entries(groups).filter(([name]) => !name.startsWith("gpu"));
      expect(kept.length).toBeLessThan(Object.keys(groups).length);
      cluster.resource["aws_eks_node_group"] = Object.fromEntries(kept) as unknown as Editable;
    },
    "no node group has GPUs",
  ],
])("pipeline-quota reports a quota of runs with %s", (_, change, edit, text) => {
  const [finding = "", ...others] = found(change, edit);
  expect(others).toEqual([]);
  expect(finding).toContain(text);
});

test("pipeline-quota judges the nodes without a record of the file", () => {
  const edit = hard((all) => (all[GPU] = "1" as unknown as Editable));
  expect(found(WITHOUT, edit, NOTHING_STATED).join("\n")).toContain("no node group has GPUs");
});
