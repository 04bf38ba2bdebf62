import { readArguments } from "../../../src/evidence/vllm-arguments";
import { weightsBudget } from "../../../src/checks/workload/weights-budget";
import { coldStart } from "../../../src/checks/workload/cold-start";
import { statedIn } from "../../../src/infrastructure/stated";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { asObject } from "../../../src/terraform/stack-json";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { CHAT } from "../../support/llm";
import { settingsFor } from "../../support/recorded-causes";
import { at, config } from "../models-stack";

const change = (mode: string, group: object = {}, over: object = {}) => ({
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g6e.xlarge"], diskGiB: 100, ...group } } },
  models: [{ ...CHAT, weights: { sizeGiB: 15, mode, mibPerSecond: 100 }, startupSeconds: 600, ...over }],
});
const planOf = (changed: object) => planWith("retail-forecast", changed);
const spec = (changed: object) =>
  at(config(planOf(changed), "kubernetes_deployment_v1.chat"), "spec", "template", "spec");
const variables = (changed: object) =>
  asObject(at(config(planOf(changed), "kubernetes_config_map_v1.chat"), "data"));

const WAYS: readonly (readonly [string, object])[] = [
  ["a mounted bucket", change("mount")],
  ["a copy on the root disk", change("download")],
  ["a copy on the instance store", change("download", { instanceStore: true })],
];

test.each(WAYS)("ML-01 the server reads %s as safetensors, which hold no code", (_, changed) => {
  const words = at(spec(changed), "container", 0, "args") as string[];
  expect(words[0]).toBe("/mnt/weights");
  expect(words.filter((each) => /load-format|model-loader/.test(each))).toEqual([
    "--load-format=safetensors",
  ]);
  expect(readArguments(words).problems).toEqual([]);
});

test("ML-01 an init container copies the files, and a mounted bucket has none", () => {
  expect(at(spec(change("download")), "init_container", 0, "args", 2)).toMatch(/^s3:\/\/[a-z0-9-]+\/chat\/$/);
  expect(asObject(spec(change("mount")))["init_container"]).toBeUndefined();
});

test("ML-01 a copy leaves out the files of Mistral in another format, which are as large again", () => {
  expect(at(spec(change("download")), "init_container", 0, "args")).toEqual([
    "s3",
    "sync",
    expect.stringMatching(/^s3:/),
    "/mnt/weights",
    "--exclude",
    "consolidated*",
    "--delete",
    "--only-show-errors",
  ]);
});

test("ML-01 the engine has the time of the start-up probe, which includes the read of a mounted bucket", () => {
  const times = (changed: object) => [
    variables(changed)["VLLM_ENGINE_READY_TIMEOUT_S"],
    at(spec(changed), "container", 0, "startup_probe", "failure_threshold"),
  ];
  expect(times(change("mount"))).toEqual(["754", 76]);
  expect(times(change("download"))).toEqual(["600", 60]);
});

const findings = (changed: object, plan: EnvironmentPlan): string[] => {
  const stated = statedIn(settingsFor(configWith("retail-forecast", changed)));
  return [weightsBudget, coldStart].flatMap((check) => foundBy(check, plan, { statedOf: () => stated }));
};

test.each(WAYS)("weights-budget and cold-start accept %s", (_, changed) => {
  expect(findings(changed, environmentPlan(planOf(changed)))).toEqual([]);
});

test("weights-budget reports a mounted bucket without the driver that mounts it", () => {
  const changed = change("mount");
  const without = altered(planOf(changed), ({ platform, cluster }) => {
    for (const { resource } of [platform, cluster])
      resource["aws_eks_addon"] = Object.fromEntries(
        Object.entries(resource["aws_eks_addon"] ?? {}).filter(
          ([, addon]) => !JSON.stringify(addon).includes("mountpoint"),
        ),
      );
  });
  expect(findings(changed, without)).toEqual([
    expect.stringMatching(/no add-on aws-mountpoint-s3-csi-driver mounts volume/),
  ]);
});

test("cold-start counts the read of a root disk, and not that of an instance store, whose rate AWS does not state", () => {
  const short = (group: object): string[] => {
    const changed = change("download", group);
    const stated = statedIn(settingsFor(configWith("retail-forecast", changed)));
    const plan = altered(planOf(changed), ({ models }) => {
      const { spec: pod } = models.resource["kubernetes_deployment_v1"].chat.spec.template;
      pod.container[0].startup_probe.failure_threshold = 25;
    });
    return foundBy(coldStart, plan, { statedOf: () => stated });
  };
  expect(short({ diskMiBps: 250 })).toEqual([
    "kubernetes_deployment_v1.chat: deployment chat: startupProbe ends after 250 s, expected at least 262 s on a g6e.xlarge: " +
      "200 s for the server with its compilation and CUDA graphs, and 62 s for 15.0 GiB of weights at 250 MiB/s",
  ]);
  expect(short({ instanceStore: true })).toEqual([]);
});
