import { isDeepStrictEqual } from "node:util";
import { effectOf, isRecomputed } from "../../facts/replacement-attributes";
import { takesTags } from "../../facts/provider-schema";
import { distinct } from "../../base/lists";
import { LAYERS, type Layer } from "../../base/layers";
import { lifecycleOf } from "../../terraform/lifecycle";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Action, type Reason, type Edit } from "../change";
import { argumentsOf } from "../comparison/arguments";
import { type InstanceEdits } from "../comparison/instance-edits";
import { type ComparedLayer, LayerIndex, isAside } from "./layer-index";
import { type Referent, knownValueAt, namedIn } from "./references";

/** Action on a resource that exists on both sides, with its reasons. */
interface Effect {
  readonly action: Exclude<Action, "add" | "destroy">;
  readonly reasons: readonly Reason[];
}

/** True if the object may be replaced and get a new id. */
const mayBeReplaced = ({ reasons }: Effect): boolean =>
  reasons.some(({ effect, inPlace }) => effect === "replace" || (effect === "unknown" && !inPlace));

/** Whether a referenced value changes. */
interface Certainty {
  readonly is: "same" | "other" | "unsure";
  /** The change that it depends on. */
  readonly follows?: string;
}

const SAME: Certainty = { is: "same" };
const NOTHING: Effect = { action: "none", reasons: [] };

/**
 * Computes the effect of edits on the resources of an environment. It includes resources that are
 * not edited but refer to a replaced one: the new id is known after apply, and Terraform treats an
 * unknown value as a changed value.
 */
export class Effects {
  private readonly layers: ReadonlyMap<Layer, LayerIndex>;
  private readonly known = new Map<string, Effect>();
  private readonly outputs = new Map<string, Certainty>();

  constructor(compared: readonly ComparedLayer[]) {
    this.layers = new Map(compared.map((each) => [each.layer, new LayerIndex(each)]));
  }

  /** The effect on a resource that exists on both sides. */
  of(layer: Layer, address: string): Effect {
    const key = `${layer}/${address}`;
    const known = this.known.get(key);
    if (known) return known;
    // ends a cycle, which Terraform rejects
    this.known.set(key, NOTHING);
    const edited = this.layers.get(layer)?.edited.get(address);
    const effect = edited?.byInstance
      ? this.ofObjects(layer, address, edited.byInstance)
      : this.ofEdits(layer, address, edited?.edits ?? []);
    this.known.set(key, effect);
    return effect;
  }

  /** The strongest effect on the objects of a block. */
  private ofObjects(layer: Layer, address: string, objects: readonly InstanceEdits[]): Effect {
    const reasons = objects.flatMap(
      ({ edits, config }) => this.ofEdits(layer, address, edits, config).reasons,
    );
    return { action: strongest(reasons), reasons: distinct(reasons) };
  }

  /** The effect on a block that has these edits, or on an object of it with these arguments. */
  ofEdits(layer: Layer, address: string, edits: readonly Edit[], object: JsonObject = {}): Effect {
    const index = this.layers.get(layer);
    const block = index?.configs.get(address);
    if (!index || !block) return NOTHING;
    const config = { ...block, ...object };
    const edited = index.edited.get(address);
    if (edited && (edited.before === undefined || edited.after === undefined)) return NOTHING;
    return this.effect(index, address, config, edits);
  }

  /** True if a value may be another one than before, since something that it names changes. */
  mayChange(layer: Layer, value: Json | undefined): boolean {
    const index = this.layers.get(layer);
    return index !== undefined && this.worst(index, namedIn(value)).is !== "same";
  }

  private effect(index: LayerIndex, address: string, config: JsonObject, edits: readonly Edit[]): Effect {
    const type = address.split(".")[0] ?? "";
    const ignored = ignoredIn(config);
    const isIgnored = (argument: string): boolean =>
      ignored === "all" || ignored.some((each) => argument === each || argument.startsWith(`${each}.`));
    const own = edits.map(({ argument, difference, after }): Reason => {
      if (isIgnored(argument)) return { argument, effect: "none" };
      const effect = argumentEffect(type, argument, difference);
      const isReplaced = effect === "unknown" && difference === "added" && isReplacing(type, argument, after);
      return { argument, effect: isReplaced ? "replace" : effect };
    });
    const rewritten = new Set(own.map(({ argument }) => argument));
    const following = this.following(index, type, config).filter(
      ({ argument }) => !rewritten.has(argument) && !isIgnored(argument),
    );
    const tags =
      index.hasOtherTags && takesTags(type) ? [{ argument: "tags_all", effect: "change" as const }] : [];
    const reasons = [...own, ...following, ...this.triggers(index, config), ...tags];
    return { action: strongest(reasons), reasons: distinct(reasons) };
  }

  /** Arguments whose text is unchanged but that refer to a changed value. */
  private following(index: LayerIndex, type: string, config: JsonObject): Reason[] {
    const { argumentOf } = argumentsOf("resources", type);
    const byKey = namedIn(config["for_each"]);
    const visit = (value: Json, keys: readonly string[]): Reason[] => {
      if (typeof value === "string")
        return this.followingText(index, type, value, () => argumentOf(keys), byKey);
      if (value === null || typeof value !== "object") return [];
      if (Array.isArray(value)) return asArray(value).flatMap((item) => visit(item, keys));
      return Object.entries(value).flatMap(([key, item]) => visit(item as Json, [...keys, key]));
    };
    return Object.entries(config).flatMap(([key, value]) => (isAside(key) ? [] : visit(value, [key])));
  }

  /** An argument with `each.value` refers to what `for_each` names. */
  private followingText(
    index: LayerIndex,
    type: string,
    text: string,
    argumentOf: () => string,
    byKey: readonly Referent[],
  ): Reason[] {
    if (!text.includes("${")) return [];
    const all = text.includes("each.value") ? [...namedIn(text), ...byKey] : namedIn(text);
    return all.flatMap((named): Reason[] => {
      const { is, follows } = this.certainty(index, named);
      if (is === "same") return [];
      const argument = argumentOf();
      const effect = argumentEffect(type, argument, "changed");
      const because = follows === undefined ? {} : { follows };
      if (is === "other") return [{ argument, effect, ...because }];
      const inPlace = effect === "change" ? { inPlace: true as const } : {};
      return effect === "none" ? [] : [{ argument, effect: "unknown", ...inPlace, ...because }];
    });
  }

  /** Effects of `replace_triggered_by`; a trigger is a whole resource or one of its attributes. */
  private triggers(index: LayerIndex, config: JsonObject): Reason[] {
    const triggers = asArray(lifecycleOf(config)["replace_triggered_by"]).map(String);
    return triggers.flatMap((trigger): Reason[] => {
      const [named] = namedIn(trigger.includes("${") ? trigger : `\${${trigger}}`);
      if (!named) return [];
      const { action } = this.of(index.layer, named.subject);
      const whole: Certainty["is"] = action === "none" ? "same" : action === "unknown" ? "unsure" : "other";
      const is = named.attribute === "" ? whole : this.certainty(index, named).is;
      if (is === "same") return [];
      const effect = is === "unsure" ? "unknown" : "replace";
      return [
        { argument: "lifecycle.replace_triggered_by", effect, follows: `${index.layer}/${named.subject}` },
      ];
    });
  }

  private certainty(index: LayerIndex, { subject, attribute, path }: Referent): Certainty {
    if (subject.startsWith("data.terraform_remote_state.")) {
      const layer = LAYERS.find((each) => subject === `data.terraform_remote_state.${each}`);
      const [, output, ...within] = path[0] === "outputs" ? path : [];
      return layer && typeof output === "string" ? this.output(layer, output, within) : SAME;
    }
    if (subject.startsWith("data.")) {
      const found = this.dataSource(index, subject);
      return index.written.has(`${subject}.${attribute}`) ? { ...found, is: "other" } : found;
    }
    if (/^(var|local)\./.test(subject)) return this.namedValue(index, subject);
    const target = index.configs.get(subject);
    if (!target) return SAME;
    const follows = `${index.layer}/${subject}`;
    const [argument = ""] = attribute.split(".");
    const effect = this.of(index.layer, subject);
    if (target[argument] !== undefined) {
      const isEdited = index.edited
        .get(subject)
        ?.edits.some((edit) => edit.argument.split(".")[0] === argument);
      const was = index.before.get(subject)?.[argument];
      return this.part(index, [isEdited ? was : target[argument], target[argument]], path.slice(1), follows);
    }
    if (effect.action === "replace") return { is: "other", follows };
    if (mayBeReplaced(effect)) return { is: "unsure", follows };
    if (effect.action === "none" || !isRecomputed(subject.split(".")[0] ?? "", argument)) return SAME;
    return { is: effect.action === "change" ? "other" : "unsure", follows };
  }

  private output(layer: Layer, name: string, within: Referent["path"]): Certainty {
    const key = `${layer}/${name}/${within.join("/")}`;
    const known = this.outputs.get(key);
    if (known) return known;
    this.outputs.set(key, SAME);
    const index = this.layers.get(layer);
    const valueIn = (outputs: JsonObject): Json | undefined => asObject(outputs[name])["value"];
    const certainty = index
      ? this.part(
          index,
          [valueIn(index.outputsBefore), valueIn(index.outputs)],
          within,
          `${layer}/output.${name}`,
        )
      : SAME;
    this.outputs.set(key, certainty);
    return certainty;
  }

  /** The part of a value that a reference names: an item that was added to a list changes none of the others. */
  private part(
    index: LayerIndex,
    [before, after]: readonly [before: Json | undefined, after: Json | undefined],
    within: Referent["path"],
    follows: string,
  ): Certainty {
    const [was, is] = [knownValueAt(before, within), knownValueAt(after, within)];
    return isDeepStrictEqual(was, is) ? this.worst(index, namedIn(is)) : { is: "other", follows };
  }

  /** A data source whose search changes or is deferred to the apply may return another object. */
  private dataSource(index: LayerIndex, address: string): Certainty {
    const key = `${index.layer}/${address}`;
    const known = this.outputs.get(key);
    if (known) return known;
    this.outputs.set(key, SAME);
    const config = index.dataConfigs.get(address) ?? {};
    const waitsFor = asArray(config["depends_on"]).map(String);
    const searched = this.worst(index, namedIn(config));
    const awaited = waitsFor.find(
      (each) => index.isEdited(each) || this.of(index.layer, each).action !== "none",
    );
    const isUnsure = index.searches.has(address) || searched.is !== "same" || awaited !== undefined;
    // names the change itself where the data source is not edited
    const follows = index.searches.has(address)
      ? key
      : (searched.follows ?? (awaited === undefined ? key : `${index.layer}/${awaited}`));
    const certainty: Certainty = isUnsure ? { is: "unsure", follows } : SAME;
    this.outputs.set(key, certainty);
    return certainty;
  }

  private namedValue(index: LayerIndex, subject: string): Certainty {
    const address = subject.replace(/^var\./, "variable.");
    if (index.sections.has(address)) return { is: "other", follows: `${index.layer}/${address}` };
    if (!subject.startsWith("local.")) return SAME;
    const key = `${index.layer}/${subject}`;
    const known = this.outputs.get(key);
    if (known) return known;
    this.outputs.set(key, SAME);
    const certainty = this.worst(index, namedIn(asObject(index.locals)[subject.slice("local.".length)]));
    this.outputs.set(key, certainty);
    return certainty;
  }

  private worst(index: LayerIndex, named: readonly Referent[]): Certainty {
    const all = named.map((each) => this.certainty(index, each));
    return all.find(({ is }) => is === "other") ?? all.find(({ is }) => is === "unsure") ?? SAME;
  }
}

function argumentEffect(
  type: string,
  argument: string,
  difference: "changed" | "added" | "removed",
): Reason["effect"] {
  const [first = ""] = argument.split(".");
  if (isAside(first) || first === "timeouts") return "none";
  const effect = effectOf(type, argument, difference);
  if (effect === undefined) return "unknown";
  return effect === "update" ? "change" : effect === "nothing" ? "none" : effect;
}

/** Whether an argument in a block that is added replaces the object. */
const isReplacing = (type: string, block: string, after: Json | undefined): boolean =>
  Object.keys(asObject(asArray(after)[0] ?? after)).some(
    (name) => argumentEffect(type, `${block}.${name}`, "added") === "replace",
  );

const ORDER = ["replace", "unknown", "change", "none"] as const;

const strongest = (reasons: readonly Reason[]): Effect["action"] =>
  ORDER.find((each) => reasons.some(({ effect }) => effect === each)) ?? "none";

function ignoredIn(config: JsonObject): "all" | readonly string[] {
  const { ignore_changes: ignored } = lifecycleOf(config);
  if (ignored === "all") return "all";
  return asArray(ignored).map((each) =>
    String(each)
      .replace(/^\$\{(.*)\}$/, "$1")
      .replace(/\[\d+\]/g, ""),
  );
}
