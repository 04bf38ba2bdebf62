import { alertsPlan } from "../../../support/alerts";
import { type Weakening, alertmanager } from "../../../support/alert-changes/edits";
import { LEGITIMATE } from "../../../support/alert-changes/legitimate";
import { READ_WEAKENINGS } from "../../../support/alert-changes/weakened-rules";
import {
  ALARM_WEAKENINGS,
  ROUTE_WEAKENINGS,
  SCRAPE_WEAKENINGS,
  STACK_WEAKENINGS,
} from "../../../support/alert-changes/weakened-surroundings";
import { MEANING_PLAN, findings, findingsAfter } from "../../../support/alert-changes/findings";
import { type Editable, environmentPlan } from "../../../support/altered";

const WEAKENINGS: readonly Weakening[] = [
  ...READ_WEAKENINGS,
  ...ROUTE_WEAKENINGS,
  ...STACK_WEAKENINGS,
  ...SCRAPE_WEAKENINGS,
  ...ALARM_WEAKENINGS,
];

test.each(WEAKENINGS.map((each) => [each.name, each] as const))(
  "OBS-02 without a program it is named that %s",
  (_, { edit, named }) => {
    const all = findingsAfter(edit);
    const [found] = all.filter(({ message }) => message.includes(named));
    if (!found) expect(all.map(({ message }) => message)).toContain(named);
    expect(found?.fix).toMatch(/\w{3}/);
  },
);

test.each(LEGITIMATE.map((each) => [each.name, each] as const))(
  "OBS-02 it is accepted that %s",
  (_, { edit }) => {
    expect(findingsAfter(edit).map(({ message }) => message)).toEqual([]);
  },
);

test("OBS-02 the changes are of an environment without findings", () => {
  expect(findings(environmentPlan(MEANING_PLAN))).toEqual([]);
  expect(environmentPlan(MEANING_PLAN).resources("aws_cloudwatch_metric_alarm").length).toBeGreaterThan(3);
  expect(alertsPlan().stacks.length).toBeGreaterThan(3);
});

test("OBS-02 an alarm on one certificate of several in an annotation is accepted", () => {
  const NLB = "service.beta.kubernetes.io/aws-load-balancer-ssl-cert";
  let edited = 0;
  const findings = findingsAfter(({ models }) => {
    for (const service of Object.values(
      models.resource["kubernetes_service_v1"] as Record<string, Editable>,
    )) {
      const { [NLB]: own, ...annotations } = (service["metadata"].annotations ?? {}) as Record<
        string,
        string
      >;
      if (own === undefined) continue;
      const other = own.replace("0a1b2c3d", "1b2c3d4e");
      annotations["alb.ingress.kubernetes.io/certificate-arn"] = `${other}, ${own}`;
      service["metadata"].annotations = annotations;
      edited += 1;
    }
  });
  expect(edited).toBe(2);
  expect(findings).toEqual([]);
});

test.each(["routes", "inhibit_rules"])("OBS-02 a pattern in %s that cannot be read is not judged", (key) => {
  const pattern = 'alertname =~ "(?i)node.*"';
  const findings = findingsAfter(
    alertmanager((config) => {
      if (key === "routes") config["route"].routes.unshift({ receiver: "null", matchers: [pattern] });
      else config["inhibit_rules"].push({ source_matchers: [pattern], target_matchers: ["severity = none"] });
    }),
  );
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(`not judged: ${pattern}`)]);
});
