import { webhookClients } from "../../../src/checks/workload/webhook-clients";
import { statedIn } from "../../../src/infrastructure/stated";
import { environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { environmentWithOwnFile } from "../../support/own-stacks";
import { settingsFor } from "../../support/recorded-causes";
import { planOf } from "../../support/reference-plans";

const EVERYTHING = `rule {
      api_groups   = ["*"]
      api_versions = ["*"]
      operations   = ["*"]
      resources    = ["*"]
    }`;
const CONFIG_MAPS = `rule {
      api_groups   = [""]
      api_versions = ["v1"]
      operations   = ["CREATE"]
      resources    = ["configmaps"]
    }`;
const SERVICE = `client_config {
      service {
        name      = "policy"
        namespace = "policy"
      }
    }`;
const URL = 'client_config { url = "https://a.example.com/admit" }';

const found = (kind: string, inside: string, context = {}): string[] =>
  foundBy(
    webhookClients,
    environmentWithOwnFile(
      "mlapp",
      "platform",
      `resource "kubernetes_${kind}_webhook_configuration_v1" "a" {
  metadata { name = "a" }
  webhook {
    name                      = "a.example.com"
    admission_review_versions = ["v1"]
    side_effects              = "None"
    ${inside}
  }
}`,
    ),
    context,
  );

test.each(["mutating", "validating"])("webhook-clients finds a %s webhook outside of the cluster", (kind) => {
  expect(found(kind, `${URL}\n${CONFIG_MAPS}`)).toEqual([
    expect.stringContaining("webhook a.example.com sends objects to a.example.com, outside of the cluster"),
  ]);
});

test("webhook-clients finds a webhook that changes every object", () => {
  expect(found("mutating", `${SERVICE}\n${EVERYTHING}`)).toEqual([
    expect.stringContaining("webhook a.example.com changes objects of every kind in every namespace"),
  ]);
});

test.each<readonly [string, string, string]>([
  ["a validating webhook of a policy engine", "validating", `${SERVICE}\n${EVERYTHING}`],
  ["a mutating webhook for one kind", "mutating", `${SERVICE}\n${CONFIG_MAPS}`],
  [
    "a mutating webhook for labelled namespaces",
    "mutating",
    `${SERVICE}\n${EVERYTHING}\nnamespace_selector { match_labels = { inject = "true" } }`,
  ],
])("webhook-clients accepts %s", (_, kind, inside) => {
  expect(found(kind, inside)).toEqual([]);
});

test("webhook-clients accepts a host that the file trusts", () => {
  const trusted = [{ kind: "domain", value: "example.com", reason: "the policies of the company" }];
  const stated = statedIn(settingsFor(configWith("mlapp", { trusted })));
  expect(found("validating", `${URL}\n${CONFIG_MAPS}`, { statedOf: () => stated })).toEqual([]);
});

test.each(ENVIRONMENTS)("%s: no webhook leads out of the cluster", (environment) => {
  expect(foundBy(webhookClients, environmentPlan(planOf(environment)))).toEqual([]);
});
