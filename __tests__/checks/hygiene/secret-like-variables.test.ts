import { secretLikeVariables } from "../../../src/checks/hygiene/secret-like-variables";
import { environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { CONFIG_MAP, ML, edited, findingsOf } from "./edits";

const findings = findingsOf(secretLikeVariables);

test("accepts the stacks of ml-inference-prod", () => {
  expect(foundBy(secretLikeVariables, environmentPlan(planOf(ML)))).toEqual([]);
});

test("reports an environment variable that is named like a secret", () => {
  const edit = edited("models", CONFIG_MAP, ({ data }) => (data.DB_PASSWORD = "changeit"));
  expect(findings(ML, edit)).toEqual([
    expect.stringMatching(
      /^kubernetes_config_map_v1\.ml_inference_api: .*: DB_PASSWORD is named like a secret$/,
    ),
  ]);
});
