import { environmentPlan } from "../../../support/altered";
import { mlflowPlan } from "../../../support/mlflow";

/** An environment with a server and a model that comes from its registry. */
export const PLAN = environmentPlan(
  mlflowPlan(
    { hosts: ["mlflow.example.com"], promotes: ["churn"] },
    {
      models: [
        {
          name: "churn",
          image: { tag: "1.0.0" },
          bucketPrefix: "churn/1/",
          weights: { sizeGiB: 1, mode: "download" },
        },
      ],
    },
  ),
);

/** Its buckets. */
export const BUCKETS = {
  artifacts: "ml-inference-prod-mlflow-222233334444",
  models: "ml-inference-prod-models-222233334444",
};
