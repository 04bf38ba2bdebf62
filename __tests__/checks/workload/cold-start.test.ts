import { instanceTypesKnown } from "../../../src/facts/instance-capacity";
import { networkMiBpsOf } from "../../../src/facts/instance-network";
import { predictedColdStart as coldStartOf } from "../../../src/facts/cold-start";
import { checkpointMiB } from "../../../src/facts/memory";
import { MODEL_CARDS, type ModelCardName } from "../../../src/facts/model-cards";
import { expectedStart } from "../../../src/evidence/expected-start";
import { CAPACITY_CHECKS } from "../../../src/checks/generated/capacity";
import { coldStart } from "../../../src/checks/workload/cold-start";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { type Edit, found, foundBy, within } from "../../support/findings";
import { CHAT, LARGE_CHAT, onGpus } from "../../support/llm";
import { settingsFor } from "../../support/recorded-causes";

const ENVIRONMENT = "retail-forecast";

const change = (type: string, over: object = {}) => ({
  ...onGpus(type),
  models: [{ ...CHAT, startupSeconds: 600, ...over }],
});

/** Findings of the check on an environment that states its sizes, after an edit of the stacks. */
function foundIn(changed: object, edit: Edit = () => undefined): string[] {
  const stated = statedIn(settingsFor(configWith(ENVIRONMENT, changed)));
  return foundBy(coldStart, altered(planWith(ENVIRONMENT, changed), edit), { statedOf: () => stated });
}

const onDeployment =
  (edit: (deployment: Editable) => void): Edit =>
  ({ models }) => {
    edit(models.resource["kubernetes_deployment_v1"].chat);
  };

test.each([
  ["an 8B model on one GPU", change("g6.xlarge")],
  ["an 8B model with more time", change("g5.xlarge", { startupSeconds: 900 })],
  [
    "a 70B model on eight GPUs",
    change("g6e.48xlarge", { ...LARGE_CHAT, name: "chat", paths: ["/chat/v1"], startupSeconds: 600 }),
  ],
])("cold-start accepts what synth emits for %s", (_, changed) => {
  expect(foundIn(changed)).toEqual([]);
});

test("cold-start accepts the time that the arithmetic of synth names for each card, way of an S3 stream and type", () => {
  const types = instanceTypesKnown().filter((type) => networkMiBpsOf(type) !== undefined);
  const short = types.flatMap((type) =>
    Object.entries(MODEL_CARDS).flatMap(([model, card]) => {
      const keys = {
        model: model as ModelCardName,
        tensorParallel: 1,
        maxLength: 1,
        dtype: "bfloat16" as const,
      };
      const weightsMiB = checkpointMiB({ ...keys, card });
      const network = { networkMiBps: networkMiBpsOf(type) ?? 0, diskMiBps: 125 };
      const flags = { parallelPull: false, compileCached: false };
      const predicted = coldStartOf({ way: "stream", weightsMiB, ...network, ...flags });
      const expected = expectedStart(keys, [type], false);
      const all = expected ? expected.container + expected.node + expected.image : Infinity;
      return predicted.podSeconds >= (expected?.container ?? Infinity) && predicted.seconds >= all
        ? []
        : [`${model} on ${type}`];
    }),
  );
  expect(types.length).toBeGreaterThan(30);
  expect(short).toEqual([]);
});

test("cold-start reports a start-up probe and a time of the engine below the time of the slowest type", () => {
  const changed = change("g6e.xlarge", { startupSeconds: 220 });
  changed.cluster.nodeGroups.gpu = { instanceTypes: ["g6e.48xlarge", "g6e.xlarge"] };
  expect(foundIn(changed)).toEqual([
    "kubernetes_deployment_v1.chat: deployment chat: startupProbe ends after 220 s, expected at least 268 s on a g6e.xlarge: " +
      "200 s for the server with its compilation and CUDA graphs, and 68 s for 15.0 GiB of weights at 226 MiB/s; " +
      "VLLM_ENGINE_READY_TIMEOUT_S is 220, expected at least 268; " +
      "progressDeadlineSeconds is 639, expected at least 682: 125 s for a node, 289 s for the image and 268 s for the container",
  ]);
});

test.each<readonly [string, Edit, string]>([
  [
    "an engine with the time of the server's default, for weights that take longer",
    ({ models }) =>
      delete models.resource["kubernetes_config_map_v1"].chat.data["VLLM_ENGINE_READY_TIMEOUT_S"],
    "VLLM_ENGINE_READY_TIMEOUT_S is missing, so 600 s, expected at least 797",
  ],
  [
    "a deadline that ends before node, image and pod",
    onDeployment(({ spec }) => (spec.progress_deadline_seconds = 900)),
    "progressDeadlineSeconds is 900, expected at least 1211: 125 s for a node, 289 s for the image and 797 s for the container",
  ],
  [
    "a rollout that Terraform waits for",
    onDeployment((deployment) => (deployment["wait_for_rollout"] = true)),
    "Terraform waits 600 s for the rollout, expected at least 1211 s, or wait_for_rollout false",
  ],
  [
    "a rollout that Terraform waits for with a time of its own",
    onDeployment((deployment) => {
      deployment["wait_for_rollout"] = true;
      deployment["timeouts"] = { create: "1h", update: "20m" };
    }),
    "Terraform waits 1200 s for the rollout, expected at least 1211 s, or wait_for_rollout false",
  ],
])("cold-start reports %s", (_, edit, expected) => {
  const changed = change("g6e.12xlarge", {
    llm: { model: "llama-3.3-70b", maxLength: 8192, tensorParallel: 4 },
    gpus: 4,
    memoryRequest: "45Gi",
    startupSeconds: 900,
  });
  changed.cluster.nodeGroups.gpu = { instanceTypes: ["g6e.xlarge"] };
  expect(foundIn(changed, edit)).toEqual([`kubernetes_deployment_v1.chat: deployment chat: ${expected}`]);
});

test("cold-start reports an autoscaler that gives up before the node is there", () => {
  const changed = { ...change("g6.xlarge"), components: { "cluster-autoscaler": {} } };
  const edit =
    (time: string): Edit =>
    ({ platform }) => {
      within(platform.resource["helm_release"].cluster_autoscaler.values, 0, (values) => {
        values.extraArgs["max-node-provision-time"] = time;
      });
    };
  expect(foundIn(changed)).toEqual([]);
  expect(foundIn(changed, edit("5m"))).toEqual([]);
  expect(foundIn(changed, edit("1m30s"))).toEqual([
    "helm_release.cluster_autoscaler: max-node-provision-time is 1m30s, expected at least 125 s: the pods of chat need a new node",
  ]);
});

test("cold-start does not judge a type whose network is not known", () => {
  const changed = {
    ...change("x9.12xlarge"),
    instanceTypes: { "x9.12xlarge": { vcpus: 48, memoryGiB: 384, pods: 234, gpus: 1 } },
  };
  expect(foundIn(changed)).toEqual([
    "kubernetes_deployment_v1.chat: not judged: the network of x9.12xlarge is in no table",
  ]);
});

test("cold-start has no finding without a record of the file, and none for other models", () => {
  const changed = change("g6e.xlarge", { startupSeconds: 220 });
  expect(foundBy(coldStart, environmentPlan(planWith(ENVIRONMENT, changed)))).toEqual([]);
  expect(foundIn({})).toEqual([]);
});

test("a single replica without a GPU for the new pod of a rollout is a finding of capacity-at-peak", () => {
  const changed = { ...change("g6.xlarge", { replicas: { min: 1, max: 1 } }) };
  changed.cluster.nodeGroups.gpu = {
    instanceTypes: ["g6.xlarge"],
    minPerZone: 1,
    maxPerZone: 1,
    zones: ["a"],
  } as never;
  expect(found(CAPACITY_CHECKS, environmentPlan(planWith(ENVIRONMENT, changed)))).toContainEqual(
    expect.stringMatching(
      /^capacity-at-peak aws_eks_node_group\.gpu_a: .*1 of 1 replica and no rollout: its surge pod finds no room/,
    ),
  );
});

test("cold-start finds weights that are larger than stated", () => {
  const downloaded = change("g6.xlarge", {
    startupSeconds: 900,
    weights: { sizeGiB: 16, mode: "download" },
  });
  const edit = onDeployment((deployment) => {
    deployment["metadata"].annotations["private-eks-inference/weights-mib"] = "8192";
  });
  expect(foundIn(downloaded)).toEqual([]);
  expect(foundIn(downloaded, edit)).toEqual([
    expect.stringContaining("it states 8192Mi of weights, expected at least 15317Mi, as their files have"),
  ]);
});
