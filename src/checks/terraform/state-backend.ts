import { type Layer, LAYERS } from "../../base/layers";
import { backendOf } from "../../infrastructure/state-blocks";
import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { block, isTrue, type Json, type JsonObject, text, texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import { foreignCalls } from "./foreign-callers";
import TEXTS from "./texts.json";

export const stateBackend: Check = {
  ...ruleOf(TEXTS, "state-backend"),
  run: (plan) => {
    const present = LAYERS.filter((layer) => plan.stack(layer) !== undefined);
    return [
      ...present.flatMap((layer) =>
        combinedFinding(
          { layer, address: "terraform.backend" },
          "state",
          backendProblems(plan, layer, present),
        ),
      ),
      ...plan
        .resources("data.terraform_remote_state")
        .flatMap((source): Finding[] =>
          combinedFinding(
            source,
            "outputs of another layer",
            readingProblems(plan, source.layer, source.name, source.config),
          ),
        ),
    ];
  },
};

function backendProblems(plan: EnvironmentPlan, layer: Layer, present: readonly Layer[]): string[] {
  const backend = backendOf(plan, layer);
  if (Object.keys(backend).length === 0) return ["its backend is not S3"];
  const { region, partition, accountId } = homeOf(plan);
  const names = (type: string, key: string) =>
    plan
      .resources(type)
      .filter((each) => each.layer === "state")
      .map((each) => resolveReferences(plan, inLayer(each, each.config[key])));
  const buckets = names("aws_s3_bucket", "bucket");
  const keys = names("aws_kms_alias", "name").map(
    (alias) => `arn:${partition}:kms:${region}:${accountId}:${alias}`,
  );
  const isElsewhere = plan.stack(layer)?.terraform["cloud"] !== undefined;
  const shared = present.filter(
    (other) => other !== layer && backendOf(plan, other)["key"] === backend["key"],
  );
  const path = `${plan.name}/${layer}/`;
  return [
    ...(plan.stack("state") === undefined || buckets.includes(String(backend["bucket"]))
      ? []
      : [`its bucket ${text(backend["bucket"]) ?? "(not set)"} is not the bucket that layer state creates`]),
    ...(plan.stack("state") === undefined || keys.includes(String(backend["kms_key_id"]))
      ? []
      : [
          `its kms_key_id ${text(backend["kms_key_id"]) ?? "(none)"} is not the key alias that layer state creates`,
        ]),
    ...(text(backend["key"])?.startsWith(path) && text(backend["key"])?.endsWith(".tfstate")
      ? []
      : [`its key is ${shown(backend["key"])}, expected a .tfstate key below ${path}`]),
    ...shared.map((other) => `layer ${other} has the same state key`),
    ...(backend["region"] === region
      ? []
      : [`its region is ${shown(backend["region"])}, expected ${region}`]),
    ...(isElsewhere ? ["a cloud block keeps the state elsewhere"] : []),
    ...flagProblems(backend),
    // The state of an account for all states needs a role there.
    ...foreignCalls(backend, plan.stack("state") === undefined ? undefined : accountId),
    ...accountProblems(texts(backend["allowed_account_ids"]), accountId, plan.stack("state") !== undefined),
    ...(/^(private|bucket-owner-\w.*)?$/.test(text(backend["acl"]) ?? "")
      ? []
      : [`its acl is ${shown(backend["acl"])}, which gives the state to others`]),
  ];
}

const accountProblems = (accounts: readonly string[], own: string, isOurs: boolean): string[] =>
  !isOurs || accounts.length === 0 || accounts.includes(own)
    ? []
    : [`its allowed_account_ids is ${accounts.join(", ")}, expected ${own}`];

const shown = (value: Json | undefined): string => text(value) ?? "not set";

const flagProblems = (settings: JsonObject): string[] =>
  ["encrypt", "use_lockfile"].filter((key) => !isTrue(settings[key])).map((key) => `${key} is not true`);

const SAME = ["bucket", "key", "region", "kms_key_id"];

function readingProblems(plan: EnvironmentPlan, reader: Layer, name: string, source: JsonObject): string[] {
  const layer = LAYERS.find((each) => each === name);
  if (layer === undefined || plan.stack(layer) === undefined)
    return [`${name} is not a layer of this environment`];
  const settings = block(source["config"]);
  const written = backendOf(plan, layer);
  return [
    ...(LAYERS.indexOf(layer) < LAYERS.indexOf(reader) ? [] : [`layer ${layer} is applied after ${reader}`]),
    ...(source["backend"] === "s3" ? [] : [`its backend is ${shown(source["backend"])}, expected s3`]),
    ...SAME.filter((key) => settings[key] !== written[key]).map(
      (key) => `${key} is ${shown(settings[key])}, but layer ${layer} uses ${shown(written[key])}`,
    ),
    ...flagProblems(settings),
  ];
}
