import { pipelineRights } from "../../../../src/parts/kubeflow-pipelines/checks/pipeline-rights";
import { rbac } from "../../../../src/checks/workload/rbac";
import { type Editable } from "../../../support/altered";
import { type Edit, newlyFound } from "../../../support/findings";
import { inPlatform, kubeflowPipelinesPlan } from "../../../support/kubeflow-pipelines";

const PLAN = kubeflowPipelinesPlan();
const CHECKS = [pipelineRights];

const rules = (name: string, edit: (all: Editable[]) => void): Edit =>
  inPlatform("role", name, (config) => edit(config["rule"] as unknown as Editable[]));
const added = (name: string, rule: object): Edit => rules(name, (all) => all.push(rule as Editable));

test.each<readonly [string, Edit, string]>([
  [
    "the API server may not delete the pods of a run",
    rules("api_server", (all) => ((all[2] as Editable)["verbs"] = ["get", "list"])),
    "rights of ml-pipeline: missing delete on pods",
  ],
  [
    "the API server may read all Secrets",
    added("api_server", { api_groups: [""], resources: ["secrets"], verbs: ["get"] }),
    "rights of ml-pipeline: not needed: get on secrets",
  ],
  [
    "runs may read every ConfigMap",
    rules("steps", (all) => delete (all[0] as Editable)["resource_names"]),
    "rights of pipeline-runner: not needed: get on configmaps",
  ],
  [
    "runs may read no settings",
    rules("steps", (all) => ((all[0] as Editable)["resource_names"] = ["other"])),
    "missing get on configmaps named kfp-launcher; not needed: get on configmaps named other",
  ],
  [
    "a rule has every verb",
    rules("persistence_agent", (all) => ((all[0] as Editable)["verbs"] = ["*"])),
    "rights of persistence-agent: not needed: * on workflows of argoproj.io",
  ],
  [
    "a rule has every kind of object",
    rules("user_interface", (all) => ((all[0] as Editable)["resources"] = ["*"])),
    "rights of ml-pipeline-ui: not needed: get on *",
  ],
  [
    "the controller may not store long templates",
    rules("workflow_controller", (all) => {
      const rule = all.find((each) => (each["resources"] as unknown as string[]).includes("configmaps"));
      (rule as Editable)["verbs"] = ["get", "list", "watch"];
    }),
    "rights of workflow-controller: missing create on configmaps",
  ],
  [
    "nobody has the role of the schedules",
    ({ platform }) => delete platform.resource.kubernetes_role_binding_v1.kubeflow_pipelines_schedules,
    "rights of schedules: missing get, list, watch, create on workflows of argoproj.io",
  ],
  [
    "runs have no token",
    inPlatform("service_account", "steps", (config) => (config["automount_service_account_token"] = false)),
    "service account pipeline-runner of runs: automountServiceAccountToken is false",
  ],
  [
    "runs have another service account",
    ({ platform }) => {
      platform.resource.kubernetes_service_account_v1.kubeflow_pipelines_steps.metadata.name = "steps";
    },
    "service account pipeline-runner of runs: it does not exist in kubeflow",
  ],
])("ML-05 pipeline-rights reports that %s", (_, edit, text) => {
  const messages = newlyFound(CHECKS, PLAN, edit);
  expect(messages).toEqual([expect.stringMatching(/^pipeline-rights /)]);
  expect(messages[0]).toContain(text);
});

test("ML-05 rbac judges a role that an account beside those of Kubeflow Pipelines has too", () => {
  const messages = newlyFound(
    [rbac],
    PLAN,
    inPlatform("role_binding", "steps", ({ subject }) =>
      (subject as unknown as object[]).push({
        kind: "ServiceAccount",
        name: "metadata-writer",
        namespace: "kubeflow",
      }),
    ),
  );
  expect(messages.join("\n")).toContain("role pipeline-runner: it may get all pods");
});

test("ML-05 rbac judges the token of other service accounts of the namespace", () => {
  const messages = newlyFound(
    [rbac],
    PLAN,
    inPlatform("service_account", "metadata", (config) => (config["automount_service_account_token"] = true)),
  );
  expect(messages).toEqual([expect.stringContaining("service account metadata-grpc-service: every pod")]);
});
