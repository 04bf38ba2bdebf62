import { type Check, ruleOf } from "../../../checks/check";
import { bucketGrants, passwordGrants } from "../../../infrastructure/identity-grants";
import { mlflowServersOf } from "../model/servers";
import { accountFindings } from "./account-findings";
import { SERVER_ACTIONS } from "../facts";
import TEXTS from "./texts.json";

export const trackingPermissions: Check = {
  ...ruleOf(TEXTS, "tracking-permissions"),
  run: (plan) =>
    mlflowServersOf(plan).flatMap(({ pods, destination }) => {
      const [, , bucket = "", ...path] = destination.split("/");
      const wanted = bucketGrants(plan, bucket, SERVER_ACTIONS, [`${path.join("/")}/*`]);
      return accountFindings(plan, pods, [...wanted, ...passwordGrants(plan, pods)]);
    }),
};
