import { own } from "../../base/own";
import { LAYERS } from "../../base/layers";
import { UserData } from "../../infrastructure/text-user-data";
import { stackTexts } from "../../infrastructure/text-in-stacks";
import { secretLooksIn } from "../../terraform/secret-looks";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { referencesIn } from "../../terraform/terraform-references";
import { block, blocks, isTrue, type JsonObject } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import FACTS from "./secret-holders.json";
import TEXTS from "./texts.json";

export const secretsOutOfState: Check = {
  ...ruleOf(TEXTS, "secrets-out-of-state"),
  run: (plan) => [
    ...plan.all.flatMap((resource) => combinedFinding(resource, "secret", stateProblems(resource))),
    ...stackTexts(plan).noteworthy.flatMap((text) => {
      const { layer, address, path, value, isKey } = text;
      const what = isKey && value.endsWith("_wo") ? literalIn(plan, text) : secretLooksIn(value).what;
      return what === undefined ? [] : [{ layer, address, message: `secret: ${path} contains ${what}` }];
    }),
    ...LAYERS.flatMap((layer) =>
      combinedFinding(
        { layer, address: "provider.helm" },
        "secret",
        registryPasswords(plan.stack(layer)?.providers["helm"]),
      ),
    ),
    ...plan.resources("aws_launch_template").flatMap((template) => {
      const what = secretLooksIn(UserData.in(template.config.user_data)?.text ?? "").what;
      return what === undefined ? [] : combinedFinding(template, "secret", [`user_data contains ${what}`]);
    }),
  ],
};

/** Resources and data sources that always store a secret in the state, or give access to nodes: the effect by type. */
const KEEPERS: Readonly<Record<string, string>> = FACTS.keepers;

/** Attributes that hold a secret, by resource type. */
const HOLDERS: Readonly<Record<string, readonly string[]>> = FACTS.holders;

function stateProblems(resource: PlannedResource): string[] {
  const { type, address, config } = resource;
  const isData = address.startsWith("data.");
  const keeps = own(KEEPERS, isData ? `data.${type}` : type);
  const parameter = type === "aws_ssm_parameter" && !isData && config["type"] !== "SecureString";
  return [
    ...(keeps === undefined || isPublicParameter(resource) ? [] : [`${address} ${keeps}`]),
    ...(isData || parameter
      ? []
      : (own(HOLDERS, type) ?? [])
          .filter((key) => config[key] !== undefined)
          .map((key) => `its ${key} is stored in the state in plain text`)),
    ...(type === "helm_release"
      ? blocks(config["set"])
          .filter(({ type: kind }) => kind === "sensitive")
          .map(() => "it sets a sensitive value")
      : []),
  ];
}

/** Registries of charts for which the Helm provider has a password; version 2 has blocks, version 3 a list. */
function registryPasswords(provider: JsonObject[string] | undefined): string[] {
  const { registry, registries } = block(provider);
  return [...blocks(registry), ...blocks(registries)]
    .filter(({ password }) => password !== undefined)
    .map(
      ({ url }) =>
        `a password for ${String(url ?? "a registry")} is in the configuration; log in with helm registry login, which keeps it in the configuration of the client`,
    );
}

/** True for parameters that AWS publishes, such as AMI ids. */
const isPublicParameter = ({ config }: PlannedResource): boolean =>
  String(config["name"] ?? "").startsWith("/aws/service/");

/** The state omits write-only arguments, but a saved plan contains their literal values. */
function literalIn(
  plan: EnvironmentPlan,
  { layer, holds }: ReturnType<typeof stackTexts>["noteworthy"][number],
): string | undefined {
  const variables = block(plan.stack(layer)?.json["variable"]);
  // A value that contains an ephemeral one is ephemeral.
  const isEphemeral = referencesIn(plan.follow({ layer, value: holds }).value).some(
    ({ subject }) =>
      subject.startsWith("ephemeral.") ||
      (subject.startsWith("var.") && isTrue(block(variables[subject.slice("var.".length)])["ephemeral"])),
  );
  return isEphemeral ? undefined : "a value that is not ephemeral, which a saved plan contains";
}
