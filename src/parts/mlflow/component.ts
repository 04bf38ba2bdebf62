import { promotionSelector } from "./labels";
import { versionWrites } from "./promotion-permissions";
import { MLFLOW, PROMOTION, mlflowBucket, mlflowDatabase } from "./names";
import { awsLocation, bucketArn, regionalArn } from "../../facts/aws";
import { component } from "../../platform/contract";
import { mlflowRules } from "./rules";
import { type MlflowSettings, settings } from "./settings";
import { MLFLOW_ARTIFACT_ACTIONS } from "./artifact-actions";

/** Repository of its image below that of the environment. No model has a name with a slash. */
export const MLFLOW_REPOSITORY = "platform/mlflow";

/** Tracking of experiments and a registry of models, by resources of this project instead of a chart (docs/decisions/0061). */
export const mlflow = component<MlflowSettings>({
  id: MLFLOW,
  title: "MLflow",
  namespace: MLFLOW,
  opensPages: { people: ["data-scientists"], workloads: ["mlflow"] },
  settings,
  rules: mlflowRules,
  needs: () => ({
    services: [
      { service: "s3", why: "holds artifacts" },
      { service: "sts", why: "exchanges its service account for a role" },
    ],
  }),
  contributes: (environment) => {
    const { config, names } = environment;
    const { promotes } = environment.settings;
    const location = awsLocation(config.account, config.region);
    return {
      repositories: [MLFLOW_REPOSITORY],
      bucketCalls: promotes.length > 0 ? [versionWrites(location, names.modelBucket, promotes)] : [],
      podClients:
        promotes.length > 0 ? [{ to: MLFLOW, pods: promotionSelector(PROMOTION), namespace: MLFLOW }] : [],
      buckets: [{ name: mlflowBucket(environment), actions: MLFLOW_ARTIFACT_ACTIONS }],
      backedUp: [
        bucketArn(location, mlflowBucket(environment)),
        regionalArn(location, "rds", `db:${mlflowDatabase(environment)}`),
      ],
    };
  },
});
