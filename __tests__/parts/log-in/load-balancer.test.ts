import { certificate } from "../../../src/checks/entry/certificate";
import { entryDns } from "../../../src/checks/entry/entry-dns";
import { modelsOfGit } from "../../../src/parts/argo-cd/checks/models-of-git";
import { accountCounts } from "../../../src/checks/names/account-counts";
import { loadBalancerCounts } from "../../../src/checks/names/load-balancer-counts";
import { loadBalancersOf } from "../../../src/infrastructure/network-load-balancers";
import { requestChapter } from "../../../src/reports/runbook/requests";
import { runbookNames } from "../../../src/reports/runbook/facts";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const ML = "ml-platform";
const plan = () => environmentPlan(planOf(ML));

test("pages share the load balancer of the models, which is counted once", () => {
  const [balancer, ...others] = loadBalancersOf(plan());
  expect(others).toEqual([]);
  expect(balancer?.resource.address).toBe("kubernetes_ingress_v1.models");
  expect(balancer?.backends.map(({ pods }) => pods.owner.name)).toEqual(
    expect.arrayContaining(["demand-forecast", "log-in-grafana", "log-in-mlflow"]),
  );
  expect(accountCounts(plan()).filter(({ quota }) => quota === "albs")).toEqual([
    expect.objectContaining({ count: 1 }),
  ]);
});

test("rules, target groups and certificates of pages count for the load balancer of the models", () => {
  const without = environmentPlan(planWith(ML, { components: { "log-in": null } }));
  const countsIn = (each: typeof without) =>
    Object.fromEntries(loadBalancerCounts(each).map(({ quota, count }) => [quota, count]));
  const [before, after] = [countsIn(without), countsIn(plan())];
  const pages = plan()
    .resources("kubernetes_ingress_v1")
    .filter(({ name }) => name.startsWith("log_in_")).length;
  expect(pages).toBeGreaterThan(2);
  expect(after["rulesPerAlb"]).toBe((before["rulesPerAlb"] ?? 0) + pages);
  expect(after["targetGroupsPerAlb"]).toBe((before["targetGroupsPerAlb"] ?? 0) + pages);
  // That of the models is the default, and pages share another.
  expect([before["certificatesPerAlb"], after["certificatesPerAlb"]]).toEqual([0, 1]);
});

test("Ingresses of models in Git are compared with that of the models, not with a page", () => {
  expect(foundBy(modelsOfGit, plan())).toEqual([]);
});

test("an Ingress of models in Git beside pages alone is in no group of the models", () => {
  const edit: Edit = ({ models }) => {
    Reflect.deleteProperty(models.resource.kubernetes_ingress_v1, "models");
  };
  expect(newlyFound([modelsOfGit], ML, edit)).toEqual([
    expect.stringContaining("it is not in the group of an entry of the models"),
  ]);
});

test("a certificate that Terraform creates is for the models, since pages have another", () => {
  const own = planWith(ML, { entry: { certificateArn: null, hostedZoneId: "Z0123456789ABCDEFGHIJ" } });
  expect(own.text("network")).toContain("aws_acm_certificate");
  expect(foundBy(certificate, environmentPlan(own))).toEqual([]);
  expect(foundBy(entryDns, environmentPlan(own))).toEqual([]);
});

test("a host of a page without a record to create is found", () => {
  const edit: Edit = ({ platform }) => {
    Reflect.deleteProperty(platform.output.log_in_dns_records.value, "grafana");
  };
  expect(newlyFound([entryDns], ML, edit).join("\n")).toContain(
    "no record and no output dns_record leads from grafana.ml.example.com to it",
  );
});

test("the first requests of the runbook are those of models", () => {
  const text = requestChapter(plan(), runbookNames(plan())).join("\n");
  expect(text).toContain("https://models.ml.example.com/forecast");
  expect(text).toContain("https://models.ml.example.com/v1/models/fraud-detection:predict");
  expect(text).not.toContain("log-in");
});
