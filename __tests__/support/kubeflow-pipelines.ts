import { blocks } from "../../src/terraform/stack-json";
import { type Editable } from "./altered";
import { planWith } from "./changed-plans";
import { type Edit } from "./findings";
import { type Plan } from "./plan";

/** The plan of ml-inference-prod with Kubeflow Pipelines, with other settings of the part and of the file. */
export const kubeflowPipelinesPlan = (settings: object = {}, change: object = {}): Plan =>
  planWith("ml-inference-prod", {
    ...change,
    components: {
      "kubeflow-pipelines": { stepsImageTag: "2.17.0-2", ...settings },
      ...(change as { components?: object }).components,
    },
  });

/** Parts whose steps of pipelines reach MLflow. */
export const LINKED = {
  "kubeflow-pipelines": { stepsImageTag: "2.17.0-2", stepsReach: { mlflow: true } },
  mlflow: { imageTag: "3.17.2-2" },
};

/** Resources of a type in the layer platform, by their name after that of the part. */
const resource = (layer: Editable, type: string, name: string): Editable =>
  layer["resource"][type][`kubeflow_pipelines_${name}`] as Editable;

/** Edits a resource of the layer platform. */
export const inPlatform =
  (type: string, name: string, edit: (config: Editable) => void): Edit =>
  ({ platform }) =>
    edit(resource(platform, `kubernetes_${type}_v1`, name));

/** Edits the pods of a program. */
export const pod = (name: string, edit: (spec: Editable) => void): Edit =>
  inPlatform("deployment", name, ({ spec }) => edit((spec as Editable)["template"].spec as Editable));

/** Edits the first container of a program. */
export const container = (name: string, edit: (config: Editable) => void): Edit =>
  pod(name, (spec) => edit(blocks(spec["container"])[0] as Editable));

/** Sets a variable of a program, or removes it. */
export const variable = (name: string, key: string, value: string | undefined): Edit =>
  container(name, (config) => {
    const all = config["env"] as unknown as { name: string; value?: string }[];
    const index = all.findIndex((each) => each.name === key);
    if (index !== -1) all.splice(index, 1);
    if (value !== undefined) all.push({ name: key, value });
  });

/** Edits the values that a ConfigMap has under a key, which are JSON. */
export const setting = (name: string, key: string, edit: (json: Editable) => void): Edit =>
  inPlatform("config_map", name, (config) => {
    const data = config["data"] as Editable;
    const json = JSON.parse(data[key] as string) as Editable;
    edit(json);
    data[key] = JSON.stringify(json);
  });
