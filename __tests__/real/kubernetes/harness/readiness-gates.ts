import { createServer } from "node:https";
import { type AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { CHART_FACTS, type WebhookFacts } from "../../../../src/evidence/charts";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";
import { type Certificate } from "./cluster";

/** Prefix of the gates, before the name of the TargetGroupBinding. */
const GATE = "target-health.elbv2.k8s.aws/";

const WEBHOOK = "mpod.elbv2.k8s.aws";

/**
 * Replaces the pod webhook of the load balancer controller: a pod gets a readiness gate for each TargetGroupBinding of its
 * namespace with IP targets whose Service selects it. Kubernetes calls it by the rules that are recorded for the chart. The
 * bindings are read when the pod is created, and the stand-ins for kubelets open the gates.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller, `pkg/inject/pod_readiness/pod_readiness_gate.go`
 * (2026-11-21)
 */
export class ReadinessGates {
  private readonly failures: string[] = [];
  private isCalled = false;
  private readonly server: ReturnType<typeof createServer>;

  private constructor(
    private readonly api: Api,
    certificate: Certificate,
  ) {
    this.server = createServer(certificate, (request, response) => {
      const chunks: Buffer[] = [];
      request
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("end", () => {
          this.review(JSON.parse(Buffer.concat(chunks).toString("utf8")) as JsonObject).then(
            (body) => response.setHeader("content-type", "application/json").end(JSON.stringify(body)),
            (error: unknown) => {
              this.failures.push(String(error));
              response.writeHead(500).end();
            },
          );
        });
    });
    // The API server keeps connections, and calls once: on one that is just closed, the call fails and the pod has no gate.
    this.server.keepAliveTimeout = 0;
  }

  /** Serves the webhook, and waits until the API server calls it. */
  static async start(api: Api, certificate: Certificate): Promise<ReadinessGates> {
    const gates = new ReadinessGates(api, certificate);
    await new Promise<void>((resolve) => gates.server.listen(0, "127.0.0.1", resolve));
    gates.server.unref();
    const { port } = gates.server.address() as AddressInfo;
    const { status, body } = await api.apply(
      configuration(`https://127.0.0.1:${port}/mutate-v1-pod`, certificate.cert),
    );
    if (status >= 300) throw new Error(String(body["message"]));
    const probe = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: PROBE },
      spec: { containers: [{ name: "none", image: "none" }] },
    };
    while (!gates.isCalled) {
      await api.call("POST", "/api/v1/namespaces/default/pods?dryRun=All", probe);
      await wait(50);
    }
    return gates;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
    if (this.failures.length > 0) throw new Error(this.failures.join("\n"));
  }

  private async review({ apiVersion, kind, request }: JsonObject): Promise<JsonObject> {
    this.isCalled = true;
    const { uid, namespace, object } = asObject(request);
    const gates = await this.gatesFor(asObject(object), String(namespace));
    const old = asArray(asObject(asObject(object)["spec"])["readinessGates"]);
    const patch = [{ op: "add", path: "/spec/readinessGates", value: [...old, ...gates] }];
    return {
      apiVersion: apiVersion ?? "",
      kind: kind ?? "",
      response: {
        uid: uid ?? "",
        allowed: true,
        ...(gates.length > 0
          ? { patchType: "JSONPatch", patch: Buffer.from(JSON.stringify(patch)).toString("base64") }
          : {}),
      },
    };
  }

  private async gatesFor(pod: JsonObject, namespace: string): Promise<JsonObject[]> {
    const labels = asObject(asObject(pod["metadata"])["labels"] ?? {});
    const path = `/apis/elbv2.k8s.aws/v1beta1/namespaces/${namespace}/targetgroupbindings`;
    const { status, body } = await this.api.call("GET", path);
    if (status !== 200) return [];
    const gates: JsonObject[] = [];
    for (const binding of asArray(body["items"]).map(asObject)) {
      const { targetType, serviceRef } = asObject(binding["spec"]);
      if (targetType !== "ip") continue;
      const name = String(asObject(serviceRef)["name"]);
      const service = await this.api.call("GET", `/api/v1/namespaces/${namespace}/services/${name}`);
      const selector = Object.entries(asObject(asObject(service.body["spec"])["selector"] ?? {}));
      if (selector.length > 0 && selector.every(([key, value]) => labels[key] === value))
        gates.push({ conditionType: `${GATE}${String(asObject(binding["metadata"])["name"])}` });
    }
    return gates;
  }
}

/** Names of the TargetGroupBindings for which a pod has a gate. */
export const gatesOf = (pod: JsonObject): string[] =>
  asArray(asObject(pod["spec"])["readinessGates"])
    .map((gate) => String(asObject(gate)["conditionType"]))
    .filter((type) => type.startsWith(GATE))
    .map((type) => type.slice(GATE.length));

/** Name of a pod that is only tried out, to see when the webhook works. */
const PROBE = "readiness-gates-probe";

function configuration(url: string, certificate: string): JsonObject {
  const facts = CHART_FACTS["aws-load-balancer-controller"]?.webhooks.find(({ name }) => name === WEBHOOK);
  if (!facts) throw new Error(`no facts of the webhook ${WEBHOOK}`);
  const common = {
    clientConfig: { url, caBundle: Buffer.from(certificate).toString("base64") },
    admissionReviewVersions: ["v1"],
    sideEffects: "None",
    // Kubernetes creates a pod without its gate where the webhook is late, as on a machine with other work.
    timeoutSeconds: 30,
    rules: facts.rules.map(rule),
  };
  const isProbe = `request.namespace == "default" && object.metadata.?name.orValue("") == "${PROBE}"`;
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "MutatingWebhookConfiguration",
    metadata: { name: "aws-load-balancer-webhook" },
    webhooks: [
      {
        ...common,
        name: facts.name,
        failurePolicy: facts.failurePolicy,
        ...selectors(facts),
      },
      {
        ...common,
        name: "probe.tests.invalid",
        failurePolicy: "Ignore",
        matchConditions: [{ name: "probe", expression: isProbe }],
      },
    ],
  };
}

/** A rule such as `core/pods CREATE,UPDATE`. */
function rule(text: string): JsonObject {
  const [, group = "", resource = "", operations = ""] = /^(\S+)\/(\S+) (\S+)$/.exec(text) ?? [];
  return {
    apiGroups: [group === "core" ? "" : group],
    apiVersions: ["v1"],
    resources: [resource],
    operations: operations.split(","),
  };
}

const selectors = ({ namespaceSelector = [], objectSelector = [] }: WebhookFacts): JsonObject => ({
  namespaceSelector: { matchExpressions: namespaceSelector.map(expression) },
  objectSelector: { matchExpressions: objectSelector.map(expression) },
});

/** A selector such as `key In value`. */
function expression(text: string): JsonObject {
  const [key = "", operator = "", ...values] = text.split(" ");
  return { key, operator, ...(values.length > 0 ? { values } : {}) };
}
