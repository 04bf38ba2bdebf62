import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** The plan of ml-inference-prod with MLflow, with other settings of the part and of the file. */
export const mlflowPlan = (
  settings: object = {},
  change: object = {},
  environment = "ml-inference-prod",
): Plan =>
  planWith(environment, {
    ...change,
    components: {
      mlflow: { imageTag: "3.17.2-2", ...settings },
      ...(change as { components?: object }).components,
    },
  });
