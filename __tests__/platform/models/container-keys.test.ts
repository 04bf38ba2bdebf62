import { inferenceServicesOf } from "../../../src/parts/kserve/model";
import { type Json, asArray, asObject } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { kservePlan } from "../../support/kserve";
import { configWith } from "../../support/environments";
import { Plan } from "../../support/plan";
import { textsFor } from "../../support/synthesized-texts";
import { ML, at, config } from "../models-stack";

const FILE = "files/demand-forecast.json";

const planOf = (keys: object) => planWith(ML, { models: [{ name: "m", image: { tag: "1" }, ...keys }] });
const template = (keys: object) =>
  asObject(at(config(planOf(keys), "kubernetes_deployment_v1.m"), "spec", "template"));
const pod = (keys: object) => asObject(at(template(keys), "spec"));
const container = (keys: object) => asObject(at(pod(keys), "container", 0));
const named = (list: Json | undefined, name: string) =>
  asArray(list).find((each) => at(each, "name") === name);

test("API-02 the program of the image runs without command and arguments by default", () => {
  expect(container({})).not.toHaveProperty("command");
  expect(container({})).not.toHaveProperty("args");
});

test("API-02 command and arguments replace those of the image, and their templates stay text", () => {
  const keys = { command: ["python", "-m"], arguments: ["server", "--name=${HOSTNAME}"] };
  expect(container(keys)).toMatchObject({
    command: ["python", "-m"],
    args: ["server", "--name=$${HOSTNAME}"],
  });
});

describe("a memory volume", () => {
  const keys = { memoryVolumes: { shm: { path: "/dev/shm", sizeMiB: 256 } } };

  test("API-02 is an emptyDir in memory with a size limit", () => {
    expect(named(pod(keys)["volume"], "memory-shm")).toEqual({
      name: "memory-shm",
      empty_dir: { medium: "Memory", size_limit: "256Mi" },
    });
    expect(named(container(keys)["volume_mount"], "memory-shm")).toEqual({
      name: "memory-shm",
      mount_path: "/dev/shm",
    });
  });

  test("API-02 takes no disk of the node, and changes no request of memory", () => {
    expect(container(keys)["resources"]).toEqual(container({})["resources"]);
  });
});

describe("a ConfigMap of files", () => {
  const keys = { configFiles: { settings: { path: "/etc/forecast", files: [FILE] } } };

  test("API-02 has the text of each file under its name", () => {
    const map = config(planOf(keys), "kubernetes_config_map_v1.m_files_settings");
    expect(at(map, "metadata", "name")).toBe("m.settings");
    expect(Object.keys(asObject(map["data"]))).toEqual(["demand-forecast.json"]);
    expect(at(map, "data", "demand-forecast.json")).toContain('"horizonDays": 28');
  });

  test("API-02 is mounted read-only", () => {
    expect(named(pod(keys)["volume"], "files-settings")).toEqual({
      name: "files-settings",
      config_map: { name: "m.settings" },
    });
    expect(named(container(keys)["volume_mount"], "files-settings")).toEqual({
      name: "files-settings",
      mount_path: "/etc/forecast",
      read_only: true,
    });
  });

  test("API-02 exists before the pods", () => {
    expect(config(planOf(keys), "kubernetes_deployment_v1.m")["depends_on"]).toContain(
      "kubernetes_config_map_v1.m_files_settings",
    );
  });

  const withText = (text: string) =>
    new Plan(
      ML,
      textsFor({
        name: ML,
        config: configWith(ML, { models: [{ name: "m", image: { tag: "1" }, ...keys }] }),
        files: [{ file: FILE, text }],
      }),
    );

  test("API-02 is in the checksum of the pod template, so that another text starts a rollout", () => {
    const sumOf = (text: string) =>
      at(
        config(withText(text), "kubernetes_deployment_v1.m"),
        ...["spec", "template", "metadata", "annotations", "checksum/config"],
      );
    expect(sumOf("1")).not.toEqual(sumOf("2"));
  });

  test("API-02 keeps sequences of Terraform templates as text", () => {
    const map = config(withText("${file(1)} %{if}"), "kubernetes_config_map_v1.m_files_settings");
    expect(at(map, "data", "demand-forecast.json")).toBe("$${file(1)} %%{if}");
  });
});

test("API-02 annotations of pods are added to those of the rollout", () => {
  const annotations = at(
    template({ podAnnotations: { "example.com/scrape": "yes" } }),
    "metadata",
    "annotations",
  );
  expect(annotations).toMatchObject({ "example.com/scrape": "yes" });
  expect(annotations).toHaveProperty("checksum/config");
});

test("ML-02 a model of KServe has memory volumes, files and annotations too", () => {
  const plan = kservePlan({
    memoryVolumes: { shm: { path: "/dev/shm", sizeMiB: 128 } },
    configFiles: { settings: { path: "/etc/forecast", files: [FILE] } },
    podAnnotations: { "example.com/scrape": "yes" },
  });
  const [service] = inferenceServicesOf(environmentPlan(plan));
  const { metadata, spec } = service?.deployment.spec.template ?? {};
  const volume = (wanted: string) => spec?.volumes?.find(({ name }) => name === wanted);
  expect(volume("memory-shm")).toMatchObject({
    emptyDir: { medium: "Memory", sizeLimit: "128Mi" },
  });
  expect(volume("files-settings")).toMatchObject({
    configMap: { name: "fraud-detection.settings" },
  });
  expect(metadata?.annotations).toMatchObject({
    "example.com/scrape": "yes",
    "checksum/config": expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
});
