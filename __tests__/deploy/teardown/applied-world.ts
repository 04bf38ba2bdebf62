import { createHash } from "node:crypto";
import { ingressPaths, isLoadBalancer } from "../../../src/infrastructure/network-entries";
import { type KubernetesObject, objectsOf } from "../../../src/infrastructure/kubernetes-objects";
import { EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type Layer, LAYERS } from "../../../src/base/layers";
import { type Plan } from "../../support/plan";
import { type Answer, Simulated, tags } from "./simulated";
import { customObjectsOf, helmReleasesOf } from "../../../src/infrastructure/kubernetes-releases";
import { volumeClaimsOf } from "../../../src/infrastructure/kubernetes-volumes";
import { ALB } from "../../../src/evidence/load-balancers";

/** An object of the cluster, or a resource of AWS, and the block that creates it. */
interface Applied {
  /** Command whose answer has it. */
  readonly command: string;
  readonly object: object;
  /** `layer/address` of the block, and of the objects for which the controller keeps it. */
  readonly of: readonly string[];
}

const INGRESSES = "kubectl get ingresses.networking.k8s.io";
const SERVICES = "kubectl get services";
const BINDINGS = "kubectl get targetgroupbindings.elbv2.k8s.aws";
const BALANCERS = "elbv2 describe-load-balancers";
const GROUPS = "ec2 describe-security-groups";
const CLAIMS = "kubectl get persistentvolumeclaims";
const VOLUMES = "kubectl get persistentvolumes";

/**
 * An environment as it is after its first apply, with what the load balancer controller and the EBS driver made for its objects. The
 * destroy of a layer removes its blocks, and what the controllers keep for these alone.
 *
 * @see https://github.com/kubernetes-sigs/aws-load-balancer-controller, `pkg/deploy/tracking/provider.go` (labels and tags of a stack),
 *   `pkg/networking/backend_sg_provider.go` (the shared group has no stack), read 2026-11-28
 */
export class AppliedWorld {
  private readonly plan: EnvironmentPlan;
  private readonly cluster: string;
  private applied: readonly Applied[];
  private readonly state: Partial<Record<Layer, readonly string[]>>;

  constructor(readonly source: Plan) {
    this.plan = new EnvironmentPlan(source.environment, source.output);
    this.cluster = String(this.plan.resources("aws_eks_cluster")[0]?.config.name);
    this.applied = [...this.entries(), ...this.bindings(), ...this.claims()];
    this.state = Object.fromEntries(
      LAYERS.map((layer) => [
        layer,
        source
          .stack(layer)
          .resources()
          .map(({ address }) => address),
      ]),
    );
  }

  /** Numbers of entries that blocks of the layers create: Ingresses, Services and bindings. */
  get made(): number {
    return this.applied.filter(({ command }) => [INGRESSES, SERVICES, BINDINGS].includes(command)).length;
  }

  /** Names of the objects of a kind. */
  named(command: string): string[] {
    return this.applied
      .filter((each) => each.command === command)
      .map(({ object }) => String((object as { metadata: { name: string } }).metadata.name));
  }

  /** The machine that sees this world, and more objects of others. */
  machine(others: Record<string, readonly object[]> = {}): Simulated {
    const answers: Record<string, Answer> = {};
    const listed = (command: string, key: string) => {
      const own = this.applied.filter((each) => each.command === command).map(({ object }) => object);
      answers[command] = { [key]: [...own, ...(others[command] ?? [])] };
    };
    for (const kind of [INGRESSES, SERVICES, BINDINGS, CLAIMS, VOLUMES]) listed(kind, "items");
    listed(BALANCERS, "LoadBalancers");
    listed(GROUPS, "SecurityGroups");
    answers["elbv2 describe-tags"] = {
      TagDescriptions: [...this.applied.map(({ object }) => object), ...(others[BALANCERS] ?? [])].flatMap(
        (each) => ("LoadBalancerArn" in each ? { ...each, ResourceArn: each.LoadBalancerArn } : []),
      ),
    };
    return new Simulated(this.source.environment, answers, this.state, this.source);
  }

  /** Removes the blocks of a layer, and what was kept for them alone. */
  destroy(layer: Layer): void {
    this.state[layer] = [];
    this.forget((of) => of.startsWith(`${layer}/`));
  }

  /** Removes a block from the state, and leaves its objects. */
  lose(layer: Layer, address: string): void {
    this.state[layer] = (this.state[layer] ?? []).filter((each) => each !== address);
  }

  private forget(isGone: (of: string) => boolean): void {
    this.applied = this.applied
      .map((each) => ({ ...each, of: each.of.filter((of) => !isGone(of)) }))
      .filter(({ of }) => of.length > 0);
  }

  private entries(): Applied[] {
    const objects = objectsOf(this.plan);
    const made: Applied[] = [];
    const byStack = new Map<string, string[]>();
    for (const object of [
      ...objects.ofKind("ingress"),
      ...objects.ofKind("service").filter(isLoadBalancer),
    ]) {
      const { kind, namespace, name, annotations, resource, spec } = object;
      const of = `${resource.layer}/${resource.address}`;
      const isIngress = kind === "ingress";
      const prefix = isIngress ? "ingress" : "service";
      const group = annotations[`${ALB}group.name`];
      const stack = group ?? `${namespace}/${name}`;
      made.push({
        command: isIngress ? INGRESSES : SERVICES,
        object: { metadata: { name, namespace, annotations, finalizers: ["elbv2.k8s.aws/resources"] }, spec },
        of: [of],
      });
      const labels =
        group === undefined
          ? { [`${prefix}.k8s.aws/stack-namespace`]: namespace, [`${prefix}.k8s.aws/stack-name`]: name }
          : { [`${prefix}.k8s.aws/stack`]: group };
      const services = isIngress
        ? ingressPaths(object as KubernetesObject<object>).map(({ serviceName }) => serviceName)
        : [name];
      for (const service of new Set(services))
        made.push({ command: BINDINGS, object: binding(namespace, service, labels), of: [of] });
      byStack.set(`${prefix} ${stack}`, [...(byStack.get(`${prefix} ${stack}`) ?? []), of]);
    }
    for (const [key, of] of byStack) {
      const [prefix = "", stack = ""] = key.split(" ");
      const own = { "elbv2.k8s.aws/cluster": this.cluster, [`${prefix}.k8s.aws/stack`]: stack };
      made.push({
        command: BALANCERS,
        object: { LoadBalancerArn: `arn:${stack}`, VpcId: "vpc-1", Tags: tags(own) },
        of,
      });
      made.push({
        command: GROUPS,
        object: { GroupId: `sg-of-${stack}`, VpcId: "vpc-1", Tags: tags(own) },
        of,
      });
    }
    if (byStack.size === 0) return made;
    const shared = tags({ "elbv2.k8s.aws/cluster": this.cluster, "elbv2.k8s.aws/resource": "backend-sg" });
    return [
      ...made,
      {
        command: GROUPS,
        object: { GroupId: "sg-shared", VpcId: "vpc-1", Tags: shared },
        of: [...byStack.values()].flat(),
      },
    ];
  }

  /** Bindings in the charts of the stacks, with the annotations of Helm. */
  private bindings(): Applied[] {
    return customObjectsOf(this.plan)
      .filter(({ kind }) => kind === "TargetGroupBinding")
      .map(({ resource, namespace, name, spec }) => ({
        command: BINDINGS,
        object: {
          metadata: {
            name,
            namespace,
            annotations: {
              "meta.helm.sh/release-name": String(resource.config["name"]),
              "meta.helm.sh/release-namespace": releaseNamespace(this.plan, resource.address),
            },
          },
          spec,
        },
        of: [`${resource.layer}/${resource.address}`],
      }));
  }

  /** Claims of charts, which go with their namespace. */
  private claims(): Applied[] {
    const objects = objectsOf(this.plan);
    return volumeClaimsOf(this.plan).flatMap(({ resource, name: title }): Applied[] => {
      const place = releaseNamespace(this.plan, resource.address);
      const namespace = objects.ofKind("namespace").find(({ name }) => name === place);
      if (namespace === undefined) return [];
      const of = [`${namespace.resource.layer}/${namespace.resource.address}`];
      const name = title.replaceAll(" ", "-");
      const driver = { driver: "ebs.csi.aws.com", volumeHandle: `vol-${name}` };
      const volume = { metadata: { name: `pv-${name}` }, spec: { csi: driver }, status: { phase: "Bound" } };
      const claim = { metadata: { name, namespace: place }, spec: { volumeName: `pv-${name}` } };
      return [
        { command: CLAIMS, object: claim, of },
        { command: VOLUMES, object: volume, of },
      ];
    });
  }
}

function releaseNamespace(plan: EnvironmentPlan, address: string): string {
  const release = helmReleasesOf(plan).find(({ resource }) => resource.address === address);
  return release?.namespace ?? "";
}

/** A binding as the controller makes it. */
function binding(namespace: string, service: string, labels: Readonly<Record<string, string>>) {
  const hash = createHash("sha256").update(`${namespace}/${service}`).digest("hex").slice(0, 10);
  const name = `k8s-${namespace.slice(0, 8)}-${service.slice(0, 8)}-${hash}`;
  return {
    metadata: { name, namespace, labels, finalizers: ["elbv2.k8s.aws/resources"] },
    spec: { serviceRef: { name: service, port: 80 } },
  };
}

/** Commands of kinds, for objects of others. */
export const KIND_COMMANDS = { INGRESSES, SERVICES, BINDINGS, BALANCERS, GROUPS, CLAIMS } as const;
