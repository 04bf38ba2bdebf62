import { LAYERS, type Layer, stackName } from "../../shared/terraform/layers";
import { forgottenIn, importedIn } from "../../proof/model/state-blocks";
import { StackJson, type JsonObject, asObject } from "../../proof/terraform-json/stack-json";
import { type OutputStack } from "../../proof/terraform-json/output";
import { type OtherChange, type Place, type ResourceChange } from "./change";
import { compareStacks, type ResourceEdits } from "./comparison/compare-stacks";
import { lifecycleOf } from "../../proof/terraform-json/lifecycle";
import { type ComparedLayer, Effects } from "./effects/effects";
import { type Instances, instancesOf } from "./effects/instances";

/** The stacks of one environment on both sides. */
export interface EnvironmentPair {
  readonly environment: string;
  readonly before: readonly OutputStack[];
  readonly after: readonly OutputStack[];
}

export interface EnvironmentChanges {
  readonly resources: readonly ResourceChange[];
  readonly others: readonly OtherChange[];
  /** Removed stacks: Terraform does not destroy their resources and no longer manages them. */
  readonly abandoned: readonly { readonly layer: Layer; readonly resources: number }[];
}

/** Compares two synths of an environment and predicts the Terraform actions. */
export function compareEnvironments({ environment, before, after }: EnvironmentPair): EnvironmentChanges {
  const stackIn = (side: readonly OutputStack[], layer: Layer): StackJson | undefined =>
    side.find((each) => each.layer === layer)?.stack;
  const compared = LAYERS.flatMap((layer): (ComparedLayer & { before: StackJson })[] => {
    const [was, is] = [stackIn(before, layer), stackIn(after, layer)];
    if (!is) return [];
    const old = was ?? new StackJson(stackName(environment, layer), {});
    return [{ layer, before: old, after: is, edits: compareStacks(old, is) }];
  });
  const effects = new Effects(compared);
  const changes = compared.map((each) => new LayerChanges(environment, each, effects));
  return {
    resources: changes.flatMap((each) => each.resources()),
    others: changes.flatMap((each) => each.others()),
    abandoned: LAYERS.flatMap((layer) => {
      const was = stackIn(before, layer);
      return was && !stackIn(after, layer) ? [{ layer, resources: was.resources().length }] : [];
    }),
  };
}

class LayerChanges {
  constructor(
    private readonly environment: string,
    private readonly compared: ComparedLayer & { readonly before: StackJson },
    private readonly effects: Effects,
  ) {}

  resources(): ResourceChange[] {
    const { edits, after, layer } = this.compared;
    const edited = new Set(edits.resources.map(({ address }) => address));
    const following = after.resources().flatMap((resource): ResourceChange[] => {
      if (edited.has(resource.address)) return [];
      const { action, reasons } = this.effects.of(layer, resource.address);
      const counted = this.recounted(resource.address, resource.config, resource.config);
      if (action === "none") return counted;
      const instances = instancesOf(after, resource.config);
      if (instances.number === 0) return counted;
      const { address, type, constructPath } = resource;
      const place = this.place(address, constructPath);
      return [
        {
          ...place,
          type,
          before: resource.config,
          after: resource.config,
          action,
          instances: instances.number,
          edits: [],
          reasons,
          notes: notesOf(action, resource.config),
        },
        ...counted,
      ];
    });
    return [...edits.resources.flatMap((each) => this.changesOf(each)), ...following];
  }

  others(): OtherChange[] {
    return this.compared.edits.sections.map(({ address, constructPath, edits }) => ({
      ...this.place(address, constructPath),
      edits,
      ...(this.isSensitive(address) ? { isSensitive: true as const } : {}),
    }));
  }

  private isSensitive(address: string): boolean {
    const [section = "", name = ""] = address.split(".");
    return [this.compared.before, this.compared.after].some(
      ({ json }) => asObject(asObject(json[section])[name])["sensitive"] === true,
    );
  }

  private place(address: string, constructPath: string | undefined): Place {
    const { layer } = this.compared;
    return {
      environment: this.environment,
      layer,
      address,
      ...(constructPath === undefined ? {} : { constructPath }),
    };
  }

  /** Changes of one block; it has several if some of its objects are created or destroyed and others change. */
  private changesOf(resource: ResourceEdits): ResourceChange[] {
    const { before, after, layer } = this.compared;
    const { address, type, from, edits } = resource;
    const base = {
      ...this.place(address, resource.constructPath),
      type,
      ...(resource.before ? { before: resource.before } : {}),
      ...(resource.after ? { after: resource.after } : {}),
      ...(from === undefined ? {} : { from }),
      edits,
      reasons: [],
      notes: [],
    };
    if (resource.after === undefined && forgottenIn(after).has(address)) {
      return [{ ...base, action: "none", instances: 1, handover: "forget" }];
    }
    if (resource.after === undefined) {
      const { number } = instancesOf(before, resource.before ?? {});
      const guard = lifecycleOf(resource.before)["prevent_destroy"] === true;
      return [
        {
          ...base,
          action: number === 0 ? "none" : "destroy",
          instances: number,
          notes: guard ? ["its prevent_destroy is removed with its block and does not protect it"] : [],
        },
      ];
    }
    if (resource.before === undefined) {
      const { number } = instancesOf(after, resource.after);
      const handover = importedIn(after).has(address) ? { handover: "import" as const } : {};
      return [{ ...base, action: number === 0 ? "none" : "add", instances: number, ...handover }];
    }
    const { action, reasons } = this.effects.of(layer, address);
    const staying = kept(instancesOf(before, resource.before), instancesOf(after, resource.after));
    // edits of a block without objects are reported, too
    const done = staying === 0 ? "none" : action;
    const own: ResourceChange[] =
      edits.length === 0 && from === undefined && done === "none"
        ? []
        : [{ ...base, action: done, instances: staying, reasons, notes: notesOf(done, resource.after) }];
    return [...own, ...this.recounted(address, resource.before, resource.after, resource.constructPath)];
  }

  /** Objects that `count` or `for_each` creates or destroys, directly or through a variable's default. */
  private recounted(
    address: string,
    was: JsonObject,
    is: JsonObject,
    constructPath?: string,
  ): ResourceChange[] {
    const [old, now] = [instancesOf(this.compared.before, was), instancesOf(this.compared.after, is)];
    if (old.kind === "one" && now.kind === "one") return [];
    const staying = kept(old, now);
    const base = {
      ...this.place(address, constructPath),
      type: address.split(".")[0] ?? "",
      before: was,
      after: is,
      edits: [],
      notes: [],
    };
    const argument = now.kind === "each" || old.kind === "each" ? "for_each" : "count";
    const some = (action: "add" | "destroy", number: number | undefined): ResourceChange[] =>
      number === 0 ? [] : [{ ...base, action, instances: number, reasons: [{ argument, effect: "change" }] }];
    if (staying === undefined) {
      const isSame =
        JSON.stringify([was["count"], was["for_each"]]) === JSON.stringify([is["count"], is["for_each"]]);
      return isSame
        ? []
        : [{ ...base, action: "unknown", instances: undefined, reasons: [{ argument, effect: "unknown" }] }];
    }
    const gone = (old.number ?? 0) - staying;
    const added = (now.number ?? 0) - staying;
    return [...some("destroy", gone), ...some("add", added)];
  }
}

/** Number of objects that remain: Terraform keeps an object when `count` is added or removed, but not for `for_each`. */
function kept(old: Instances, now: Instances): number | undefined {
  if ((old.kind === "each") !== (now.kind === "each")) return 0;
  if (old.number === undefined || now.number === undefined) return undefined;
  return Math.min(old.number, now.number);
}

function notesOf(action: ResourceChange["action"], config: JsonObject): string[] {
  if (action !== "replace") return [];
  const { prevent_destroy: guarded, create_before_destroy: first } = lifecycleOf(config);
  return [
    ...(guarded === true ? ["prevent_destroy is set, so the plan fails"] : []),
    ...(first === true ? ["the new resource is created before the old one is destroyed"] : []),
  ];
}
