import { block } from "../../../infrastructure/blocks";
import { isSecretName } from "../../../infrastructure/secret-names";
import { type JsonObject, asObject } from "../../../terraform/stack-json";
import { type ResourceChange } from "../../change";
import { type Edit } from "../../comparison/edit";
import { say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { type Topic, type TopicLine } from "../topic";

/**
 * Variables and files that the programs of models read. Programs of the cluster read ConfigMaps of its own namespaces, which are
 * not judged here. The topic of dashboards has the lines of a dashboard.
 */
export const configMaps: Topic = {
  title: "Variables and files",
  lines: ({ resources }) =>
    resources
      .filter((each) => isOfModels(each) && each.action === "change" && !isDashboard(each.after ?? {}))
      .flatMap((resource) => resource.edits.flatMap((edit) => lineOf(resource, edit))),
  judges: (changed, edit) =>
    edit === undefined && "type" in changed && isOfModels(changed) && !hasSecret(changed),
};

const isOfModels = ({ type, layer, before, after }: ResourceChange): boolean =>
  /^kubernetes_config_map(_v1)?$/.test(type) &&
  ([before, after].every((config) => config === undefined || isDashboard(config)) ||
    (layer === "models" && ![before, after].some((config) => isOfSystem(metadataOf(config)))));

const metadataOf = (config: JsonObject | undefined): JsonObject => block(config?.["metadata"]);

const isOfSystem = ({ namespace }: JsonObject): boolean =>
  /^(kube-|amazon-|aws-)/.test(String(namespace ?? ""));

/** Grafana shows it. */
const isDashboard = (config: JsonObject): boolean =>
  "grafana_dashboard" in asObject(metadataOf(config)["labels"]);

const hasSecret = ({ after }: ResourceChange): boolean =>
  Object.keys(asObject(after?.["data"])).some(isSecretName);

/** Files of a ConfigMap have a dot in their name, which variables cannot have. */
const FILE = /^data\.(.*\..*)$/;
const VARIABLE = /^data\.([^.[\]]+)$/;

function lineOf({ layer, address }: ResourceChange, edit: Edit): TopicLine[] {
  const line = { level: "info", layer, address, edits: [edit] } as const;
  const [, file] = FILE.exec(edit.path) ?? [];
  if (file !== undefined) return [{ ...line, text: say`file ${file} of ${address}: ${fromTo(edit)}` }];
  const [, variable] = VARIABLE.exec(edit.path) ?? [];
  if (variable === undefined) return [];
  const text = say`variable ${variable} of ${address}: ${fromTo(edit)}`;
  if (edit.after === undefined || !isSecretName(variable)) return [{ ...line, text }];
  const shown = say`${text}; it is named like a secret, and a ConfigMap keeps it in plain text`;
  return [{ ...line, level: "attention", text: shown }];
}
