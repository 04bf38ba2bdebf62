import keys from "./config-keys.json";

type Texts = Partial<Readonly<Record<keyof typeof keys.texts, string>>>;

/** Keys of a config.json that sizes depend on. One of another type counts as absent: the server has a default for it, or refuses the file. */
export interface ModelConfig extends Texts, Partial<Readonly<Record<keyof typeof keys.sizes, number>>> {
  readonly flags: Partial<Readonly<Record<keyof typeof keys.flags, boolean>>>;
  /** Kinds of the layers by name. @default - other keys tell */
  readonly layer_types?: readonly string[];
  /** Configuration of the encoder of images. @default - none */
  readonly vision?: ModelConfig;
  /** Configuration of the format of the weights. @default - none */
  readonly format?: ModelConfig;
}

/** Configuration of the language model in that of a multimodal one. */
const LANGUAGE_MODEL = ["text_config", "llm_config", "language_config"];

type Table = Readonly<Record<string, unknown>>;

const tableOf = (value: unknown): Table | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : undefined;

/** Keys of the language model, and of the whole model for those that it lacks; undefined for a value that is no mapping. */
export function modelConfig(value: unknown): ModelConfig | undefined {
  const whole = tableOf(value);
  if (!whole) return undefined;
  const all = { ...whole, ...LANGUAGE_MODEL.map((name) => tableOf(whole[name])).find((each) => each) };
  const [vision, format] = [modelConfig(all.vision_config), modelConfig(all.quantization_config)];
  const kinds = all.layer_types;
  return {
    ...only(all, keys.sizes, (each) => Number.isSafeInteger(each)),
    ...only(all, keys.texts, (each) => typeof each === "string"),
    flags: only(all, keys.flags, (each) => typeof each === "boolean"),
    ...(Array.isArray(kinds) ? { layer_types: kinds.map(String) } : {}),
    ...(vision ? { vision } : {}),
    ...(format ? { format } : {}),
  };
}

const only = (all: Table, names: object, holds: (value: unknown) => boolean): object =>
  Object.fromEntries(Object.entries(all).filter(([name, value]) => name in names && holds(value)));
