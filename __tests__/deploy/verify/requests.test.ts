import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { modelRequestsOf } from "../../../src/infrastructure/model-requests";
import { loadBalancersOf } from "../../../src/infrastructure/network-load-balancers";
import { type Outcome } from "../../../src/deploy/verify/finding";
import { verifyRequests } from "../../../src/deploy/verify/requests";
import { type TimedAnswer, type TimedTarget, timedRequests } from "../../../src/deploy/verify/timed-request";
import { environmentPlan } from "../../support/altered";
import { planOf } from "../../support/reference-plans";

const ANSWER: TimedAnswer = { status: 200, connectMs: 20, answerMs: 25 };

/** The findings of an environment whose load balancers give an answer, and the requests that they got. */
async function requestsTo(environment: Parameters<typeof planOf>[0], answer: TimedAnswer | Error) {
  const plan = environmentPlan(planOf(environment));
  const balancers = loadBalancersOf(plan).map((balancer) => ({
    balancer,
    name: "lb",
    dnsName: "lb.example.com",
  }));
  const sent: TimedTarget[] = [];
  const findings = await verifyRequests(plan, balancers, (target) => {
    sent.push(target);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return { findings, sent };
}

const verdicts = (findings: readonly Outcome[]) =>
  findings.map(({ area, found, verdict }) => `${area} ${verdict}: ${found}`);

test("OPS-01 a routed probe is requested with GET, by the name of the certificate and the address of the load balancer", async () => {
  const { sent } = await requestsTo("retail-forecast", ANSWER);
  expect(sent).toEqual([
    {
      scheme: "https",
      connectTo: "lb.example.com",
      port: 443,
      host: "forecast.retail.example.com",
      path: "/health",
      method: "GET",
    },
  ]);
});

test("OPS-01 a path that is not the probe is requested with HEAD", async () => {
  const { sent } = await requestsTo("mlapp", ANSWER);
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual(["HEAD /predict", "HEAD /train"]);
});

test("OPS-01 an ALB of Terraform is requested by the host of its certificate", async () => {
  const { sent } = await requestsTo("retail-forecast-option-b", ANSWER);
  expect(sent.map(({ host, path }) => `${host}${path}`)).toEqual(["demo.retail.example.com/health"]);
});

test.each([
  [
    { ...ANSWER },
    ["requests ok: an answer of a pod", expect.stringMatching(/^latency ok: 5\.0 ms, measured from/)],
  ],
  [
    { ...ANSWER, answerMs: 45 },
    ["requests ok: an answer of a pod", expect.stringMatching(/^latency slow: 25\.0 ms, measured from/)],
  ],
  [
    { ...ANSWER, status: 503, server: "awselb/2.0" },
    ["requests differs: 503 of the load balancer: no target is healthy"],
  ],
  [{ ...ANSWER, status: 404, server: "awselb/2.0" }, ["requests differs: 404 of the load balancer"]],
  [{ ...ANSWER, status: 500 }, ["requests differs: 500 of a pod"]],
  [new Error("connect ETIMEDOUT"), ["requests differs: connect ETIMEDOUT"]],
] as const)("OPS-01 the answer %j of an internet-facing load balancer", async (answer, expected) => {
  const { findings } = await requestsTo("retail-forecast", answer);
  expect(verdicts(findings)).toEqual(expected);
});

test("OPS-01 a load balancer inside the VPC that cannot be reached is not verified", async () => {
  const { findings } = await requestsTo("ml-inference-prod", new Error("connect ETIMEDOUT"));
  expect(verdicts(findings)).toEqual([
    "requests not verified: connect ETIMEDOUT; this machine may be outside of the VPC",
  ]);
});

test("requests on one connection are timed without the connection", async () => {
  let connections = 0;
  const server = createServer((_, response) => {
    setTimeout(() => response.writeHead(200, { server: "tests" }).end("x"), 30);
  }).on("connection", () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const answer = await timedRequests(
    {
      scheme: "http",
      connectTo: "127.0.0.1",
      port,
      host: "model.example.com",
      path: "/health",
      method: "GET",
    },
    3,
  );
  server.close();
  server.closeAllConnections();
  expect(answer).toMatchObject({ status: 200, server: "tests" });
  expect(answer.answerMs).toBeGreaterThanOrEqual(29);
  expect(answer.connectMs).toBeGreaterThan(0);
  expect(connections).toBe(1);
});

test("every model and every page with a log-in has a request, where the environment has a load balancer", () => {
  const plan = environmentPlan(planOf("ml-platform"));
  const requested = new Set(modelRequestsOf(plan).map(({ model, host }) => `${host} ${model}`));
  expect([...requested].sort()).toEqual([
    "argo-cd.ml.example.com log-in-argo-cd",
    "grafana.ml.example.com log-in-grafana",
    "mlflow.ml.example.com log-in-mlflow",
    "models.ml.example.com demand-forecast",
    "models.ml.example.com fraud-detection-predictor",
    "pipelines.ml.example.com log-in-kubeflow-pipelines",
  ]);
});
