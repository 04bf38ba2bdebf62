import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keepAlive } from "../../../src/checks/ports/keep-alive";
import facts from "../../../src/evidence/options-of-servers.json";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { CHAT, onGpus } from "../../support/llm";
import { planOf } from "../../support/reference-plans";
import { chatPlan, variablesOfChat } from "../../support/vllm";

test.each(ENVIRONMENTS)("ALB-01 keep-alive finds nothing in %s", (name) => {
  expect(foundBy(keepAlive, environmentPlan(planOf(name)))).toEqual([]);
});

/** The findings on a model of an environment with an ALB, by its command and variables. */
function found(command: readonly string[], environment: Record<string, string> = {}, entry = {}): string[] {
  const models = [{ name: "api", image: { tag: "1.0.0" }, command, environment }];
  return foundBy(keepAlive, environmentPlan(planWith("retail-forecast", { models, entry })));
}

const UVICORN = ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "8080"];
const GUNICORN = ["gunicorn", "--bind", "0.0.0.0:8080"];

test.each<readonly [title: string, command: readonly string[], problem: string]>([
  ["uvicorn by default", UVICORN, "uvicorn closes an idle connection after 5 s"],
  [
    "uvicorn by a flag",
    [...UVICORN, "--timeout-keep-alive", "60"],
    "uvicorn closes an idle connection after 60 s",
  ],
  [
    "gunicorn with workers of uvicorn",
    [...GUNICORN, "-k", "uvicorn.workers.UvicornWorker", "--keep-alive", "2", "app:app"],
    "gunicorn closes an idle connection after 2 s",
  ],
  [
    "gunicorn with threads",
    [...GUNICORN, "--threads=4", "--keep-alive=30", "app:app"],
    "gunicorn closes an idle connection after 30 s",
  ],
  [
    "hypercorn by default",
    ["hypercorn", "--bind", "0.0.0.0:8080", "app:app"],
    "hypercorn closes an idle connection after 5 s",
  ],
])("ALB-01 keep-alive finds %s", (_, command, problem) => {
  const lines = found(command);
  expect(lines).toEqual([expect.stringContaining(problem)]);
  expect(lines).toEqual([expect.stringContaining("the load balancer keeps it for 60 s")]);
});

test("ALB-01 keep-alive compares with the idle timeout of the file", () => {
  const command = [...UVICORN, "--timeout-keep-alive", "75"];
  expect(found(command)).toEqual([]);
  expect(found(command, {}, { idleTimeoutSeconds: 120 })).toEqual([
    expect.stringContaining("the load balancer keeps it for 120 s"),
  ]);
});

test.each<readonly [title: string, command: readonly string[], variables: Record<string, string>]>([
  ["uvicorn with a longer time", [...UVICORN, "--timeout-keep-alive", "65"], {}],
  ["uvicorn by its variable", UVICORN, { UVICORN_TIMEOUT_KEEP_ALIVE: "65" }],
  [
    "gunicorn without a time, which a file of the image can have",
    [...GUNICORN, "-k", "gthread", "app:app"],
    {},
  ],
  [
    "gunicorn with sync workers, which keep no connection",
    [...GUNICORN, "--workers", "4", "--keep-alive", "2", "app:app"],
    {},
  ],
  ["a program that is not known", ["serve", "--port", "8080"], {}],
])("ALB-01 keep-alive accepts %s", (_, command, variables) => {
  expect(found(command, variables)).toEqual([]);
});

test("ALB-01 keep-alive judges no server behind an NLB, which follows each connection", () => {
  const models = [{ name: "api", image: { tag: "1.0.0" }, command: UVICORN }];
  expect(foundBy(keepAlive, environmentPlan(planWith("ml-inference-prod", { models })))).toEqual([]);
});

const ofChat = (edit: Edit): string[] => newlyFound([keepAlive], chatPlan(), edit);

test("ML-01 keep-alive accepts the time that a language model has, behind an ALB with any idle timeout", () => {
  expect(foundBy(keepAlive, environmentPlan(chatPlan()))).toEqual([]);
  const change = { ...onGpus("g6.xlarge"), models: [CHAT], entry: { idleTimeoutSeconds: 240 } };
  expect(foundBy(keepAlive, environmentPlan(planWith("retail-forecast", change)))).toEqual([]);
});

test("ML-01 keep-alive finds a language model without the time, whose default is 5 s", () => {
  const without = variablesOfChat((data) => {
    delete data["VLLM_HTTP_TIMEOUT_KEEP_ALIVE"];
  });
  expect(ofChat(without)).toEqual([expect.stringContaining("vLLM closes an idle connection after 5 s")]);
});

test("ML-01 a time of the file is that of the language model", () => {
  const model = { ...CHAT, environment: { VLLM_HTTP_TIMEOUT_KEEP_ALIVE: "300" } };
  const plan = planWith("retail-forecast", { ...onGpus("g6.xlarge"), models: [model] });
  const [config] = environmentPlan(plan).resources("kubernetes_config_map_v1");
  expect(config?.config.data).toMatchObject({ VLLM_HTTP_TIMEOUT_KEEP_ALIVE: "300" });
  expect(foundBy(keepAlive, environmentPlan(plan))).toEqual([]);
});

test.each(["uvicorn", "hypercorn", "vLLM", "KServe"])("the guide has the default of %s", (name) => {
  const page = readFileSync(join(__dirname, "../../../docs/guide/containers.md"), "utf8");
  const seconds = facts.programs.find((each) => each.name === name)?.keepAlive?.default ?? "none";
  const row = page.split("\n").find((line) => line.startsWith("|") && line.includes(name)) ?? "";
  expect(row).toContain(`| ${seconds} s `);
});
