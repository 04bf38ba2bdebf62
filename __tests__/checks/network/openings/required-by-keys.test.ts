import { type Check } from "../../../../src/checks/check";
import { report } from "../../../../src/checks/report";
import { isBlocking, runChecks, severityOf } from "../../../../src/checks/run";
import { attachmentWide } from "../../../../src/checks/network/attachment-wide";
import { publicSubnetAddresses } from "../../../../src/checks/network/public-subnet-addresses";
import { s3EndpointPolicyWide } from "../../../../src/checks/network/s3-endpoint-policy-wide";
import { ruleTooWide } from "../../../../src/checks/network/security-group-surplus";
import { statedIn } from "../../../../src/infrastructure/stated";
import { environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { settingsFor } from "../../../support/recorded-causes";
import { TODAY } from "../../../support/findings";
import { PODS_APART } from "../../../support/pod-range";

/** Each key of the file that opens more than the platform needs, with its check. */
const KEYS: readonly (readonly [key: string, check: Check, environment: string, change: object])[] = [
  [
    "network.endpoints.s3Policy",
    s3EndpointPolicyWide,
    "retail-forecast",
    { network: { endpoints: { s3Policy: "full-access" } } },
  ],
  [
    "network.endpoints.admitVpcCidr",
    ruleTooWide,
    "retail-forecast",
    { network: { endpoints: { admitVpcCidr: true } } },
  ],
  [
    "network.endpoints.admitVpcCidr",
    ruleTooWide,
    "retail-forecast",
    { network: { ...PODS_APART.network, endpoints: { admitVpcCidr: true } } },
  ],
  ["network.publicSubnets.mapPublicIpOnLaunch", publicSubnetAddresses, "retail-forecast", {}],
  ["network.attachments", attachmentWide, "mlapp", { cluster: { apiAccess: { cidrs: ["10.96.0.0/25"] } } }],
];

describe.each(KEYS)("an opening that %s requires", (key, check, environment, change) => {
  const config = configWith(environment, change);
  const results = (settings: Parameters<typeof statedIn>[0]) =>
    runChecks({
      plans: [environmentPlan(planWith(environment, change))],
      checks: [check],
      waiversOf: () => [],
      statedOf: () => statedIn(settings),
      today: TODAY,
    });

  test("is a warning that names the key", () => {
    const found = results(settingsFor(config));
    expect(found.length).toBeGreaterThan(0);
    expect(found.map(severityOf)).toEqual(found.map(() => "warning"));
    expect(report(found)).toContain(`required by ${key}`);
  });

  test("is an error where the file has not the key", () => {
    const found = results(settingsFor(configWith("ml-inference-prod")));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(isBlocking)).toEqual(found);
  });
});
