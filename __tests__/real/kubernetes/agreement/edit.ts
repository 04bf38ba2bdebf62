import { type Editable } from "../../../support/altered";
import { type Base } from "./bases";

/** One change of the synthesized objects of a model. */
export interface Edit {
  readonly name: string;
  /** Check that the edit is about. A check that is named here is proved to agree where both refuse. */
  readonly check: string;
  /** Values; the seed of a case selects one. Kubernetes refuses the first, if it refuses any. @default - one, which the edit ignores */
  readonly values?: readonly Value[];
  /** Values that Kubernetes accepts. @default - none */
  readonly harmless?: readonly Value[];
  /** Bases that have the edited object. @default - all */
  readonly on?: readonly Base[];
  readonly apply: (objects: ModelObjects, value: Value) => void;
}

export type Value = string | number | boolean;

/** The objects of the only model of an environment, in Terraform's JSON. */
export class ModelObjects {
  constructor(private readonly models: Editable) {}

  /** The resource of a type. Of two network policies, it is that of the model, not that of the namespace. */
  of(type: string): Editable {
    const resources = Object.entries((this.models["resource"] as Editable)[type] as Editable);
    const [found] = resources
      .filter(([name]) => !name.startsWith("models_"))
      .map(([, value]) => value as Editable);
    if (!found) throw new Error(`no ${type} in the models`);
    return found;
  }

  /** Adds a copy of the resource of a type with another name. */
  copy(type: string, name: string): void {
    const copied = structuredClone(this.of(type));
    copied["metadata"].name = name;
    ((this.models["resource"] as Editable)[type] as Editable)["second"] = copied;
  }

  get namespace(): Editable {
    return this.of("kubernetes_namespace_v1");
  }

  get entry(): Editable {
    return this.of("kubernetes_ingress_v1")["spec"] as Editable;
  }

  get deployment(): Editable {
    return this.of("kubernetes_deployment_v1")["spec"] as Editable;
  }

  get template(): Editable {
    return this.deployment["template"] as Editable;
  }

  get pod(): Editable {
    return this.template["spec"] as Editable;
  }

  get container(): Editable {
    return (this.pod["container"] as Editable[])[0] as Editable;
  }

  /** A new init container: the container with another name, without its ports, probes and hooks. */
  addInitContainer(change: Editable = {}): Editable {
    const { image, image_pull_policy, resources, security_context, volume_mount } = this.container;
    const container = structuredClone({
      image,
      image_pull_policy,
      resources,
      security_context,
      volume_mount,
    });
    const named = { name: "prepare", ...container, ...change };
    this.pod["init_container"] = [named];
    return named;
  }

  get resources(): Editable {
    return this.container["resources"] as Editable;
  }

  get security(): Editable {
    return this.container["security_context"] as Editable;
  }

  get spread(): Editable {
    return (this.pod["topology_spread_constraint"] as Editable[])[0] as Editable;
  }

  get quota(): Editable {
    return (this.of("kubernetes_resource_quota_v1")["spec"] as Editable)["hard"] as Editable;
  }

  get limits(): Editable {
    const { limit } = this.of("kubernetes_limit_range_v1")["spec"] as { limit: Editable[] };
    return limit[0] as Editable;
  }

  get service(): Editable {
    return this.of("kubernetes_service_v1")["spec"] as Editable;
  }

  get autoscaler(): Editable {
    return this.of("kubernetes_horizontal_pod_autoscaler_v2")["spec"] as Editable;
  }

  get budget(): Editable {
    return this.of("kubernetes_pod_disruption_budget_v1")["spec"] as Editable;
  }

  get policy(): Editable {
    return this.of("kubernetes_network_policy_v1")["spec"] as Editable;
  }

  /** Raises the amounts of the quota, for edits that are about nodes. */
  raiseQuota(): void {
    Object.assign(this.quota, {
      "limits.memory": "9000Gi",
      "requests.memory": "9000Gi",
      "requests.cpu": "9000",
    });
  }
}
