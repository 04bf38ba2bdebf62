import { runningComponents } from "../../../src/analysis/components";
import { NETWORK_CHECKS } from "../../../src/checks/network/checks";
import { composeEnvironment } from "../../../src/components/compose";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

/** The documents of these environments have no path for the operators. */
const NO_PATH = "operators-reach-api aws_vpc_security_group_ingress_rule.control_plane_from_10_20_0_0_24_443";

/** Correct warnings, by environment; the `fix` of each check describes the remedy. */
const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  "retail-forecast": [NO_PATH],
  "retail-forecast-console": ["operators-reach-api data.aws_security_group.control_plane"],
  "retail-forecast-option-b": [NO_PATH, "s3-endpoint-policy-wide aws_vpc_endpoint.s3"],
};

const withSeverity = (severity: "error" | "warning") =>
  NETWORK_CHECKS.filter((check) => check.severity === severity);

describe("the network of a reference environment", () => {
  test.each(ENVIRONMENTS)("%s has no errors", (environment) => {
    const plan = environmentPlan(planOf(environment));
    expect(withSeverity("error").flatMap((check) => foundBy(check, plan))).toEqual([]);
  });

  test.each(ENVIRONMENTS)("%s has only the known warnings", (environment) => {
    const plan = environmentPlan(planOf(environment));
    const warnings = withSeverity("warning").flatMap((check) =>
      foundBy(check, plan).map((line) => `${check.id} ${line.split(":", 1)[0]}`),
    );
    expect(warnings).toEqual(WARNINGS[environment] ?? []);
  });
});

describe("the running components of a synthesized environment", () => {
  test.each(ENVIRONMENTS)("%s runs more than four components", (environment) => {
    expect(runningComponents(environmentPlan(planOf(environment))).length).toBeGreaterThan(4);
  });

  test.each(ENVIRONMENTS)("%s runs the components that its YAML file enables", (environment) => {
    const { parts } = composeEnvironment(environment, configWith(environment));
    // A plan shows Fargate by its profile, which flows read apart from components.
    const calling = parts.filter(
      ({ id, needs }) => id !== "fargate" && (needs.services.length > 0 || needs.fromControlPlane.length > 0),
    );
    expect(runningComponents(environmentPlan(planOf(environment)))).toEqual(calling.map(({ id }) => id));
  });
});
