import { META } from "../../terraform/meta-arguments";
import { type Layer } from "../../base/layers";
import { type Json, type JsonObject } from "../../terraform/stack-json";
import { type ResourceEdits, type SectionEdits, type StackEdits } from "../comparison/compare-stacks";

/** One layer of an environment on both sides. */
export interface ComparedLayer {
  readonly layer: Layer;
  readonly edits: StackEdits;
}

/** Blocks of a layer by address. */
export class LayerIndex {
  readonly layer: Layer;
  readonly configs: ReadonlyMap<string, JsonObject>;
  readonly dataConfigs: ReadonlyMap<string, JsonObject>;
  readonly edited: ReadonlyMap<string, ResourceEdits>;
  readonly sections: ReadonlySet<string>;
  /** Data sources whose search changes; edits of their conditions do not count. */
  readonly searches: ReadonlySet<string>;
  /** Arguments of data sources that have another text, as `data.aws_route53_zone.host.zone_id`: AWS answers with the same. */
  readonly written: ReadonlySet<string>;
  readonly outputs: JsonObject;
  readonly outputsBefore: JsonObject;
  /** Blocks before, by the address after. */
  readonly before: ReadonlyMap<string, JsonObject>;
  readonly locals: Json | undefined;
  /** True if the default tags of the AWS provider change. */
  readonly hasOtherTags: boolean;

  constructor({ layer, edits }: ComparedLayer) {
    const { after } = edits;
    this.layer = layer;
    this.configs = new Map(after.resources().map(({ address, config }) => [address, config]));
    this.dataConfigs = new Map(after.dataSources().map(({ address, config }) => [address, config]));
    this.edited = new Map(edits.resources.map((each) => [each.address, each]));
    this.sections = new Set(edits.sections.filter(hasOtherValue).map(({ address }) => address));
    this.searches = new Set(
      edits.sections
        .filter((section) => section.edits.some(({ argument }) => !isAside(argument.split(".")[0] ?? "")))
        .map(({ address }) => address),
    );
    this.written = new Set(
      edits.sections.flatMap(({ address, edits: found }) =>
        found
          .filter(({ after: now }) => typeof now === "string" && !now.includes("${"))
          .map(({ path }) => `${address}.${path}`),
      ),
    );
    this.outputs = after.outputs;
    this.outputsBefore = edits.before.outputs;
    this.before = new Map(edits.before.resources().map(({ address, config }) => [address, config]));
    this.locals = after.json["locals"];
    const provider = edits.sections.find(({ address }) => address === "provider.aws");
    this.hasOtherTags = provider?.edits.some(({ argument }) => argument.startsWith("default_tags")) ?? false;
  }

  /** True for a block that is added, removed, moved or edited. */
  isEdited(address: string): boolean {
    const found = this.edited.get(address);
    if (!found) return false;
    const { before, after, from, edits } = found;
    return before === undefined || after === undefined || from !== undefined || edits.length > 0;
  }
}

/** Arguments of a variable or an output that do not change its value. */
const BESIDE_VALUE: readonly string[] = [
  "description",
  "sensitive",
  "ephemeral",
  "validation",
  "precondition",
];

const hasOtherValue = ({ edits }: SectionEdits): boolean =>
  edits.some(({ argument }) => !BESIDE_VALUE.includes(argument.split(".")[0] ?? ""));

/** True for a meta-argument that does not change the object; another provider can be another region. */
export const isAside = (argument: string): boolean => argument !== "provider" && META.includes(argument);
