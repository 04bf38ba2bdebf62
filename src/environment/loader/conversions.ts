import {
  type YamlEntry,
  type YamlList,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
  emptyAt,
  scalarText,
} from "./yaml-node";

/** Makes a value of ours from the value of another tool; undefined if that has another form. */
export type Conversion = (written: YamlNode) => YamlNode | undefined;

/** Words in place of a written value. Its position stays. */
export function wordAt(written: YamlNode, text: string): YamlScalar {
  const { source, offset } = written;
  return { kind: "scalar", source, offset, end: offset, value: text, plain: true, faulty: false, text };
}

function listAt({ source, offset }: YamlNode, items: readonly YamlNode[]): YamlList {
  return { kind: "list", source, offset, faulty: false, items };
}

/** A mapping in place of a written value; undefined without an entry. */
export function mappingAt(
  written: YamlNode,
  entries: readonly (readonly [key: string, value: YamlNode | undefined])[],
): YamlMapping | undefined {
  const present = entries.flatMap(([key, value]): [string, YamlEntry][] =>
    value === undefined ? [] : [[key, { key: value, value }]],
  );
  return present.length === 0 ? undefined : { ...emptyAt(written), entries: new Map(present) };
}

/** A value as YAML in one line. */
export function flowText(node: YamlNode, show: (scalar: YamlScalar) => string = scalarText): string {
  if (node.kind === "scalar") return show(node);
  const textOfChild = (child: YamlNode): string => flowText(child, show);
  if (node.kind === "list") return `[${node.items.map(textOfChild).join(", ")}]`;
  const entries = [...node.entries].map(([key, { value }]) => `${key}: ${textOfChild(value)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

/** Variables as YAML without their values, which can be secrets. */
export const variablesText = (node: YamlNode): string => flowText(node, () => "…");

export const isText = (node: YamlNode | undefined): node is YamlScalar & { readonly value: string } =>
  node?.kind === "scalar" && typeof node.value === "string";

const isNumber = (node: YamlNode): boolean => node.kind === "scalar" && typeof node.value === "number";

export const same: Conversion = (written) => written;

/** The value below keys, or below an entry of a list. */
export const atKeys =
  (...steps: readonly (string | number)[]): Conversion =>
  (written) =>
    steps.reduce<YamlNode | undefined>((node, step) => {
      if (node?.kind === "mapping") return node.entries.get(String(step))?.value;
      return node?.kind === "list" ? node.items[Number(step)] : undefined;
    }, written);

/** A word of ours for a word of another tool, without regard to case. */
export const oneOf =
  (words: Readonly<Record<string, string>>, ...steps: readonly string[]): Conversion =>
  (written) => {
    const node = atKeys(...steps)(written);
    const own = node?.kind === "scalar" ? words[String(node.value).toLowerCase()] : undefined;
    return own === undefined ? undefined : wordAt(written, own);
  };

/** A list of one value, or the list that is written. */
export const inList: Conversion = (written) =>
  written.kind === "scalar" ? listAt(written, [written]) : written.kind === "list" ? written : undefined;

/** `eu-west-1a` → `a` */
export const toZoneLetter: Conversion = (written) => {
  const [, letter] = (isText(written) && /^[a-z]{2}(?:-[a-z]+)+-\d([a-z])$/.exec(written.value)) || [];
  return letter === undefined ? undefined : wordAt(written, letter);
};

export const toZoneLetters: Conversion = (written) => {
  if (written.kind !== "list") return undefined;
  return listAt(
    written,
    written.items.map((item) => toZoneLetter(item) ?? item),
  );
};

/** `3` → `[a, b, c]` */
export const lettersOfCount: Conversion = (written) => {
  const count = isNumber(written) ? Number((written as YamlScalar).value) : 0;
  const letters = ["a", "b", "c", "d", "e", "f"].slice(0, count);
  return letters.length === count && count > 1
    ? listAt(
        written,
        letters.map((letter) => wordAt(written, letter)),
      )
    : undefined;
};

/** A list of ranges → the mapping that has it as `cidrs` */
export const ranges: Conversion = (written) =>
  written.kind === "list" ? mappingAt(written, [["cidrs", written]]) : undefined;

/** A fixed number of pods → the bounds of the autoscaler */
export const bounds: Conversion = (written) =>
  isNumber(written)
    ? mappingAt(written, [
        ["min", written],
        ["max", written],
      ])
    : undefined;

/** A mapping of ours, each key from a path of the written value. */
export const gathered =
  (keys: Readonly<Record<string, readonly string[]>>): Conversion =>
  (written) =>
    mappingAt(
      written,
      Object.entries(keys).map(([key, steps]) => [key, atKeys(...steps)(written)]),
    );

/** `[{ name: A, value: b }]` or `[A=b]` → `{ A: b }`; entries of another form are left out. */
export const variables: Conversion = (written) => {
  if (written.kind === "mapping") return written;
  if (written.kind !== "list") return undefined;
  const entries = written.items.flatMap((item): (readonly [string, YamlNode])[] => {
    const [name, value] = [atKeys("name")(item), atKeys("value")(item)];
    if (isText(name) && value) return [[name.value, value]];
    const [, key, text] = (isText(item) && /^(\w+)=(.*)$/s.exec(item.value)) || [];
    return key === undefined || text === undefined ? [] : [[key, wordAt(item, text)]];
  });
  return mappingAt(written, entries);
};

/** `[a, b]` → `{ a: {}, b: {} }`. */
export const emptyByName: Conversion = (written) =>
  written.kind === "list" && written.items.every(isText)
    ? mappingAt(
        written,
        written.items.filter(isText).map((item) => [item.value, emptyAt(item)]),
      )
    : undefined;

/** Names of the Secrets that variables are from. */
export const secretNames: Conversion = (written) => {
  if (written.kind !== "list") return undefined;
  const names = written.items.flatMap((item) => atKeys("valueFrom", "secretKeyRef", "name")(item) ?? []);
  return names.length === 0 ? undefined : listAt(written, names);
};

/** ARNs of the roles in the access entries of a cluster. */
export const principals: Conversion = (written) => {
  const entries =
    written.kind === "mapping"
      ? [...written.entries.values()].map(({ value }) => value)
      : written.kind === "list"
        ? written.items
        : [];
  const arns = entries.flatMap(
    (entry) =>
      atKeys("principal_arn")(entry) ?? atKeys("principalArn")(entry) ?? atKeys("rolearn")(entry) ?? [],
  );
  return arns.length === 0 ? undefined : listAt(written, arns);
};

/** A list of entries with a `name` → a mapping by name */
export const mappingByName: Conversion = (written) => {
  if (written.kind !== "list") return undefined;
  const entries = written.items.map((item): readonly [string, YamlNode] | undefined => {
    const name = atKeys("name")(item);
    if (item.kind !== "mapping" || !isText(name)) return undefined;
    return [name.value, { ...item, entries: new Map([...item.entries].filter(([key]) => key !== "name")) }];
  });
  return entries.every((entry) => entry !== undefined) ? mappingAt(written, entries) : undefined;
};

/** A mapping by name → a list of entries with a `name` */
export const listOfNamed: Conversion = (written) => {
  if (written.kind !== "mapping" || written.entries.size === 0) return undefined;
  const items = [...written.entries].map(([name, { key, value }]) => {
    const named: [string, YamlEntry] = ["name", { key, value: { ...wordAt(value, name), ...key } }];
    return value.kind === "mapping" ? { ...value, entries: new Map([named, ...value.entries]) } : undefined;
  });
  return items.every((item) => item !== undefined) ? listAt(written, items) : undefined;
};

/** `repository:tag` → both keys */
export const imageParts: Conversion = (written) => {
  const [, repository, tag] = (isText(written) && /^([^@\s]+):([\w.-]+)$/.exec(written.value)) || [];
  return repository === undefined || tag === undefined
    ? undefined
    : mappingAt(written, [
        ["repository", wordAt(written, repository)],
        ["tag", wordAt(written, tag)],
      ]);
};

/** The part of a text that a pattern's first group finds, in quotes if YAML would read it as a number. */
export const matchedPart =
  (pattern: RegExp): Conversion =>
  (written) => {
    const [, found] = (isText(written) && pattern.exec(written.value)) || [];
    return found === undefined ? undefined : quotedWord(written, found);
  };

/** A text without some characters. */
export const withoutCharacters =
  (characters: RegExp, form: RegExp): Conversion =>
  (written) => {
    const text = isText(written) ? written.value.replace(characters, "") : "";
    return isText(written) && text !== written.value && form.test(text)
      ? quotedWord(written, text)
      : undefined;
  };

const quotedWord = (written: YamlNode, text: string): YamlScalar => ({
  ...wordAt(written, text),
  text: /^[\d.]+$/.test(text) ? `"${text}"` : text,
});
