import { plain } from "../../../src/review/stages/phrase";
import { between, reviewOf } from "../../review/pairs";
import { planWith } from "../../support/changed-plans";
import { proxyPlan, withProxy } from "../../support/https-proxy";

const without = planWith("retail-forecast", { network: withProxy().network });
const lines = (before: ReturnType<typeof proxyPlan>, after: ReturnType<typeof proxyPlan>): string =>
  reviewOf(between(before, after))
    .topics.flatMap(({ title, lines: all }) =>
      all.map(({ text, level }) => `${title}, ${level}: ${plain(text)}`),
    )
    .join("\n");

test("a new proxy names its connections and variables, and the nodes that are replaced", () => {
  const all = lines(without, proxyPlan());
  expect(all).toContain("opened: nodes (mlops-hybrid-eks-nodes-sg) → 10.254.8.0/28, TCP 3128");
  expect(all).toContain("opens egress of retail-forecast-api: TCP 3128 to 10.254.8.0/28, 10.254.9.0/28");
  expect(all).toMatch(/attention: the apply replaces the nodes .*HTTPS_PROXY/);
  expect(all).toContain(
    "variable HTTPS_PROXY of kubernetes_config_map_v1.retail_forecast_api: not set → http://proxy.corp.example:3128",
  );
});

test("a removed proxy cuts its connections, after models and nodes without it", () => {
  const all = lines(proxyPlan(), without);
  expect(all).toContain("closed: nodes (mlops-hybrid-eks-nodes-sg) → 10.254.8.0/28, TCP 3128");
  expect(all).toContain("apply models, cluster, network in this order");
});

test("another proxy and another exception are named by their values", () => {
  const other = proxyPlan({ url: "http://other.corp.example:8080", noProxy: [".x.example"] });
  const all = lines(proxyPlan(), other);
  expect(all).toContain("http://proxy.corp.example:3128 → http://other.corp.example:8080");
  expect(all).toContain("NO_PROXY");
  expect(all).toContain(".x.example");
});
