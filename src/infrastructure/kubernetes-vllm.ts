import { VLLM_FACTS } from "../evidence/vllm";
import { readArguments } from "../evidence/vllm-arguments";
import { type EnvironmentPlan, inLayer, memoizePerPlan } from "../terraform/environment-plan";
import { texts } from "../terraform/stack-json";
import { ImageReference } from "./kubernetes-images";
import { knownText } from "./text-references";
import { type Container, objectsOf, type Pods } from "./kubernetes-objects";
import { expandedWord, type GivenVariable, givenVariables } from "./kubernetes/given-variables";

/** A container that runs vLLM. */
export interface VllmServer {
  readonly pods: Pods;
  readonly container: Container;
  readonly image: string;
  /** Whether its image has the version of the extract, by its tag. */
  readonly isKnown: boolean;
  /** @default - another program reads them */
  readonly arguments?: ReturnType<typeof readArguments>;
  readonly variables: readonly GivenVariable[];
  /** Last values of its variables. @default - a variable without a value has one that no stack has */
  readonly values: ReadonlyMap<string, string | undefined>;
  /** Arguments and variables that no stack has, in words. */
  readonly unread: readonly string[];
}

/** Image of the project, also as a copy, and the first words of its server. */
const IMAGE = /(^|\/)vllm-openai(?=[:@-]|$)/;
const PROGRAM = /(^|\/)vllm$|^vllm\.entrypoints\b|\bvllm (serve|run-batch|bench)\b|\bvllm\.entrypoints\b/;

/** Flags that no other program of pods has, if its command does not name one. */
const FLAG = /^--(served-model-name|max-model-len|tensor-parallel-size|gpu-memory-utilization)(=|$)/;

const SHELL = /(^|\/)(sh|ash|bash|dash)$/;

function isVllm({ config }: Pick<Container, "config">): boolean {
  const [command, args] = [texts(config.command), texts(config.args)];
  if ([...command, ...args].some((word) => PROGRAM.test(word))) return true;
  return command.length === 0 && (IMAGE.test(config.image ?? "") || args.some((word) => FLAG.test(word)));
}

/** Whether pods run vLLM. */
export const runsVllm = ({ containers }: Pods): boolean => containers.some(isVllm);

export const vllmServersOf = memoizePerPlan((plan: EnvironmentPlan): readonly VllmServer[] =>
  objectsOf(plan).pods.flatMap((pods) =>
    pods.containers.filter(isVllm).map((container) => serverOf(plan, pods, container)),
  ),
);

function serverOf(plan: EnvironmentPlan, pods: Pods, container: Container): VllmServer {
  const known = (value: string) => knownText(plan, inLayer(pods.owner.resource, value));
  const { variables, unread } = givenVariables(plan, pods, container);
  const image = ImageReference.parse(known(container.config.image ?? "") ?? "");
  const { words, program } = wordsOf(container);
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  const given = words.map((word) => ({ word, text: expandedWord(known(word), values) }));
  const read = readArguments(given.flatMap(({ text }) => text ?? []));
  return {
    pods,
    container,
    image: image.text,
    isKnown: OF_EXTRACT.test(image.tag ?? ""),
    ...(program === undefined ? { arguments: read } : {}),
    variables,
    values,
    unread: [
      ...(program === undefined ? [] : [program]),
      ...given.flatMap(({ word, text }) => (text === undefined ? [`argument ${word}`] : [])),
      ...(read.values.has("--config") ? ["arguments in the file of --config"] : []),
      ...unread.map((source) => `variables of ${source}`),
    ],
  };
}

/** A tag of the version, also of a build for another version of CUDA, and no release candidate. */
const OF_EXTRACT = new RegExp(`^v?${VLLM_FACTS.version.replaceAll(".", "\\.")}(-.*)?$`);

/** The words after `vllm serve`, which the image starts; or a program whose arguments are its own. */
function wordsOf({ config }: Container): { readonly words: readonly string[]; readonly program?: string } {
  const [command, args] = [texts(config.command), texts(config.args)];
  const all = [...command, ...args];
  const [first = "", second = "", third = ""] = all;
  if (command.length === 0) return { words: args };
  if (SHELL.test(first)) return { words: [], program: "arguments in a shell" };
  if (/(^|\/)vllm$/.test(first))
    return second === "serve"
      ? { words: all.slice(2) }
      : { words: [], program: `arguments of vllm ${second || "without a subcommand"}` };
  if (/(^|\/)python3?$/.test(first) && second === "-m" && third === "vllm.entrypoints.openai.api_server")
    return { words: all.slice(3) };
  return { words: [], program: `arguments of ${first}` };
}
