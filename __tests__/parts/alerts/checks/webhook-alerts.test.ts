import { webhookAlerts } from "../../../../src/parts/alerts/checks/webhook-alerts";
import { closedWebhooks } from "../../../../src/infrastructure/kubernetes-webhooks";
import { alertsPlan } from "../../../support/alerts";
import { type Editable, environmentPlan } from "../../../support/altered";
import { type Edit, foundBy, newlyFound } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";

const PLATFORM = planOf("ml-platform");

const rules =
  (edit: (all: Editable[]) => Editable[]): Edit =>
  ({ platform }) => {
    const release = platform.resource["helm_release"]["platform_alerts"] as Editable;
    const values = JSON.parse(release["values"][0] as string) as Editable;
    const group = values["resources"][0].spec.groups[0] as Editable;
    group["rules"] = edit(group["rules"] as unknown as Editable[]) as unknown as Editable;
    release["values"] = [JSON.stringify(values)];
  };
const expressions = (from: string, to: string): Edit =>
  rules((all) => all.map((rule) => ({ ...rule, expr: String(rule["expr"]).replaceAll(from, to) }) as never));

test.each([
  ["every part with webhooks", PLATFORM],
  ["the load balancer controller alone", alertsPlan()],
])("OBS-02 an environment with %s has alerts on its webhooks", (_, plan) => {
  expect(closedWebhooks(environmentPlan(plan)).length).toBeGreaterThan(3);
  expect(foundBy(webhookAlerts, environmentPlan(plan))).toEqual([]);
});

test("OBS-02 the check reports that refused objects have no alert", () => {
  const without = rules((all) => all.filter((rule) => String(rule["alert"]) !== "WebhookFails"));
  expect(newlyFound([webhookAlerts], PLATFORM, without)).toEqual([
    expect.stringContaining("no alert tells that"),
  ]);
});

test("OBS-02 answers with a refusal are no failure of a webhook", () => {
  expect(
    newlyFound([webhookAlerts], PLATFORM, expressions("calling_webhook_error", "no_error")),
  ).toHaveLength(1);
});

test("OBS-02 the check says that it does not judge a webhook of another program", () => {
  const own: Edit = ({ platform }) => {
    platform.resource["kubernetes_mutating_webhook_configuration_v1"] = {
      own: {
        metadata: { name: "own" },
        webhook: [
          { name: "own.example.com", client_config: { service: { name: "own", namespace: "team" } } },
        ],
      },
    } as never;
  };
  expect(newlyFound([webhookAlerts], PLATFORM, own)).toEqual([
    expect.stringContaining("not judged: which Deployment answers the webhook own.example.com is unknown"),
  ]);
});

test("OBS-02 an environment without alerts has nothing to check", () => {
  expect(foundBy(webhookAlerts, environmentPlan(planOf("mlapp")))).toEqual([]);
});
