import { isDeepStrictEqual } from "node:util";
import { distinct } from "../../base/lists";
import { groupBy } from "../../base/group-by";
import { stateChangesIn } from "../../infrastructure/state-blocks";
import { lifecycleOf } from "../../terraform/lifecycle";
import { asObject, type JsonObject, type StackJson } from "../../terraform/stack-json";
import { type BlockPlace, type Edit, type OtherChange, type ResourceChange } from "../change";
import { type ResourceEdits } from "../comparison/compare-stacks";
import { isOfRepetition } from "../comparison/instance-edits";
import { type InstanceMove, instanceMoves } from "../comparison/instance-moves";
import { isWrittenOut } from "../comparison/written-out";
import { type Effects } from "../effects/effects";
import { type BlockObjects, staying } from "../instances";
import { type ComparedLayer } from "../effects/layer-index";
import { instancesAtDefaults } from "../../terraform/at-defaults";

/** The changes of one layer, with their actions. */
export class LayerChanges {
  private readonly before: StackJson;
  private readonly after: StackJson;
  /** Moves of objects by the block that they leave, and by the block that they reach. */
  private readonly movesFrom: ReadonlyMap<string, readonly InstanceMove[]>;
  private readonly movesTo: ReadonlyMap<string, readonly InstanceMove[]>;
  private readonly forgotten: ReadonlySet<string>;
  private readonly imported: ReadonlySet<string>;

  constructor(
    private readonly environment: string,
    private readonly compared: ComparedLayer,
    private readonly effects: Effects,
  ) {
    ({ before: this.before, after: this.after } = compared.edits);
    const moves = instanceMoves(this.before, this.after);
    this.movesFrom = groupBy(moves, ({ from }) => from.block);
    this.movesTo = groupBy(moves, ({ to }) => to.block);
    ({ forgotten: this.forgotten, imported: this.imported } = stateChangesIn(this.after));
  }

  resources(): ResourceChange[] {
    const { edits, layer } = this.compared;
    const edited = new Set(edits.resources.map(({ address }) => address));
    const following = this.after.resources().flatMap((resource): ResourceChange[] => {
      const { address, type, constructPath, config } = resource;
      if (edited.has(address)) return [];
      const { action, reasons } = this.effects.of(layer, address);
      const place = this.place(address, constructPath);
      const counted = this.recounted({ ...place, type, before: config, after: config }, []);
      const { number } = instancesAtDefaults(this.after, config);
      if (action === "none" || number === 0) return counted;
      const base = { ...place, type, before: config, after: config, edits: [] };
      return [{ ...base, action, instances: number, reasons, notes: notesOf(action, config) }, ...counted];
    });
    return [...edits.resources.flatMap((each) => this.changesOf(each)), ...following];
  }

  others(): OtherChange[] {
    return this.compared.edits.sections.map(({ address, constructPath, edits }) => ({
      ...this.place(address, constructPath),
      edits,
      ...(this.isSensitive(address) ? { isSensitive: true as const } : {}),
      ...(isWrittenOut(address, [this.before, this.after]) ? { isWrittenOut: true as const } : {}),
    }));
  }

  private isSensitive(address: string): boolean {
    const [section = "", name = ""] = address.split(".");
    return [this.before, this.after].some(
      ({ json }) => asObject(asObject(json[section])[name])["sensitive"] === true,
    );
  }

  private place(address: string, constructPath: string | undefined): BlockPlace {
    const { layer } = this.compared;
    return {
      environment: this.environment,
      layer,
      address,
      ...(constructPath === undefined ? {} : { constructPath }),
    };
  }

  /** Changes of one block; it has several if its objects have several actions. */
  private changesOf(resource: ResourceEdits): ResourceChange[] {
    const { after: stack, before: old } = this;
    const { address, type, from, edits, before, after, byInstance } = resource;
    const base = {
      ...this.place(address, resource.constructPath),
      type,
      ...(before ? { before } : {}),
      ...(after ? { after } : {}),
      ...(from === undefined ? {} : { from }),
      edits,
      reasons: [],
      notes: [],
    };
    if (after === undefined && this.forgotten.has(address)) {
      return [{ ...base, action: "none", instances: 1, handover: "forget" }];
    }
    if (after === undefined) {
      const number = less(instancesAtDefaults(old, before ?? {}).number, this.leaving(address));
      const guard = lifecycleOf(before)["prevent_destroy"] === true;
      return [
        {
          ...base,
          action: number === 0 ? "none" : "destroy",
          instances: number,
          notes: guard ? ["its prevent_destroy is removed with its block and does not protect it"] : [],
        },
      ];
    }
    if (before === undefined) {
      const number = less(instancesAtDefaults(stack, after).number, this.arriving(address).length);
      const handover = this.imported.has(address) ? { handover: "import" as const } : {};
      const arrived = this.arrived(base, after);
      if (number === 0 && arrived.length > 0) return arrived;
      return [{ ...base, action: number === 0 ? "none" : "add", instances: number, ...handover }, ...arrived];
    }
    const kept = this.keptOf(address, before, after);
    const [repetition, own] = kept === undefined ? [[], edits] : partition(edits, isOfRepetition);
    const recounted = this.recounted({ ...base, before, after }, repetition);
    if (byInstance && from === undefined) {
      const changes = this.groupsOf(address, byInstance).map((group): ResourceChange => ({
        ...base,
        ...group,
        notes: notesOf(group.action, after),
      }));
      return [...changes, ...recounted, ...this.arrived(base, after)];
    }
    const { action, reasons } = this.effects.of(this.compared.layer, address);
    // edits of a block without objects are reported, too
    const done = kept === 0 ? "none" : action;
    const change = {
      ...base,
      edits: own,
      action: done,
      instances: kept,
      reasons,
      notes: notesOf(done, after),
    };
    const isNothing = own.length === 0 && from === undefined && done === "none";
    return [...(isNothing ? [] : [change]), ...recounted, ...this.arrived(base, after)];
  }

  /** The objects of a block by their action; none if none has an edit. */
  private groupsOf(address: string, byInstance: NonNullable<ResourceEdits["byInstance"]>) {
    const judged = byInstance.map(({ edits, config }) => ({
      edits,
      ...this.effects.ofEdits(this.compared.layer, address, edits, config),
    }));
    const changed = judged.filter(({ edits, action }) => edits.length > 0 || action !== "none");
    return [...groupBy(changed, ({ action }) => action)].map(([action, objects]) => ({
      action,
      reasons: distinct(objects.flatMap(({ reasons }) => reasons)),
      edits: distinct(objects.flatMap(({ edits }) => edits)),
      instances: objects.length,
    }));
  }

  /** Objects of other blocks that a move makes objects of this one. */
  private arrived(base: Omit<ResourceChange, "action" | "instances">, after: JsonObject): ResourceChange[] {
    return this.arriving(base.address).map(({ from }): ResourceChange => {
      const { layer } = this.compared;
      const effect = this.effects.of(layer, base.address);
      const old = this.before.resources().find(({ address }) => address === from.block);
      return {
        ...base,
        ...(old ? { before: old.config } : {}),
        after,
        from: `${from.block}${from.key}`,
        action: effect.action,
        instances: 1,
        reasons: effect.reasons,
      };
    });
  }

  private arriving(address: string): readonly InstanceMove[] {
    return (this.movesTo.get(address) ?? []).filter(({ from }) => from.block !== address);
  }

  /** Number of objects that a move takes to another block. */
  private leaving(address: string): number {
    return (this.movesFrom.get(address) ?? []).filter(({ to }) => to.block !== address).length;
  }

  private keptOf(address: string, before: JsonObject, after: JsonObject): number | undefined {
    const [old, now] = this.instances(before, after);
    const kept = staying(old, now);
    const moved = (this.movesTo.get(address) ?? []).filter(({ from }) => from.block === address).length;
    return kept === undefined ? undefined : kept + moved;
  }

  private instances(before: JsonObject, after: JsonObject): readonly [old: BlockObjects, now: BlockObjects] {
    return [instancesAtDefaults(this.before, before), instancesAtDefaults(this.after, after)];
  }

  /** Objects that `count` or `for_each` creates or destroys, directly or through a variable's default. */
  private recounted(
    block: BlockPlace & { readonly type: string; readonly before: JsonObject; readonly after: JsonObject },
    edits: readonly Edit[],
  ): ResourceChange[] {
    const { before: was, after: is, address, type, environment, layer } = block;
    const [old, now] = this.instances(was, is);
    if (old.kind === "one" && now.kind === "one") return [];
    const place = this.place(address, block.constructPath);
    const base = { ...place, environment, layer, type, before: was, after: is, edits, notes: [] };
    const argument = now.kind === "each" || old.kind === "each" ? "for_each" : "count";
    const some = (action: "add" | "destroy", number: number | undefined): ResourceChange[] =>
      number === 0 ? [] : [{ ...base, action, instances: number, reasons: [{ argument, effect: "change" }] }];
    const kept = this.keptOf(address, was, is);
    if (kept === undefined) {
      const repetition = [is["count"] ?? null, is["for_each"] ?? null];
      const isSame =
        isDeepStrictEqual([was["count"] ?? null, was["for_each"] ?? null], repetition) &&
        !this.effects.mayChange(layer, repetition);
      return isSame
        ? []
        : [{ ...base, action: "unknown", instances: undefined, reasons: [{ argument, effect: "unknown" }] }];
    }
    const gone = less(old.number, kept + this.leaving(address));
    const added = less(now.number, kept + this.arriving(address).length);
    return [...some("destroy", gone), ...some("add", added)];
  }
}

const less = (number: number | undefined, others: number): number | undefined =>
  number === undefined ? undefined : Math.max(0, number - others);

const partition = (edits: readonly Edit[], isFirst: (edit: Edit) => boolean) =>
  [edits.filter(isFirst), edits.filter((edit) => !isFirst(edit))] as const;

function notesOf(action: ResourceChange["action"], config: JsonObject): string[] {
  if (action !== "replace") return [];
  const { prevent_destroy: guarded, create_before_destroy: first } = lifecycleOf(config);
  return [
    ...(guarded === true ? ["prevent_destroy is set, so the plan fails"] : []),
    ...(first === true ? ["the new resource is created before the old one is destroyed"] : []),
  ];
}
