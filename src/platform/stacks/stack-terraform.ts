import { TerraformElement, TerraformOutput, type TerraformStack } from "cdktf";
import { resolve as resolveTokens } from "cdktf/lib/_tokens";
import { TOKEN } from "../../environment/cdktf-token";

/**
 * The Terraform JSON of a stack: the same as `TerraformStack.toTerraform`, in a fraction of the time.
 *
 * cdktf walks all values three times (for references across stacks, element by element, and merged) and
 * parses every key and text in search of tokens. This function walks once, detects such references on the
 * way, and passes to cdktf only values that can contain a token.
 */
export function stackTerraform(stack: TerraformStack): Mapping {
  const { cdktfVersion, rawOverrides } = stack as unknown as Internals;
  const overrides = Object.keys(rawOverrides);
  const metadata: Mapping = {
    version: cdktfVersion,
    stackName: stack.node.id,
    backend: "local",
    ...(overrides.length > 0 ? { overrides: { stack: overrides } } : {}),
  };
  const outputs: Mapping = {};
  const json: Mapping = { "//": { metadata, outputs } };
  const walk = new Walk(stack);
  for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
    merge(json, resolvedElement(walk, stack, element));
    merge(metadata, walk.resolve(element.toMetadata()) as Mapping);
    if (TerraformOutput.isTerraformOutput(element)) merge(outputs, outputEntry(element));
  }
  merge(json, rawOverrides);
  for (const key of overrides) json[key] = walk.resolve(json[key]);
  return json;
}

type Mapping = Record<string, unknown>;

/** Private members of a stack. */
interface Internals {
  readonly cdktfVersion: string;
  readonly rawOverrides: Mapping;
}

function resolvedElement(walk: Walk, stack: TerraformStack, element: TerraformElement): Mapping {
  try {
    return walk.resolve(element.toTerraform()) as Mapping;
  } catch {
    // On the whole element, cdktf's error names the attribute.
    return resolveTokens(stack, element.toTerraform(), true) as Mapping;
  }
}

/** Path of ids at which the CLI finds the name of an output. */
function outputEntry(output: TerraformOutput): Mapping {
  const ids = output.node.path.split("/");
  return ids.reduceRight<unknown>((inner, id) => ({ [id]: inner }), output.friendlyUniqueId) as Mapping;
}

/** A number token, as text: -1.8e+289. */
const NUMBER_TOKEN = /\de\+\d/;

/** Resolves the tokens in one stack's values and omits undefined values. */
class Walk {
  /** Resolved texts, by unresolved text; many resources refer to the same one. */
  private readonly resolvedTexts = new Map<string, string>();

  constructor(private readonly stack: TerraformStack) {}

  resolve(value: unknown): unknown {
    if (isPlain(value)) return value;
    if (typeof value === "string") return this.resolveText(value);
    if (isMapping(value)) return this.resolveMapping(value);
    if (Array.isArray(value) && value.every((item) => isPlain(item) || isMapping(item))) {
      return value.map((item) => this.resolve(item)).filter((item) => item !== undefined);
    }
    return resolveTokens(this.stack, value, true);
  }

  private resolveText(text: string): unknown {
    const known = this.resolvedTexts.get(text);
    if (known !== undefined) return known;
    const resolved: unknown = resolveTokens<unknown>(this.stack, text, true);
    if (typeof resolved === "string") this.resolvedTexts.set(text, resolved);
    return resolved;
  }

  private resolveMapping(mapping: Mapping): unknown {
    const resolved: Mapping = {};
    for (const key of Object.keys(mapping)) {
      const value = mapping[key];
      if (value === undefined) continue;
      // A token can be spread over the keys of a mapping, or be an object with a function.
      if (key.includes(TOKEN) || typeof value === "function") return resolveTokens(this.stack, mapping, true);
      const item = this.resolve(value);
      if (item !== undefined) resolved[key] = item;
    }
    return resolved;
  }
}

function isPlain(value: unknown): boolean {
  if (typeof value === "string") return !value.includes(TOKEN) && !NUMBER_TOKEN.test(value);
  return typeof value === "boolean" || value === null || Number.isSafeInteger(value);
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** Merges as cdktf does: mappings key by key, lists concatenated; undefined removes a key. */
function merge(target: Mapping, source: Mapping): void {
  for (const key of Object.keys(source)) {
    const old = target[key];
    const value = source[key];
    if (isMapping(old) && isMapping(value)) merge(old, value);
    else if (value === undefined) Reflect.deleteProperty(target, key);
    else target[key] = Array.isArray(old) && Array.isArray(value) ? [...old, ...value] : value;
  }
}
