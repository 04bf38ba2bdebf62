import FOLDERS from "../folders-of-containers.json";
import vllm from "../keys-of-vllm.json";

/** Keys of `llm` that are arguments of the server beside those of its sizes. */
export interface FlagKeys {
  /** Adapters (LoRA) by the name that clients ask for. @default - none */
  readonly adapters?:
    | {
        /** Folders below the prefix of the model. */
        readonly folders: Readonly<Record<string, string>>;
        /** Largest rank of all. */
        readonly rank: number;
        /** Adapters of one batch. @default - all */
        readonly atOnce?: number | undefined;
      }
    | undefined;
  /** Guesses of next tokens, which the model then confirms. @default - none */
  readonly speculative?:
    { readonly tokens: number; readonly draft?: { readonly folder: string } | undefined } | undefined;
  /** Further flags. @default - none */
  readonly extraArguments?: readonly string[] | undefined;
}

/** The server finds other files in the folder of the weights too. */
const FOLDER = `${FOLDERS.weights}/`;

/** Arguments that keys of the file state as they are. */
export const serverFlags = (llm: FlagKeys): string[] => [
  ...Object.entries(vllm.flags).flatMap(([key, texts]) => {
    const value = (llm as Readonly<Record<string, unknown>>)[key];
    return value === undefined
      ? []
      : texts.map((text) => text.replace("{folder}", FOLDER).replace("{}", String(value)));
  }),
  ...adapterFlags(llm),
  ...speculativeFlags(llm),
  ...(llm.extraArguments ?? []),
];

/** Adapters of one batch, for each of which a GPU has a slot. */
export const slotsOf = ({ adapters }: FlagKeys): number =>
  adapters ? (adapters.atOnce ?? Object.keys(adapters.folders).length) : 0;

/** A new order of the names in the file starts no rollout. */
const adapterFlags = (llm: FlagKeys): string[] =>
  llm.adapters
    ? [
        "--enable-lora",
        `--max-loras=${slotsOf(llm)}`,
        `--max-lora-rank=${llm.adapters.rank}`,
        "--lora-modules",
        ...Object.entries(llm.adapters.folders)
          .map(([name, folder]) => `${name}=${FOLDER}${folder}`)
          .sort(),
      ]
    : [];

function speculativeFlags({ speculative }: FlagKeys): string[] {
  if (!speculative) return [];
  const { tokens, draft } = speculative;
  const method = draft ? { method: "draft_model", model: FOLDER + draft.folder } : { method: "ngram" };
  return [`--speculative-config=${JSON.stringify({ ...method, num_speculative_tokens: tokens })}`];
}
