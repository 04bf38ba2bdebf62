import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type InterceptedApi, type Interception, interceptApi } from "./intercepted-api";
import { ROOT } from "./synth";

/** Answers of EKS by path. An answer is merged into the one of the local API, where that has the object. */
export type RecordedAnswers = Readonly<Record<string, object>>;

/** The recorded answers of a cluster that eksctl made, in an account and a network of a test. */
export function eksctlCluster(values: {
  readonly account: string;
  readonly region: string;
  readonly vpc: string;
  readonly subnets: readonly string[];
}): RecordedAnswers {
  const text = readFileSync(join(ROOT, "__tests__/real/terraform/fixtures/eksctl-cluster.json"), "utf8")
    .replaceAll("ACCOUNT", values.account)
    .replaceAll("REGION", values.region)
    .replaceAll('"VPC"', JSON.stringify(values.vpc))
    .replaceAll('"SUBNETS"', JSON.stringify(values.subnets));
  return (JSON.parse(text) as { answers: RecordedAnswers }).answers;
}

/** A local API that answers questions about a cluster from records. It refuses every change of EKS. */
export function withRecordedCluster(
  endpoint: string,
  recorded: () => RecordedAnswers,
): Promise<InterceptedApi> {
  const answer: Interception = async ({ request, signedFor }, pass) => {
    if (!signedFor.endsWith("/eks")) return pass();
    const [method, url = ""] = request.split(" ");
    const path = decodeURIComponent(url.replace(/\?.*/, ""));
    if (method !== "GET") return sent(400, { message: `${request} is not recorded` });
    const own = path === "/addons/supported-versions" ? supportedVersion(url) : recorded()[path];
    const live = await pass();
    if (live.status === 200)
      return sent(200, merged(JSON.parse(String(live.body)) as object, own ?? {}) as object);
    return own === undefined
      ? sent(404, { message: `no ${path}` }, { "x-amzn-errortype": "ResourceNotFoundException" })
      : sent(200, own);
  };
  return interceptApi(endpoint, answer);
}

const sent = (status: number, body: object, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** EKS's default version of any add-on. */
function supportedVersion(url: string): object {
  const query = new URL(url, "http://local").searchParams;
  const clusterVersion = query.get("kubernetesVersion");
  return {
    addons: [
      {
        addonName: query.get("addonName"),
        addonVersions: [
          {
            addonVersion: "v1.0.0-eksbuild.1",
            compatibilities: [{ clusterVersion, defaultVersion: true, platformVersions: ["*"] }],
          },
        ],
      },
    ],
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function merged(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(keys.map((key) => [key, key in over ? merged(base[key], over[key]) : base[key]]));
}
