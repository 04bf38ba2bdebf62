import { missingOutputs } from "../../../src/checks/terraform/missing-outputs";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { ML, findingsOf } from "./edits";

const findings = findingsOf(missingOutputs);
const NETWORK = "data.terraform_remote_state.network";

test.each(ENVIRONMENTS)("accepts the stacks of %s", (environment) => {
  expect(foundBy(missingOutputs, environmentPlan(planOf(environment)))).toEqual([]);
});

test("reports a value of a map that no postcondition requires", () => {
  const edit: Edit = ({ cluster }) => {
    const [condition] = cluster.data.terraform_remote_state.network.lifecycle.postcondition;
    condition.condition = condition.condition.replace(
      ', can(self.outputs.private_workload_subnet_ids_by_zone["b"])',
      "",
    );
  };
  expect(findings(ML, edit)).toEqual([
    `${NETWORK}: no postcondition requires the outputs private_workload_subnet_ids_by_zone["b"], and names the layer to apply first`,
  ]);
});

test.each([
  ['${data.terraform_remote_state.network.outputs["lost"]}', "lost"],
  ["${ data . terraform_remote_state . network . outputs . lost }", "lost"],
  ['${jsonencode("${data.terraform_remote_state.network.outputs.lost[0]}")}', "lost[0]"],
])("reports the output in %s, which no postcondition requires", (value, output) => {
  const edit: Edit = ({ cluster }) => (cluster.locals = { ...cluster.locals, value });
  expect(findings(ML, edit)).toEqual([expect.stringContaining(`the outputs ${output}, `)]);
});

test("reads no output in a text", () => {
  const edit: Edit = ({ cluster }) =>
    (cluster.locals = { ...cluster.locals, value: "data.terraform_remote_state.network.outputs.lost" });
  expect(findings(ML, edit)).toEqual([]);
});

test("reports a message that names no layer", () => {
  const edit: Edit = ({ cluster }) => {
    cluster.data.terraform_remote_state.network.lifecycle.postcondition[0].error_message =
      "An output is missing.";
  };
  expect(findings(ML, edit)).toEqual([expect.stringContaining(NETWORK)]);
});

test("reports a removed postcondition", () => {
  const edit: Edit = ({ cluster }) => delete cluster.data.terraform_remote_state.network.lifecycle;
  expect(findings(ML, edit)).toEqual([expect.stringContaining('private_workload_subnet_ids_by_zone["a"]')]);
});
