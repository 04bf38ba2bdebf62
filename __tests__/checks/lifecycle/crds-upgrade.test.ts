import { crdsUpgrade } from "../../../src/checks/lifecycle/crds-upgrade";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { everyChart } from "../images/plans";
import { versionOfChart } from "../../support/chart-versions";

const edited = (edit: (outputs: Editable) => void) =>
  altered(planOf("ml-inference-prod"), ({ platform }) => {
    edit((platform as unknown as { output: Editable }).output);
  });
const NO_COMMAND = [
  expect.stringMatching(
    /^helm_release.load_balancer_controller: Helm never upgrades the \d+ custom resource/,
  ),
];

test.each(ENVIRONMENTS)("crds-upgrade accepts the stacks of %s", (environment) => {
  expect(foundBy(crdsUpgrade, environmentPlan(planOf(environment)))).toEqual([]);
});

test("crds-upgrade needs no command for a chart whose hook upgrades its definitions", () => {
  expect(foundBy(crdsUpgrade, environmentPlan(everyChart()))).toEqual([]);
});

test("crds-upgrade reports a layer without the command", () => {
  expect(
    foundBy(
      crdsUpgrade,
      edited((outputs) => delete outputs["controller_crds_command"]),
    ),
  ).toEqual(NO_COMMAND);
});

test.each([
  ["of another version", `--version ${versionOfChart("aws-load-balancer-controller")}`, "--version 3.4.0"],
  ["of another chart", "show crds aws-load-balancer-controller", "show crds other"],
  ["that shows no definitions", "helm show crds", "helm show chart"],
])("crds-upgrade reports a command %s", (_, old, changed) => {
  const plan = edited((outputs) => {
    const output = outputs["controller_crds_command"] as { value: string };
    expect(output.value).toContain(old);
    output.value = output.value.replace(old, changed);
  });
  expect(foundBy(crdsUpgrade, plan)).toEqual(NO_COMMAND);
});
