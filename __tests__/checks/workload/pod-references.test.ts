import { podReferences } from "../../../src/checks/workload/pod-references";
import { foundBy, newlyFound } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { type Case, ML, MODEL, object, deployment, pod, container, custom } from "./edits";

const CHECK = [podReferences];

test.each<Case>([
  [
    "a ConfigMap that does not exist",
    ML,
    ({ models }) => delete models.resource.kubernetes_config_map_v1,
    "ConfigMap ml-inference-api does not exist in ml-inference",
  ],
  [
    "a service account that does not exist",
    ML,
    pod((spec) => (spec["service_account_name"] = "other")),
    "service account other does not exist in ml-inference",
  ],
  [
    "the default service account",
    ML,
    pod((spec) => delete spec["service_account_name"]),
    "it runs as the default service account, which all pods share",
  ],
  [
    "a SecretProviderClass that does not exist",
    ML,
    custom(MODEL, (resources) => resources.pop()),
    "SecretProviderClass ml-inference-api does not exist in ml-inference",
  ],
  [
    "a priority class that does not exist",
    "ml-inference-hardened",
    ({ models }) => delete models.resource.kubernetes_priority_class_v1,
    "PriorityClass models-ml-inference does not exist",
  ],
  [
    "pods that can start before their priority class exists",
    "ml-inference-hardened",
    ({ models }) => {
      const { ml_inference_api: own } = models.resource.kubernetes_deployment_v1;
      own.depends_on = (own.depends_on as string[]).filter((each) => !each.includes("priority"));
    },
    "it does not depend on kubernetes_priority_class_v1.models_priority, without which its pods are refused",
  ],
  [
    "a namespace that does not exist",
    ML,
    object("service", MODEL, ({ metadata }) => (metadata.namespace = "other")),
    "namespace other is not one of this environment",
  ],
  [
    "a secret in an environment variable",
    ML,
    container(
      (each) => (each["env"] = [{ name: "KEY", value_from: { secret_key_ref: { name: "a", key: "b" } } }]),
    ),
    "variable KEY is read from a Secret",
  ],
  [
    "an image that is never pulled",
    ML,
    container((each) => (each["image_pull_policy"] = "Never")),
    "container ml-inference-api has the image pull policy Never, expected IfNotPresent",
  ],
  [
    "Services in the environment of a pod",
    ML,
    pod((spec) => delete spec["enable_service_links"]),
    "its environment contains every Service of the namespace: enableServiceLinks is not false",
  ],
  [
    "pods that do not restart after a ConfigMap change",
    ML,
    deployment(({ template }) => delete template.metadata.annotations),
    "its pods do not restart after a ConfigMap change: they have no annotation checksum/config",
  ],
  [
    "a ConfigMap of files that does not exist",
    ML,
    pod((spec) => spec["volume"].push({ name: "files", config_map: { name: "other" } })),
    "ConfigMap other does not exist in ml-inference",
  ],
  [
    "pods that do not restart when their secrets change their names",
    ML,
    deployment(({ template }) => delete template.metadata.annotations["checksum/secrets"]),
    "its pods do not restart after a change of their secrets: they have no annotation checksum/secrets",
  ],
  [
    "a checksum of secrets that is none",
    ML,
    deployment(({ template }) => (template.metadata.annotations["checksum/secrets"] += "x")),
    "they have no annotation checksum/secrets",
  ],
])("pod-references finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

test("pod-references accepts names by reference", () => {
  const named = (type: string, fields: string): string => `resource "kubernetes_${type}" "a" {
  metadata {
    name = "a"
    ${type.startsWith("priority") ? "" : 'namespace = "mlapp"'}
  }
  ${fields}
}`;
  const nameOf = (type: string): string => `kubernetes_${type}.a.metadata[0].name`;
  const plan = environmentWithOwnFile(
    "mlapp",
    "models",
    [
      named("service_account_v1", ""),
      named("config_map_v1", 'data = { A = "a" }'),
      named("priority_class_v1", "value = 1"),
      named("persistent_volume_claim_v1", 'spec { access_modes = ["ReadOnlyMany"] }'),
      named(
        "pod_v1",
        `spec {
    service_account_name = ${nameOf("service_account_v1")}
    priority_class_name  = ${nameOf("priority_class_v1")}
    enable_service_links = false
    volume {
      name = "a"
      persistent_volume_claim { claim_name = ${nameOf("persistent_volume_claim_v1")} }
    }
    container {
      name              = "a"
      image             = "a:1"
      image_pull_policy = "Always"
      env_from {
        config_map_ref { name = ${nameOf("config_map_v1")} }
      }
    }
  }`,
      ),
    ].join("\n"),
  );
  expect(foundBy(podReferences, plan)).toEqual([]);
});
