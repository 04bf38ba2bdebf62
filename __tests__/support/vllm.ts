import { statedIn } from "../../src/infrastructure/stated";
import { type Editable } from "./altered";
import { planWith } from "./changed-plans";
import { configWith } from "./environments";
import { type Edit } from "./findings";
import { CHAT, onGpus } from "./llm";
import { settingsFor } from "./recorded-causes";

const CHANGE = { ...onGpus("g6.xlarge"), models: [CHAT] };

/** An environment whose only model is the language model `chat`. */
export const chatPlan = () => planWith("retail-forecast", CHANGE);

/** Values that its file states. */
export const chatStated = () => statedIn(settingsFor(configWith("retail-forecast", CHANGE)));

/** An edit of the pods of the language model. */
export const podOfChat =
  (edit: (spec: Editable) => void): Edit =>
  ({ models }) => {
    edit(models.resource.kubernetes_deployment_v1.chat.spec.template.spec as Editable);
  };

/** An edit of its container. */
export const chat = (edit: (container: Editable) => void): Edit =>
  podOfChat((spec) => {
    edit(spec["container"][0] as Editable);
  });

/** An edit of its variables. */
export const variablesOfChat =
  (edit: (data: Editable) => void): Edit =>
  ({ models }) => {
    edit(models.resource.kubernetes_config_map_v1.chat.data as Editable);
  };

/** The arguments with others in place of those that begin with a text. */
export const withArgument = (beginning: string, ...others: readonly string[]): Edit =>
  chat((container) => {
    const kept = (container["args"] as string[]).filter((each) => !each.startsWith(beginning));
    container["args"] = [...kept, ...others];
  });

/** A Job beside the model, whose container is that of the model with changes. */
export const jobWith =
  (change: object): Edit =>
  ({ models }) => {
    const [container] = models.resource.kubernetes_deployment_v1.chat.spec.template.spec.container as [
      object,
    ];
    models.resource.kubernetes_job_v1 = {
      batch: {
        metadata: { name: "batch", namespace: "models" },
        spec: { template: { spec: { container: [{ ...container, ...change }] } } },
      },
    };
  };
