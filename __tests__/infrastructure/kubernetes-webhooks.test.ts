import { closedWebhooks } from "../../src/infrastructure/kubernetes-webhooks";
import { CHART_FACTS } from "../../src/evidence/charts";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { type Edit } from "../support/findings";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";

const PLATFORM = planOf("ml-platform");
const namesIn = (plan: Plan, edit: Edit = () => undefined): string[] =>
  closedWebhooks(altered(plan, edit)).map(({ name }) => name);

const controller =
  (edit: (values: Editable) => void): Edit =>
  ({ platform }) => {
    const release = platform.resource["helm_release"]["load_balancer_controller"] as Editable;
    const values = JSON.parse(release["values"][0] as string) as Editable;
    edit(values);
    release["values"] = [JSON.stringify(values)];
  };

test("every webhook of a chart that refuses by default is found, but for those that values remove", () => {
  const byDefault = ["aws-load-balancer-controller", "kserve-resources"].flatMap((chart) =>
    (CHART_FACTS[chart]?.webhooks ?? []).filter(({ failurePolicy }) => failurePolicy === "Fail"),
  );
  const found = namesIn(PLATFORM);
  expect(byDefault.map(({ name }) => name).filter((name) => !found.includes(name))).toEqual([
    "mservice.elbv2.k8s.aws",
  ]);
});

test("a webhook that ignores errors by default is found if a value makes it refuse", () => {
  expect(namesIn(PLATFORM)).toContain("mpod.elbv2.k8s.aws");
  const ignores = controller((values) => (values["podMutatorWebhookConfig"].failurePolicy = "Ignore"));
  expect(namesIn(PLATFORM, ignores)).not.toContain("mpod.elbv2.k8s.aws");
  expect(namesIn(PLATFORM).filter((name) => name.includes("monitoring.coreos.com"))).toEqual([]);
});

test("a webhook that a value removes is not found", () => {
  const off = controller((values) => (values["webhookConfig"] = { disableIngressValidation: true } as never));
  expect(namesIn(PLATFORM)).toContain("vingress.elbv2.k8s.aws");
  expect(namesIn(PLATFORM, off)).not.toContain("vingress.elbv2.k8s.aws");
});

test("webhooks of an add-on are found", () => {
  expect(namesIn(PLATFORM)).toContain("webhook.cert-manager.io");
});

test("a webhook among objects of the stacks is found, with the policy Fail by default", () => {
  const own: Edit = ({ platform }) => {
    platform.resource["kubernetes_validating_webhook_configuration_v1"] = {
      own: {
        metadata: { name: "own" },
        webhook: [
          {
            name: "own.example.com",
            client_config: { service: { name: "own", namespace: "team" } },
            rule: [{ api_groups: [""], resources: ["pods"], operations: ["CREATE"] }],
          },
        ],
      },
    } as never;
  };
  const [found] = closedWebhooks(altered(PLATFORM, own)).filter(({ name }) => name === "own.example.com");
  expect(found).toMatchObject({ namespace: "team", rules: ["core/pods CREATE"] });
});

test("the Deployment that answers is known for every webhook of the parts", () => {
  for (const { name, deployment } of closedWebhooks(environmentPlan(PLATFORM))) {
    expect([name, deployment]).toEqual([name, expect.any(String)]);
  }
});
