import { type Check } from "../../../checks/check";
import { bucketGrants, passwordGrants } from "../../../infrastructure/identity-grants";
import { mlflowServersOf } from "../model/servers";
import { accountFindings } from "./account-findings";
import { SERVER_ACTIONS } from "../facts";

export const trackingPermissions: Check = {
  id: "tracking-permissions",
  severity: "error",
  title: "the role of an MLflow server uses its artifacts and the password of its database, and nothing else",
  why: "with fewer permissions, uploads fail; with more, a leaked server reads and deletes other data",
  fix: "match the role's policy with the folder of artifacts and the secret of the database",
  source: "mlflow 3.17.2, store/artifact/s3_artifact_repo.py (read 2026-11-22)",
  run: (plan) =>
    mlflowServersOf(plan).flatMap(({ pods, destination }) => {
      const [, , bucket = "", ...path] = destination.split("/");
      const wanted = bucketGrants(plan, bucket, SERVER_ACTIONS, [`${path.join("/")}/*`]);
      return accountFindings(plan, pods, [...wanted, ...passwordGrants(plan, pods)]);
    }),
};
