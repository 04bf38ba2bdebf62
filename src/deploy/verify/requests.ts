import { modelRequestsOf } from "../../infrastructure/model-requests";
import goals from "./latency-goals.json";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Outcome, comparedTexts } from "./finding";
import { milliseconds } from "./milliseconds";
import { type LiveBalancer } from "./load-balancers";
import { type TimedAnswer, timedRequests } from "./timed-request";

type ModelRequest = ReturnType<typeof modelRequestsOf>[number];

const AREA = "requests";
const COUNT = 5;

/** Requests each model by one path, from this machine. A load balancer inside the VPC is no failure where it cannot be reached. */
export async function verifyRequests(
  plan: EnvironmentPlan,
  balancers: readonly LiveBalancer[],
  send: typeof timedRequests = timedRequests,
): Promise<Outcome[]> {
  const findings: Outcome[] = [];
  for (const request of oneForEach(modelRequestsOf(plan))) {
    const live = balancers.find(({ balancer }) => balancer.resource === request.balancer?.resource);
    if (live !== undefined) findings.push(...(await requested(request, live, send)));
  }
  return findings;
}

/** The path of a model's probe if it is routed, or else any of its paths. */
function oneForEach(requests: readonly ModelRequest[]): ModelRequest[] {
  const models = [...new Set(requests.map(({ model }) => model))];
  return models.flatMap((model) => {
    const own = requests.filter((each) => each.model === model);
    return own.find(reachesProbe) ?? own[0] ?? [];
  });
}

const reachesProbe = ({ path, health }: ModelRequest): boolean =>
  health !== undefined && (path === "/" || path === health);

async function requested(
  request: ModelRequest,
  live: LiveBalancer,
  send: typeof timedRequests,
): Promise<Outcome[]> {
  const { model, scheme, host, health } = request;
  const isProbe = reachesProbe(request);
  const path = isProbe ? (health ?? "/") : request.path;
  // A path of a model can do anything; HEAD asks it to do nothing.
  const method = isProbe ? "GET" : "HEAD";
  const name = `${method} ${scheme}://${host === "" ? live.dnsName : host}${path} (${model})`;
  try {
    const answer = await send(
      {
        scheme,
        connectTo: live.dnsName,
        port: portOf(request),
        host: host === "" ? live.dnsName : host,
        path,
        method,
      },
      COUNT,
    );
    const found = verdictOf(answer, isProbe);
    return [comparedTexts(AREA, name, POD, found), ...(found === POD ? [latency(model, answer)] : [])];
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    const isInside = live.balancer.internetFacing !== true;
    return [
      {
        area: AREA,
        name,
        expected: POD,
        found: isInside ? `${found}; this machine may be outside of the VPC` : found,
        verdict: isInside ? "not verified" : "differs",
      },
    ];
  }
}

const POD = "an answer of a pod";

function portOf({ scheme, balancer }: ModelRequest): number {
  const usual = scheme === "https" ? 443 : 80;
  const listeners = balancer?.listeners ?? [];
  return listeners.includes(usual) ? usual : (listeners[0] ?? usual);
}

/** An ALB answers by itself with the header `server: awselb/2.0`. */
function verdictOf({ status, server = "" }: TimedAnswer, isProbe: boolean): string {
  const isOwn = server.startsWith("awselb/");
  if (isOwn && status === 503) return "503 of the load balancer: no target is healthy";
  if (isOwn) return `${status} of the load balancer`;
  return status >= 500 || (isProbe && status !== 200) ? `${status} of a pod` : POD;
}

/** The time between load balancer and pod, with that of the pod: what remains of an answer without one round trip. */
function latency(model: string, { answerMs, connectMs }: TimedAnswer): Outcome {
  const spent = Math.max(0, answerMs - connectMs);
  return {
    area: "latency",
    name: `load balancer to ${model}`,
    expected: `at most ${goals.pods} ms`,
    found: `${milliseconds(spent)}, measured from this machine: ${milliseconds(answerMs)} less a round trip of ${milliseconds(connectMs)}`,
    verdict: spent <= goals.pods ? "ok" : "slow",
  };
}
