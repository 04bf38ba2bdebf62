import { type RuleProblem } from "../../environment/rule-problems";
import { own } from "../../base/own";
import { type KedaSettings } from "./settings";
import { type EnvironmentConfig } from "../../environment/schema";
import { followsQueue } from "../../environment/queue";

/** While a pod ends, its series still exist. KEDA then sets the least number of pods again, and the model never rests. */
export const kedaRules = (_: KedaSettings, config: EnvironmentConfig): RuleProblem[] => {
  const models = queueModels(config);
  return models.length > 0 && own(config.components ?? {}, "off-hours") !== undefined
    ? [
        {
          path: ["components", "keda"],
          got: `off-hours with language models: ${models.join(", ")}`,
          expected:
            "no components.off-hours: while a stopped pod ends, KEDA reads its series and starts the pods again",
          fix: "remove components.off-hours, or components.keda, without which CPU counts",
        },
      ]
    : [];
};

/** Names of the models whose replicas follow their queue. */
const queueModels = (config: EnvironmentConfig): string[] =>
  config.models.filter((model) => followsQueue(model, config)).map(({ name }) => name);
