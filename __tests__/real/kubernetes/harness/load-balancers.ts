import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Json, type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Api } from "./api";
import { Watched } from "./watched";

/** Milliseconds until a load balancer exists: 2 % of two minutes, as for the kubelets. */
const CREATION_MS = 2400;

const LABEL = "app.kubernetes.io/managed-by";
const OWNER = "load-balancer-stand-in";
const BINDINGS = "elbv2.k8s.aws/v1beta1";

/**
 * Replaces the load balancer controller: for Ingresses and Services of its classes it makes the TargetGroupBindings, and
 * sets the name of the load balancer. Until `follow` it makes only those for which Terraform waits: a load balancer takes
 * minutes, so that no other object may count on it.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller, `pkg/ingress/model_build_target_group.go`,
 * `pkg/service/model_build_target_group.go` and `pkg/service/service_utils.go` (2026-11-21)
 */
export class LoadBalancers {
  private sources: readonly Watched[] = [];
  private isPlanned = false;
  private isStopped = false;
  private readonly failures: string[] = [];

  constructor(private readonly api: Api) {}

  /** Makes the load balancer of an Ingress or a Service. */
  async make(object: JsonObject): Promise<void> {
    const kept = await this.api.send("GET", await this.api.pathOf(object));
    const bindings = await this.bindingsOf(kept);
    if (bindings.length === 0) return;
    for (const binding of bindings) {
      const { status, body } = await this.api.apply(binding);
      if (status >= 300) throw new Error(`TargetGroupBinding refused: ${String(body["message"])}`);
    }
    // The form of an ALB's DNS name: NAME-ID.
    const hostname = `${nameOf(object)}-1.elb.tests.invalid`;
    await this.api.patchStatus(object, { loadBalancer: { ingress: [{ hostname }] } });
  }

  /** Makes all load balancers that are missing, and from now on those of new and changed objects. */
  async follow(): Promise<void> {
    if (!(await this.api.has(BINDINGS, "TargetGroupBinding"))) return;
    this.sources = await Promise.all(KINDS.map(({ path }) => Watched.start(this.api, path)));
    await this.reconcile();
    for (const source of this.sources) source.onChange(() => this.plan());
  }

  /** Bindings of the stand-in, without those of Terraform. */
  async bindings(): Promise<JsonObject[]> {
    if (!(await this.api.has(BINDINGS, "TargetGroupBinding"))) return [];
    const all = await this.api.list(`/apis/${BINDINGS}/targetgroupbindings`);
    return all.filter(({ metadata }) => asObject(asObject(metadata)["labels"] ?? {})[LABEL] === OWNER);
  }

  stop(): void {
    this.isStopped = true;
    for (const source of this.sources) source.stop();
    if (this.failures.length > 0) throw new Error(this.failures.join("\n"));
  }

  private plan(): void {
    if (this.isPlanned) return;
    this.isPlanned = true;
    wait(CREATION_MS)
      .then(() => {
        this.isPlanned = false;
        return this.isStopped ? undefined : this.reconcile();
      })
      .catch((error: unknown) => {
        if (!this.isStopped) this.failures.push(String(error));
      });
  }

  private async reconcile(): Promise<void> {
    const old = await this.bindings();
    const wanted: JsonObject[] = [];
    for (const [index, source] of this.sources.entries())
      for (const item of source.items) {
        const bindings = await this.bindingsOf(item);
        const isMade = bindings.every((binding) => old.some((each) => nameOf(each) === nameOf(binding)));
        if (!isMade) await this.make({ ...KINDS[index]?.type, ...item });
        wanted.push(...bindings);
      }
    for (const binding of old) {
      if (wanted.some((each) => nameOf(each) === nameOf(binding))) continue;
      const { status } = await this.api.call("DELETE", await this.api.pathOf({ ...binding, ...BINDING }));
      if (status >= 300 && status !== 404) throw new Error(`TargetGroupBinding not removed: ${status}`);
    }
  }

  /** Bindings that the controller makes for an object; none for one that is not of its classes. */
  private async bindingsOf(object: JsonObject): Promise<JsonObject[]> {
    const { namespace, deletionTimestamp } = asObject(object["metadata"]);
    if (deletionTimestamp !== undefined) return [];
    const { ingressClassName, rules, defaultBackend, type, loadBalancerClass, ports } = asObject(
      object["spec"],
    );
    if (type === "LoadBalancer" && loadBalancerClass === "service.k8s.aws/nlb")
      return asArray(ports).flatMap((port) =>
        binding(object, object, asObject(port)["port"], "service.beta.kubernetes.io/aws-load-balancer-nlb-"),
      );
    if (ingressClassName === undefined || !(await this.isOwnClass(String(ingressClassName)))) return [];
    const paths = asArray(rules).flatMap((rule) => asArray(asObject(asObject(rule)["http"])["paths"]));
    const backends = [...paths.map((path) => asObject(path)["backend"]), defaultBackend]
      .map((backend) => asObject(asObject(backend)["service"]))
      .filter(({ name }) => name !== undefined);
    const found = await Promise.all(
      backends.map(async ({ name, port }) => {
        const path = `/api/v1/namespaces/${String(namespace)}/services/${String(name)}`;
        const { status, body } = await this.api.call("GET", path);
        const { number, name: portName } = asObject(port);
        return status === 200 ? binding(object, body, number ?? portName, "alb.ingress.kubernetes.io/") : [];
      }),
    );
    const all = new Map(found.flat().map((each) => [nameOf(each), each]));
    return [...all.values()];
  }

  private async isOwnClass(name: string): Promise<boolean> {
    const { body } = await this.api.call("GET", `/apis/networking.k8s.io/v1/ingressclasses/${name}`);
    return asObject(body["spec"])["controller"] === "ingress.k8s.aws/alb";
  }
}

const KINDS = [
  {
    path: "/apis/networking.k8s.io/v1/ingresses",
    type: { apiVersion: "networking.k8s.io/v1", kind: "Ingress" },
  },
  { path: "/api/v1/services", type: { apiVersion: "v1", kind: "Service" } },
];

const BINDING = { apiVersion: BINDINGS, kind: "TargetGroupBinding" };

/** The binding of a port of a Service. An annotation of the Service comes before one of its Ingress. */
function binding(
  source: JsonObject,
  service: JsonObject,
  port: Json | undefined,
  prefix: string,
): JsonObject[] {
  const { namespace } = asObject(source["metadata"]);
  const [own, outer] = [service, source].map((each) => asObject(asObject(each["metadata"])["annotations"]));
  const targetType = own?.[`${prefix}target-type`] ?? outer?.[`${prefix}target-type`] ?? "instance";
  const key = [nameOf(source), nameOf(service), port, targetType].join("/");
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 10);
  const [place, name] = [String(namespace), nameOf(service)].map((text) =>
    text.replace(/[^A-Za-z0-9]/g, "").slice(0, 8),
  );
  return [
    {
      ...BINDING,
      metadata: {
        name: `k8s-${place}-${name}-${hash}`,
        namespace: namespace ?? "",
        labels: { [LABEL]: OWNER },
      },
      spec: {
        serviceRef: { name: nameOf(service), port: port ?? 0 },
        targetGroupARN: `arn:aws:elasticloadbalancing:tests-1:000000000000:targetgroup/${hash}`,
        targetType,
      },
    },
  ];
}

const nameOf = (object: JsonObject): string => String(asObject(object["metadata"])["name"]);
