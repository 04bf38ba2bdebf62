import { join } from "node:path";
import { meantOr } from "../../base/did-you-mean";
import { renderedFile } from "../../terraform/rendered-name";
import { LAYERS, type Layer } from "../../base/layers";
import { type Problem, formatLocation } from "../problems";
import { type OwnFile } from "../loaded-environment";
import { type CodePlace } from "./child";
import { type CodeSubject, problemAt } from "../own-code";

/** A block as the process of own code returns it. A layer without blocks has an entry without a kind. */
interface Returned {
  readonly layer: string;
  readonly kind?: "resource" | "data" | "output";
  readonly type: string;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly at?: CodePlace;
}

type Json = Readonly<Record<string, unknown>>;

/** The Terraform files of a component, one for each layer, with sorted keys. */
export function renderedFiles(
  subject: CodeSubject,
  id: string,
  returned: readonly unknown[],
): { readonly files: OwnFile[]; readonly problems: Problem[] } {
  const blocks = returned as readonly Returned[];
  const problems = [
    ...unknownLayers(subject, blocks),
    ...misnamed(subject, blocks),
    ...repeated(subject, blocks),
  ];
  if (problems.length > 0) return { files: [], problems };
  const files = LAYERS.flatMap((layer) => {
    const ofLayer = blocks.filter((each) => each.layer === layer && each.kind !== undefined);
    return ofLayer.length === 0 ? [] : [fileOf(subject, id, layer, ofLayer)];
  });
  return { files, problems };
}

const addressOf = ({ kind, type, name }: Returned): string =>
  `${kind === "data" ? "data." : ""}${type}.${name}`;

function unknownLayers(subject: CodeSubject, blocks: readonly Returned[]): Problem[] {
  const layers = new Set(blocks.map(({ layer }) => layer));
  return [...layers]
    .filter((layer) => !LAYERS.some((each) => each === layer))
    .map((layer) => {
      return problemAt(
        subject,
        {
          got: `the layer ${layer}`,
          expected: LAYERS.join(", "),
          fix: meantOr("write one of them", layer, LAYERS),
        },
        blocks.find((each) => each.layer === layer)?.at,
      );
    });
}

/** Names of Terraform. */
const NAME = /^[A-Za-z_][\w-]*$/;

const misnamed = (subject: CodeSubject, blocks: readonly Returned[]): Problem[] =>
  blocks
    .filter(({ kind, type, name }) => kind !== undefined && !(NAME.test(type) && NAME.test(name)))
    .map((block) =>
      problemAt(
        { ...subject, path: addressOf(block) },
        {
          got: `the name ${JSON.stringify(block.name)} of the type ${JSON.stringify(block.type)}`,
          expected: "letters, digits, _ and -, beginning with a letter or _",
          fix: "rename the block",
        },
        block.at,
      ),
    );

/** JSON has one value for each address. */
function repeated(subject: CodeSubject, blocks: readonly Returned[]): Problem[] {
  const known = new Map<string, Returned>();
  return blocks.flatMap((block) => {
    const key = `${block.layer}/${addressOf(block)}`;
    const first = known.get(key);
    if (block.kind === undefined || !first) {
      known.set(key, block);
      return [];
    }
    const { module, line, column } = first.at ?? { module: subject.entry, line: 1, column: 1 };
    return problemAt(
      { ...subject, path: addressOf(block) },
      {
        got: "a second block with this address",
        expected: `one; the first is at ${formatLocation({ file: join(subject.directory, module), line, column })}`,
        fix: "rename one of the two",
      },
      block.at,
    );
  });
}

function fileOf(
  { directory, entry }: CodeSubject,
  id: string,
  layer: Layer,
  blocks: readonly Returned[],
): OwnFile {
  const sections: Record<string, Record<string, unknown>> = {};
  const places: Record<string, readonly number[]> = {};
  for (const block of blocks) {
    const { kind = "resource", type, name, args, at } = block;
    const section = (sections[kind] ??= {});
    if (kind === "output") section[name] = args;
    else section[type] = { ...(section[type] as Json | undefined), [name]: args };
    // A helper's place is that of the file, since its name is not noted.
    places[addressOf(block)] = at?.module === entry ? [at.line, at.column] : [1, 1];
  }
  const text = JSON.stringify(sorted({ "//": { component: id, places }, ...sections }), null, 2);
  return {
    layer,
    name: renderedFile.nameOf(id),
    path: join(directory, entry),
    text: `${text}\n`,
    component: id,
  };
}

/** The value with sorted keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
