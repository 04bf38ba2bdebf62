import { COMPONENTS } from "../../../src/parts/generated/registry";
import { severityOf } from "../../../src/checks/run";
import { statedIn } from "../../../src/infrastructure/stated";
import { runningCallers } from "../../../src/infrastructure/callers";
import { NETWORK_CHECKS } from "../../../src/checks/generated/network";
import { composeEnvironment } from "../../../src/platform/compose";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { CONTEXT } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";

/** The documents of these environments have no path for the operators. */
const NO_PATH = "operators-reach-api aws_vpc_security_group_ingress_rule.control_plane_from_10_20_0_0_24_443";

/** Their files waive these. */
const PUBLIC_ADDRESSES = ["a", "b"].map((zone) => `public-subnet-addresses aws_subnet.public_${zone}`);

/** Correct warnings, by environment; the `fix` of each check describes the remedy. */
const WARNINGS: Readonly<Record<string, readonly string[]>> = {
  // No stack resolves the name of the provider.
  "ml-platform": ["provider-reachable kubernetes_deployment_v1.log_in_argo_cd"],
  "retail-forecast": [NO_PATH, ...PUBLIC_ADDRESSES],
  "retail-forecast-console": ["operators-reach-api data.aws_security_group.control_plane"],
  "retail-forecast-option-b": [NO_PATH, "s3-endpoint-policy-wide aws_vpc_endpoint.s3", ...PUBLIC_ADDRESSES],
};

const known = new Map<string, readonly (readonly [severity: string, line: string])[]>();

/** The severity of each finding, and `check address`, by what the file of the environment has. */
function findingsIn(environment: string): readonly (readonly [severity: string, line: string])[] {
  const statedOf = () => statedIn(settingsFor(configWith(environment)));
  const plan = environmentPlan(planOf(environment));
  const findings =
    known.get(environment) ??
    NETWORK_CHECKS.flatMap((check) =>
      check
        .run(plan, { ...CONTEXT, statedOf })
        .map((finding) => [severityOf({ ...finding, check }), `${check.id} ${finding.address}`] as const),
    );
  known.set(environment, findings);
  return findings;
}

const foundWith = (severity: "error" | "warning", environment: string): string[] =>
  findingsIn(environment).flatMap(([each, line]) => (each === severity ? [line] : []));

describe("the network of a reference environment", () => {
  test.each(ENVIRONMENTS)("%s has no errors", (environment) => {
    expect(foundWith("error", environment)).toEqual([]);
  });

  test.each(ENVIRONMENTS)("%s has only the known warnings", (environment) => {
    expect(foundWith("warning", environment)).toEqual(WARNINGS[environment] ?? []);
  });
});

test.each(ENVIRONMENTS)("%s runs what its YAML file enables, as its stacks show it", (environment) => {
  const running = runningCallers(environmentPlan(planOf(environment)))
    .filter(({ calls, controlPlanePorts }) => calls.length + Object.keys(controlPlanePorts).length > 0)
    .map(({ title }) => title);
  const config = configWith(environment);
  // The stacks show a chart of the file by its role alone (chart-calls.ts).
  const isOwn = ({ id }: { readonly id: string }): boolean => Object.keys(config.charts ?? {}).includes(id);
  const enabled = composeEnvironment(environment, config, COMPONENTS)
    .parts.filter((part) => !isOwn(part))
    .filter(({ needs }) => needs.services.length + needs.fromControlPlane.length > 0)
    .map(({ title }) => title);
  expect(running.length).toBeGreaterThan(4);
  expect(running.sort()).toEqual(enabled.sort());
});
