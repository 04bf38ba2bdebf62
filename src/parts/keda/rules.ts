import { own } from "../../base/own";
import { queueModels } from "../../environment/queue";
import { type PartRules } from "../../platform/contract";
import { type KedaSettings } from "./settings";

/** While a pod ends, its series still exist. KEDA then sets the least number of pods again, and the model never rests. */
export const kedaRules: PartRules<KedaSettings> = (_, config) => {
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
