import { isOtherVersion, OF_EXTRACT } from "../evidence/vllm-serving";
import { readArguments } from "../evidence/vllm-arguments";
import { startedServer, type StartedServer } from "../evidence/server-programs";
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
  /** The tag of another version. @default - the tag states none, or that of the extract */
  readonly otherVersion?: string;
  /** @default - another program reads them */
  readonly arguments?: ReturnType<typeof readArguments>;
  readonly variables: readonly GivenVariable[];
  /** Last values of its variables. @default - a variable without a value has one that no stack has */
  readonly values: ReadonlyMap<string, string | undefined>;
  /** Arguments and variables that no stack has, in words. */
  readonly unread: readonly string[];
}

const startedVllm = ({ config }: Pick<Container, "config">): StartedServer | undefined => {
  const { command, args, image = "" } = config;
  const started = startedServer({ command: texts(command), args: texts(args), image });
  return started?.program.name === "vLLM" ? started : undefined;
};

/** Whether pods run vLLM. */
export const runsVllm = ({ containers }: Pods): boolean => containers.some(startedVllm);

export const vllmServersOf = memoizePerPlan((plan: EnvironmentPlan): readonly VllmServer[] =>
  objectsOf(plan).pods.flatMap((pods) =>
    pods.containers.flatMap((container) => {
      const started = startedVllm(container);
      return started ? [serverOf(plan, pods, container, started)] : [];
    }),
  ),
);

function serverOf(
  plan: EnvironmentPlan,
  pods: Pods,
  container: Container,
  { words }: StartedServer,
): VllmServer {
  const known = (value: string) => knownText(plan, inLayer(pods.owner.resource, value));
  const { variables, unread } = givenVariables(plan, pods, container);
  const image = ImageReference.parse(known(container.config.image ?? "") ?? "");
  const values = new Map(variables.map(({ name, value }) => [name, value]));
  const given = (words ?? []).map((word) => ({ word, text: expandedWord(known(word), values) }));
  const read = readArguments(given.flatMap(({ text }) => text ?? []));
  return {
    pods,
    container,
    image: image.text,
    isKnown: OF_EXTRACT.test(image.tag ?? ""),
    ...(isOtherVersion(image.tag ?? "") ? { otherVersion: image.tag ?? "" } : {}),
    ...(words ? { arguments: read } : {}),
    variables,
    values,
    unread: [
      ...(words ? [] : [otherWords(container)]),
      ...given.flatMap(({ word, text }) => (text === undefined ? [`argument ${word}`] : [])),
      ...(read.values.has("--config") ? ["arguments in the file of --config"] : []),
      ...unread.map((source) => `variables of ${source}`),
    ],
  };
}

const SHELL = /(^|\/)(sh|ash|bash|dash)$/;

/** Arguments in words, which another program reads. */
function otherWords({ config }: Container): string {
  const [first = "", second = "without a subcommand"] = [...texts(config.command), ...texts(config.args)];
  if (SHELL.test(first)) return "arguments in a shell";
  return /(^|\/)vllm$/.test(first) ? `arguments of vllm ${second}` : `arguments of ${first}`;
}
