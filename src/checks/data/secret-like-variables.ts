import { UserData } from "../../infrastructure/text-user-data";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { isLiteralSecret, isSecretName, secretsIn } from "../../infrastructure/text-secrets";
import { type ContainerSpec, items } from "../../infrastructure/kubernetes-api";
import {
  type Container,
  type KubernetesObject,
  type Pods,
  objectsOf,
} from "../../infrastructure/kubernetes-objects";
import { LAYERS } from "../../base/layers";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asObject, type JsonObject, text, texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const secretLikeVariables: Check = {
  ...ruleOf(TEXTS, "secret-like-variables"),
  run: (plan) => {
    const objects = objectsOf(plan);
    const findings = [
      ...objects
        .ofKind("config_map")
        .flatMap((map) => combinedFinding(map.resource, map.title, named(inFiles(dataOf(map))))),
      ...objects.pods.flatMap((pods) =>
        combinedFinding(
          pods.owner.resource,
          pods.owner.title,
          pods.containers.flatMap((container) =>
            named(inContainer(plan, pods, container)).map(
              (problem) => `container ${container.name}: ${problem}`,
            ),
          ),
        ),
      ),
      ...helmReleasesOf(plan).flatMap(({ resource, chart, values }) =>
        combinedFinding(resource, `values of chart ${chart}`, named(secretsIn(values))),
      ),
      ...plan
        .resources("aws_launch_template")
        .flatMap((template) =>
          combinedFinding(
            template,
            "user data",
            named(secretsIn(UserData.in(template.config.user_data)?.text ?? "")),
          ),
        ),
    ];
    return [...findings.map((finding) => ({ ...finding, key: ["environment"] })), ...inDefaults(plan)];
  },
};

/** Defaults of variables of Terraform, which own files can declare. */
const inDefaults = (plan: EnvironmentPlan): Finding[] =>
  LAYERS.flatMap((layer) =>
    Object.entries(asObject(plan.stack(layer)?.json["variable"]))
      .filter(
        ([name, variable]) =>
          isSecretName(name) && isLiteralSecret(String(asObject(variable)["default"] ?? "")),
      )
      .map(([name]) => ({
        layer,
        address: `var.${name}`,
        message: `the default of ${name}, which is named like a secret, is in the configuration and in the state`,
        fix: "remove the default and read the value from Secrets Manager where it is used",
      })),
  );

const named = (names: readonly string[]): string[] => names.map((name) => `${name} is named like a secret`);

const dataOf = ({ api }: KubernetesObject): JsonObject => asObject(api.data);

/** Variables of a ConfigMap, and lines of its files. */
const inFiles = (data: JsonObject): string[] =>
  Object.entries(data).flatMap(([name, value]) => {
    const content = String(value);
    if (content.includes("\n")) return secretsIn(content).map((each) => `${name}: ${each}`);
    return isSecretName(name) && isLiteralSecret(content) ? [name] : [];
  });

const sourcesOf = ({ configMapRef, secretRef }: NonNullable<ContainerSpec["envFrom"]>[number]) =>
  [
    ["config_map", configMapRef],
    ["secret", secretRef],
  ] as const;

function inContainer(plan: EnvironmentPlan, { owner }: Pods, { config }: Container): string[] {
  const variables = items(config.env).flatMap(({ name, value }) =>
    isSecretName(text(name) ?? "") && isLiteralSecret(String(value ?? "")) ? [`env ${String(name)}`] : [],
  );
  const all = items(config.envFrom).flatMap((from) =>
    sourcesOf(from).flatMap(([kind, reference]) => {
      const source = objectsOf(plan).find(kind, owner.namespace, text(reference?.name) ?? "");
      const prefix = text(from.prefix) ?? "";
      // a ConfigMap has a finding of its own for names without the prefix
      return Object.entries(source ? dataOf(source) : {})
        .filter(([name, value]) => isSecretName(prefix + name) && isLiteralSecret(String(value)))
        .filter(([name]) => kind === "secret" || !isSecretName(name))
        .map(([name]) => `envFrom ${kind.replace("_", " ")} ${source?.name ?? ""}: ${prefix}${name}`);
    }),
  );
  const commands = (["command", "args"] as const).flatMap((key) =>
    secretsIn(texts(config[key]).join(" ")).map((name) => `${key} ${name}`),
  );
  return [...variables, ...all, ...commands];
}
