import { type StackJson, type SynthesizedResource } from "../../terraform/stack-json";
import { type Collection, type Element, triedIn } from "./collection";
import { formsOf } from "./key-forms";

/** A block of a family. */
export interface Member {
  /** Its elements, one of each collection of the family. */
  readonly elements: readonly Element[];
  /** Its key in the family. */
  readonly key: string;
  readonly address: string;
}

/** Blocks that differ in the elements that they are for. */
export interface Family {
  readonly address: string;
  readonly section: "resource" | "data";
  readonly type: string;
  readonly name: string;
  readonly collections: readonly Collection[];
  /** Blocks of the stack. */
  readonly members: readonly Member[];
  /** Blocks of the trial for the elements that it adds. */
  readonly added: readonly Member[];
  /** Whether they are alike, with no list of the file. @default false */
  readonly isOfSimilarBlocks?: true;
}

/**
 * The families of a layer: blocks that a trial adds, and those of the same path for the other elements. `withOwnNames` gives them names
 * that no other block has.
 */
export function familiesOf(stack: StackJson, trial: StackJson, collections: readonly Collection[]): Family[] {
  const [present, tried] = [byPath(stack), byPath(trial)];
  const patterns = [...tried]
    .filter(([path]) => !present.has(path))
    .flatMap(([path, block]) => patternOf(path, block, collections) ?? [])
    .sort((a, b) => b.collections.length - a.collections.length);
  const covered = new Set<string>();
  const families: Family[] = [];
  for (const pattern of patterns) {
    if (covered.has(pattern.path)) continue;
    const combined = combinations(pattern.collections);
    const found = combined.map((elements) => ({ elements, path: pathOf(pattern, elements) }));
    const isWhole = found.every(({ elements, path }) => present.has(path) === isPresent(pattern, elements));
    if (!isWhole || found.some(({ path }) => covered.has(path) || !tried.has(path))) continue;
    const members = found.map(({ elements, path }) => ({
      elements,
      key: elements.map(({ key }) => key).join("/"),
      address: (tried.get(path) ?? pattern.block).address,
    }));
    const own = members.filter(({ elements }) => isPresent(pattern, elements));
    const [first] = own;
    if (!first) continue;
    for (const { path } of found) covered.add(path);
    const { type, address } = pattern.block;
    const name = familyName(first, stack);
    const prefix = address.startsWith("data.") ? "data." : "";
    families.push({
      address: `${prefix}${type}.${name}`,
      section: prefix === "" ? "resource" : "data",
      type,
      name,
      collections: pattern.collections,
      members: own,
      added: members.filter((each) => !own.includes(each)),
    });
  }
  return families;
}

const isPresent = ({ collections }: Pattern, elements: readonly Element[]): boolean =>
  elements.every((element, index) => element !== collections[index]?.added);

/** Blocks by their kind and the path of their construct. */
const byPath = (stack: StackJson): Map<string, SynthesizedResource> =>
  new Map(
    [...stack.resources(), ...stack.dataSources()].map((block) => [
      `${block.address.slice(0, -block.name.length)} ${block.constructPath ?? block.address}`,
      block,
    ]),
  );

/** A path in which elements have their place. */
interface Pattern {
  readonly block: SynthesizedResource;
  readonly path: string;
  /** Texts of the path, with collections between them. */
  readonly texts: readonly string[];
  readonly slots: readonly Slot[];
  readonly collections: readonly Collection[];
}

interface Slot {
  readonly collection: Collection;
  readonly form: (key: string) => string;
}

/** The pattern of a new block; undefined if its path names no new element. */
function patternOf(
  path: string,
  block: SynthesizedResource,
  collections: readonly Collection[],
): Pattern | undefined {
  // The kind of a block names no element, also if it has a word of one.
  const start = path.indexOf(" ") + 1;
  let texts = [path.slice(start)];
  let slots: Slot[] = [];
  const candidates = collections
    .flatMap((collection) =>
      formsOf(collection.added?.key ?? "").map(({ text, of }) => ({ collection, text, form: of })),
    )
    .filter(({ text }) => text !== "")
    .sort((a, b) => b.text.length - a.text.length);
  for (const { collection, text, form } of candidates) {
    const nextTexts: string[] = [];
    const nextSlots: Slot[] = [];
    texts.forEach((part, index) => {
      const pieces = splitAtWord(part, text);
      nextTexts.push(...pieces);
      nextSlots.push(...pieces.slice(1).map(() => ({ collection, form })));
      const slot = slots[index];
      if (slot) nextSlots.push(slot);
    });
    [texts, slots] = [nextTexts, nextSlots];
  }
  texts = [`${path.slice(0, start)}${texts[0] ?? ""}`, ...texts.slice(1)];
  const named = collections.filter((each) =>
    slots.some(({ collection }) => collection === each || collection.parent === each),
  );
  const place = (collection: Collection): number =>
    slots.findIndex((slot) => slot.collection === collection || slot.collection.parent === collection);
  const ordered = named.sort((a, b) => place(a) - place(b) || (b.parent === a ? -1 : 1));
  return named.length === 0 ? undefined : { block, path, texts, slots, collections: ordered };
}

const pathOf = ({ texts, slots, collections }: Pattern, elements: readonly Element[]): string =>
  texts
    .map((text, index) => {
      const slot = slots[index];
      const element = slot && elements[collections.indexOf(slot.collection)];
      return `${text}${slot && element ? slot.form(element.key) : ""}`;
    })
    .join("");

/** A text split at each place where the other is a whole word. */
function splitAtWord(text: string, word: string): string[] {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.split(new RegExp(`(?<![A-Za-z0-9])${escaped}(?![A-Za-z0-9])`));
}

/** Every choice of one element of each collection; an element of an inner list goes with its own outer element. */
function combinations(collections: readonly Collection[]): (readonly Element[])[] {
  return collections.reduce<(readonly Element[])[]>(
    (all, collection) =>
      all.flatMap((chosen) =>
        triedIn(collection)
          .filter(
            ({ parent }) => parent === undefined || chosen.includes(parent) || !holds(chosen, collection),
          )
          .map((element) => [...chosen, element]),
      ),
    [[]],
  );
}

const holds = (chosen: readonly Element[], { parent }: Collection): boolean =>
  parent !== undefined && chosen.some((element) => triedIn(parent).includes(element));

/** The name of a block without the keys of its elements. */
function familyName({ address, elements }: Member, stack: StackJson): string {
  const name = stack.find(address)?.name ?? "";
  const rest = elements.reduce((text, { key }) => {
    const forms = formsOf(key).map((form) => form.text.replace(/[^A-Za-z0-9]+/g, "_"));
    const found = forms.find(
      (form) => splitAtWord(text.replaceAll("_", "-"), form.replaceAll("_", "-")).length > 1,
    );
    if (found === undefined) return text;
    return splitAtWord(text.replaceAll("_", "-"), found.replaceAll("_", "-")).join("").replaceAll("-", "_");
  }, name);
  const plain = rest.replace(/_+/g, "_").replace(/^_|_$/g, "");
  return plain === "" ? "main" : plain;
}

/** Families with names that no other block and no other family of their type has. */
export function withOwnNames(families: readonly Family[], stack: StackJson): Family[] {
  const taken = new Set<string>();
  const folded = new Set(families.flatMap(({ members }) => members.map(({ address }) => address)));
  return families.map((family) => {
    const prefix = family.address.slice(0, -family.name.length);
    const names = [family.name, ...family.collections.map(({ name }) => `${family.name}_${name}`)];
    const name =
      names.find((each) => {
        const address = `${prefix}${each}`;
        return !taken.has(address) && (stack.find(address) === undefined || folded.has(address));
      }) ?? `${family.name}_${taken.size}`;
    taken.add(`${prefix}${name}`);
    return { ...family, name, address: `${prefix}${name}` };
  });
}
