import vllm from "../../facts/keys-of-vllm.json";
import { checkpointMiB } from "../../facts/memory";
import { type Serving } from "../../facts/serving";
import { type EnvironmentConfig } from "../schema";
import { type KeyProblem, when } from "./key-problem";

type Model = EnvironmentConfig["models"][number];
type Llm = NonNullable<Model["llm"]>;

/** Rules on keys of `llm` that are arguments of the server. */
export const llmKeyRules = (model: Model, serving: Serving): KeyProblem[] => {
  const { llm, name } = model;
  return llm
    ? [
        ...(model.weights ? [] : folderRules(llm, serving)),
        ...adapterRules(llm, name),
        ...(llm.extraArguments ?? []).flatMap(flagRules),
      ]
    : [];
};

/** Keys whose files the server reads from a folder. */
function folderRules({ adapters, chatTemplate, speculative }: Llm, serving: Serving): KeyProblem[] {
  const keys = { adapters, chatTemplate, speculative: speculative?.draft };
  const gib = (checkpointMiB(serving) / 1024).toFixed(1);
  return Object.entries(keys).flatMap(([key, value]) =>
    when(value !== undefined, {
      key: ["llm", key],
      expected: "weights beside it, since the server reads these files from a folder and not from the bucket",
      fix: `add weights, such as weights: { mode: mount, sizeGiB: ${gib} }`,
    }),
  );
}

function adapterRules({ adapters }: Llm, name: string): KeyProblem[] {
  if (!adapters) return [];
  const { folders, atOnce = 1 } = adapters;
  const most = Object.keys(folders).length;
  return [
    ...when(Object.hasOwn(folders, name), {
      key: ["llm", "adapters", "folders", name],
      expected: "another name than that of the model, since clients ask for both by their names",
      fix: "rename the adapter",
    }),
    ...when(atOnce > most, {
      key: ["llm", "adapters", "atOnce"],
      expected: `at most ${most}, the number of folders`,
      fix: `write atOnce: ${most}, or remove it`,
    }),
  ];
}

/** The flag of an argument, without what negates it: `--disable-x` and `--no-enable-x` are of the flag `--enable-x`. */
const baseOf = (flag: string): string =>
  flag
    .replace(/[=.].*$/s, "")
    .replaceAll("_", "-")
    .replace(/^--(no-)?((enable|disable)-)?/, "");

/** Row of a table of flags that has a flag. */
const rowOf = (table: Readonly<Record<string, readonly string[]>>, flag: string): string | undefined =>
  Object.keys(table).find((row) => table[row]?.some((each) => baseOf(each) === baseOf(flag)));

/** Flags that exist, and their values, are judged by `vllm-arguments`. */
function flagRules(argument: string, index: number): KeyProblem[] {
  const [flag = ""] = argument.split(/[=.]/, 1);
  const [owner, reason] = [rowOf(vllm.own, flag), rowOf(vllm.refused, flag)];
  const key = ["llm", "extraArguments", index];
  return [
    ...when(owner !== undefined, {
      key,
      expected: `another flag than ${flag}, which ${owner} sets`,
      fix: `write ${owner}, and remove the flag`,
    }),
    ...when(reason !== undefined, { key, expected: `no ${flag}: ${reason}`, fix: "remove the flag" }),
  ];
}
